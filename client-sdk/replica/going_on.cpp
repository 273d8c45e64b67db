// SPDX-License-Identifier: EUPL-1.2
// What becomes of a device's identity: its next certificate, its next life after the phone was set
// back or copied, and its last word when it was revoked.
//
// Going on: all that is kept here gets counters of the new writer, in the same order. Up to
// `common` the office holds the very same under the old writer: there the bytes stay as they are,
// so that it knows them again as one save under two stamps, and an office that was set back gets
// them anyway. What follows is this life's own: where such changes name each other by their stamps,
// they name the new ones; else the other life's changes would be meant.
#include "client-sdk/replica/parts.hpp"

#include "protocol/carriage/sealed_box.hpp"
#include "protocol/wire/limits.hpp"

#include <algorithm>
#include <map>

namespace veldwerk::device {
namespace {

constexpr const char* all_own =
    "SELECT counter FROM own_change ORDER BY counter";
constexpr const char* forget_own = "DELETE FROM own_change";

std::vector<std::uint64_t> own_counters(Store& store) {
    std::vector<std::uint64_t> counters;
    Loan row = store.ask(all_own);
    while (row.step()) counters.push_back(row.counter(0));
    return counters;
}

std::vector<OwnChange> to_stamp_anew(Store& store, OwnChanges& own) {
    std::vector<OwnChange> kept;
    for (const std::uint64_t counter : own_counters(store)) {
        auto change = own.find(counter);
        if (change->state != OwnState::given_up) kept.push_back(std::move(*change));
    }
    return kept;
}

/// Behind the old one: of two stamps of one save the lower counts, and so what people have decided
/// about the one that was there first stays decided.
WriterId later_writer(const Store& store, const WriterId& old) {
    constexpr int draws_max = 64;  // the old one may be the highest of all
    WriterId writer = new_writer(store);
    for (int draws = 1; draws < draws_max && writer < old; ++draws) writer = new_writer(store);
    return writer;
}

using NewStamps = std::map<Stamp, Stamp>;

void rename(std::vector<Stamp>& stamps, const NewStamps& names) {
    for (auto& stamp : stamps) {
        const auto found = names.find(stamp);
        if (found != names.end()) stamp = found->second;
    }
}

void rename(Change& change, const NewStamps& names) {
    for (auto& record : change.records) {
        for (auto& write : record.writes) rename(write.replaces, names);
    }
    rename(change.discards, names);
}

void take_down(Replica::Parts& parts) {
    for (const std::uint64_t counter : own_counters(parts.store)) {
        const auto own = parts.own.find(counter);
        if (!is_undecided(own->state)) continue;
        parts.own.set_state(counter, OwnState::settled);
        parts.layers.touch(own->change);
    }
    parts.layers.show_again();
}

void put_up(Replica::Parts& parts, std::vector<OwnChange> kept, std::uint64_t common) {
    const WriterId writer = parts.bearings.writer();
    NewStamps names;
    for (std::size_t i = 0; i < kept.size(); ++i) {
        if (kept[i].counter > common) names[kept[i].change.stamp] = {writer, i + 1};
    }
    for (std::size_t i = 0; i < kept.size(); ++i) {
        OwnChange& own = kept[i];
        own.change.stamp = {writer, i + 1};
        rename(own.change, names);
        parts.own.append(own.change, encode_change(own.change));
        if (own.state == OwnState::refused) {
            parts.own.refuse({i + 1, own.reason, own.detail});
        } else {
            parts.layers.put_back(own.change);
        }
    }
    parts.layers.show_again();
}

}  // namespace

Renew Replica::ask_to_renew(const RequestCertificate& make) {
    Turn turn(parts_->store);
    Bearings& bearings = parts_->bearings;
    Renew ask;
    ask.writer = bearings.writer();
    auto made = make(ask.writer);
    ask.request = std::move(made.request);
    bearings.set_text(bearing::next_writer, "");
    bearings.set_text(bearing::next_key, made.private_key);
    turn.commit();
    return ask;
}

Renew Replica::ask_to_go_on(const RequestCertificate& make) {
    Turn turn(parts_->store);
    Bearings& bearings = parts_->bearings;
    Renew ask;
    ask.writer = bearings.id<WriterId>(bearing::next_writer);
    if (ask.writer.empty()) {
        ask.writer = later_writer(parts_->store, bearings.writer());
        bearings.set_text(bearing::next_writer, ask.writer.view());
    }
    auto made = make(ask.writer);
    ask.request = std::move(made.request);
    bearings.set_text(bearing::next_key, made.private_key);
    const auto floor = bearings.value<ChainAt>(bearing::chain_floor);
    ask.first_counter = floor.counter + 1;
    for (const std::uint64_t counter : own_counters(parts_->store)) {
        if (counter <= floor.counter) continue;
        if (ask.ids.size() >= limits::ids_per_renewal_max) break;
        ask.ids.push_back(parts_->own.find(counter)->change.id);
    }
    turn.commit();
    return ask;
}

void Replica::renewed(const Renewed& renewed) {
    parts_->start_afresh();
    Turn turn(parts_->store);
    Bearings& bearings = parts_->bearings;
    const auto next = bearings.id<WriterId>(bearing::next_writer);
    if (!next.empty()) {
        auto kept = to_stamp_anew(parts_->store, parts_->own);
        take_down(*parts_);
        parts_->store.run(forget_own);
        bearings.set_text(bearing::writer, next.view());
        bearings.set_text(bearing::next_writer, "");
        bearings.set_text(bearing::device, renewed.device.view());
        bearings.set_value(bearing::token, Token{});
        bearings.set_value(bearing::chain_floor, ChainAt{});
        put_up(*parts_, std::move(kept), renewed.common);
    }
    bearings.set_text(bearing::certificate, renewed.certificate);
    bearings.set_text(bearing::private_key, bearings.text(bearing::next_key));
    turn.commit();
}

std::optional<std::string> Replica::seal_unsent(std::string_view seal_to) {
    const Glance glance(parts_->store);
    SealedWork work;
    work.writer = parts_->bearings.writer();
    // Room for the box and for the lengths of what lies in it.
    constexpr std::size_t envelope_bytes = 256;
    std::size_t size = envelope_bytes + carriage::seal_overhead_bytes;
    for (const auto& own : parts_->own.in_state(OwnState::unsent)) {
        if (work.changes.empty()) work.first_counter = own.counter;
        std::string bytes = encode_change(own.change);
        constexpr std::size_t length_bytes = 5;
        size += bytes.size() + length_bytes;
        const bool gap = own.counter != work.first_counter + work.changes.size();
        const bool full = size > limits::sealed_upload_bytes_max ||
                          work.changes.size() >= limits::ids_per_renewal_max;
        if (gap || full || work.left_out > 0) {
            ++work.left_out;
        } else {
            work.changes.push_back(std::move(bytes));
        }
    }
    if (work.changes.empty()) return std::nullopt;
    return carriage::seal(encode(work), seal_to);
}

}  // namespace veldwerk::device
