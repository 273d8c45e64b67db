// SPDX-License-Identifier: EUPL-1.2
// The one way a change is made on a device: drafted, guarded, stamped, chained, stored and shown in
// one transaction. Retrying and discarding what was refused are changes like any other.
#include "client-sdk/replica/guards.hpp"
#include "client-sdk/replica/parts.hpp"
#include "protocol/wire/limits.hpp"

#include <algorithm>

namespace veldwerk::device {
namespace {

RecordId make_id(const Store& store, Instant now) {
    std::array<std::uint8_t, 10> luck{};
    store.fill(luck.data(), luck.size());
    return make_record_id(now.unix_ms, luck);
}

/// A change with everything but its writes.
Change begin_change(Store& store, Bearings& bearings, const ChainAt& head, Instant now) {
    Change change;
    change.stamp = {bearings.writer(), head.counter + 1};
    change.id = store.random_number();
    change.person = bearings.coach();
    change.claimed = bearings.corrected(now);
    change.basis = bearings.basis();
    return change;
}

/// What a save comes to, checked; within a turn.
Result<Change> change_of(Replica::Parts& parts, std::span<const RecordEdit> edits, Instant now) {
    if (auto ready = parts.check_ready(); !ready) return tl::unexpected<Error>(ready.error());
    if (edits.empty()) return refuse(Reason::wrong_use, "there is nothing to save");

    Change change = begin_change(parts.store, parts.bearings, parts.own.head(), now);
    const Writer writer{change.person, amsterdam_date(change.claimed)};
    Drafting drafting(parts.store, parts.layers, change.person);
    std::size_t writes_count = 0;
    for (const RecordEdit& edit : edits) {
        const RecordId created =
            edit.create_as ? *edit.create_as : make_id(parts.store, change.claimed);
        auto draft = drafting.draft(edit, created);
        if (!draft) return tl::unexpected<Error>(draft.error());
        if (auto allowed = apply_guards(parts.store, writer, *draft); !allowed) {
            return tl::unexpected<Error>(allowed.error());
        }
        auto writes = drafting.writes_of(*draft);
        if (!writes) return tl::unexpected<Error>(writes.error());
        const bool twice = std::any_of(
            change.records.begin(), change.records.end(),
            [&writes](const RecordWrites& other) { return other.record == writes->record; });
        if (twice) return refuse(Reason::wrong_use, "one save names a record once");
        writes_count += writes->writes.size();
        change.records.push_back(std::move(*writes));
    }
    if (writes_count > limits::writes_per_change_max) {
        return refuse(Reason::too_large, "one save may hold a thousand writes; write less at once");
    }
    if (parts.erasing.left_of(change)) {
        return refuse(Reason::rule, "the participant was erased by order: only what the law keeps, "
                                    "such as attendance and minutes, can still be written");
    }
    return change;
}

}  // namespace

Result<Saved> Replica::Parts::put_down(const Change& change) {
    const std::string bytes = encode_change(change);
    if (bytes.size() > limits::change_bytes_max) {
        return refuse(Reason::too_large, "one save may hold 2 MiB; write less at once");
    }
    own.append(change, bytes);
    Saved saved{change.stamp, {}};
    for (const RecordWrites& writes : change.records) {
        saved.records.push_back({writes.record, layers.put_on_top(change, writes)});
    }
    return saved;
}

RecordId Replica::new_record_id(Instant now) {
    return make_id(parts_->store, parts_->bearings.corrected(now));
}

Result<Saved> Replica::save(std::span<const RecordEdit> edits, Instant now) {
    Parts& parts = *parts_;
    Turn turn(parts.store);
    const auto change = change_of(parts, edits, now);
    if (!change) return tl::unexpected<Error>(change.error());
    auto saved = parts.put_down(*change);
    if (saved) turn.commit();
    return saved;
}

Result<void> Replica::check(std::span<const RecordEdit> edits, Instant now) {
    const Turn turn(parts_->store);  // never committed
    const auto change = change_of(*parts_, edits, now);
    if (!change) return tl::unexpected<Error>(change.error());
    return {};
}

std::vector<RefusedChange> Replica::refused() {
    const Glance glance(parts_->store);
    std::vector<RefusedChange> list;
    for (const OwnChange& own : parts_->own.in_state(OwnState::refused)) {
        RefusedChange shown{own.counter, own.change.claimed, own.reason, own.detail, {}};
        for (const RecordWrites& writes : own.change.records) {
            const RecordType* type = find_type(writes.type);
            shown.records.push_back(
                (type == nullptr ? std::string("record") : std::string(type->name)) + ' ' +
                writes.record.text());
        }
        list.push_back(std::move(shown));
    }
    return list;
}

Result<Saved> Replica::retry(std::uint64_t counter, Instant now) {
    Parts& parts = *parts_;
    Turn turn(parts.store);
    if (auto ready = parts.check_ready(); !ready) return tl::unexpected<Error>(ready.error());
    const auto own = parts.own.find(counter);
    if (!own || own->state != OwnState::refused) {
        return refuse(Reason::wrong_use,
                      "there is no refused change " + std::to_string(counter) + " on this device");
    }
    Change change = begin_change(parts.store, parts.bearings, parts.own.head(), now);
    change.records = own->change.records;
    parts.own.set_state(counter, OwnState::given_up);
    auto saved = parts.put_down(change);
    if (saved) turn.commit();
    return saved;
}

Result<Saved> Replica::discard(std::uint64_t counter, Instant now) {
    Parts& parts = *parts_;
    Turn turn(parts.store);
    if (auto ready = parts.check_ready(); !ready) return tl::unexpected<Error>(ready.error());
    const auto own = parts.own.find(counter);
    if (!own || own->state != OwnState::refused) {
        return refuse(Reason::wrong_use,
                      "there is no refused change " + std::to_string(counter) + " on this device");
    }
    Change change = begin_change(parts.store, parts.bearings, parts.own.head(), now);
    change.discards = {{change.stamp.writer, counter}};
    parts.own.set_state(counter, OwnState::given_up);
    auto saved = parts.put_down(change);
    if (saved) turn.commit();
    return saved;
}

}  // namespace veldwerk::device
