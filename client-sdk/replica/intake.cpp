// SPDX-License-Identifier: EUPL-1.2
#include "client-sdk/replica/intake.hpp"

#include "client-sdk/replica/offering.hpp"
#include "protocol/wire/batch.hpp"

#include <algorithm>
#include <tuple>

namespace veldwerk::device {
namespace {

constexpr const char* staged_in_order = "SELECT batch FROM staged ORDER BY sequence";
constexpr const char* drop_staged = "DELETE FROM staged";

const Error lost_error{Reason::rolled_back,
                       "the office lacks changes that this device no longer keeps"};

}  // namespace

void Intake::start_epoch(const EpochId& epoch) {
    bearings_.set_text(bearing::basis_epoch, bearings_.basis().epoch.view());
    bearings_.set_value(bearing::cursor, Cursor{epoch, 0, 0, 0, 0});
    drop_received();
    if (!bearings_.ready()) layers_.forget_confirmed();  // a first sync of another life
}

Result<Welcomed> Intake::welcomed(const Welcome& welcome, Instant now) {
    const Cursor before = bearings_.cursor();
    // Until all of this life was pulled, what is here is still of another.
    const EpochId applied = bearings_.basis().epoch;
    const bool elsewhere = (!before.epoch.empty() && before.epoch != welcome.epoch) ||
                           (!applied.empty() && applied != welcome.epoch);
    const ChainAt head = own_.head();
    const ChainAt floor = own_.floor();
    // Of another life, what is no longer kept here may be given up: the office says so or refuses.
    const bool gap = elsewhere && welcome.received < floor.counter;
    const std::uint64_t received = gap ? floor.counter : welcome.received;
    if (received > head.counter) {
        return refuse(
            Reason::cloned,
            "the office knows more of this device than the device itself: it was restored "
            "from a copy, or copied");
    }
    const auto chain = own_.chain_at(received);
    if (!chain || received < floor.counter) return tl::unexpected<Error>(lost_error);
    if (!gap && *chain != welcome.chain) {
        return refuse(
            Reason::cloned,
            "the office knows another life of this device: it was restored from a copy, or "
            "copied");
    }
    Welcomed result{received, welcome.epoch != before.epoch, std::nullopt};
    if (elsewhere) result.offer = offer_of(store_, bearings_, own_);
    bearings_.set_value(bearing::token, welcome.token);
    bearings_.set_number(bearing::clock_offset_ms, welcome.office_time_ms - now.unix_ms);
    if (result.new_epoch) start_epoch(welcome.epoch);
    // An office that was restored may have lost what it had acknowledged: it is offered again.
    for (const std::uint64_t counter : own_.lost_above(received)) {
        own_.set_state(counter, OwnState::unsent);
        layers_.put_back(own_.find(counter)->change);
    }
    own_.mark_sent(received);
    own_.forget_safe(std::min(welcome.safe, received));
    layers_.show_again();
    return result;
}

std::uint64_t Intake::accepted(const Accepted& accepted) {
    own_.mark_sent(accepted.received);
    std::uint64_t refused = 0;
    for (const Refusal& refusal : accepted.refusals) {
        const auto own = own_.find(refusal.counter);
        if (!own || !is_undecided(own->state)) continue;
        own_.refuse(refusal);
        layers_.touch(own->change);
        ++refused;
    }
    layers_.show_again();
    return refused;
}

Result<void> Intake::receive(const std::string& batch) {
    if (!bearings_.ready()) {
        Turn turn(store_);
        const auto applied = apply(batch);
        if (!applied) return tl::unexpected<Error>(applied.error());
        if (auto advanced = advance_partial(batch); !advanced) return advanced;
        scopes_.settle();
        turn.commit();
        applied_early_ += *applied;
        return {};
    }
    if (const auto reader = BatchReader::open(batch); !reader) {
        return tl::unexpected<Error>(reader.error());
    }
    kept_.push_back(batch);
    kept_bytes_ += batch.size();
    if (kept_bytes_ <= kept_bytes_max) return {};
    Turn turn(store_);
    for (const std::string& kept : kept_) {
        if (auto advanced = advance_partial(kept); !advanced) return advanced;
        stage(kept);
    }
    turn.commit();
    kept_.clear();  // the sum stays above the bound: from here on each batch is staged at once
    return {};
}

void Intake::stage(const std::string& batch) {
    static constexpr const char* sql = "INSERT INTO staged(batch) VALUES (?)";
    store_.run(sql, std::string_view(batch));
}

/// Scopes come in order of number, and the records of a scope in order of position. The mark only
/// moves forward: what a resumed pull first adds to earlier scopes may come twice, never not at
/// all.
Result<void> Intake::advance_partial(const std::string& batch) {
    auto reader = BatchReader::open(batch);
    if (!reader) return tl::unexpected<Error>(reader.error());
    Cursor cursor = bearings_.cursor();
    while (!reader->done()) {
        const auto entry = reader->next();
        if (!entry) return tl::unexpected<Error>(entry.error());
        highest_position_ = std::max(highest_position_, entry->position);
        if (std::tie(entry->scope, entry->position) <
            std::tie(cursor.partial_scope, cursor.partial_position)) {
            continue;
        }
        cursor.partial_scope = entry->scope;
        cursor.partial_position = entry->position;
        cursor.partial_target = std::max(cursor.partial_target, highest_position_);
    }
    bearings_.set_value(bearing::cursor, cursor);
    return {};
}

Result<std::uint64_t> Intake::apply(const std::string& batch) {
    auto reader = BatchReader::open(batch);
    if (!reader) return tl::unexpected<Error>(reader.error());
    for (const ScopeName& scope : reader->scopes())
        scopes_.hold(scope);
    std::uint64_t count = 0;
    while (!reader->done()) {
        const auto entry = reader->next();
        if (!entry) return tl::unexpected<Error>(entry.error());
        layers_.confirm(*entry);
        ++count;
    }
    return count;
}

Result<std::uint64_t> Intake::apply_received() {
    std::uint64_t count = applied_early_;
    const auto apply_one = [this, &count](const std::string& batch) -> Result<void> {
        const auto applied = apply(batch);
        if (!applied) return tl::unexpected<Error>(applied.error());
        count += *applied;
        return {};
    };
    {
        Loan row = store_.ask(staged_in_order);
        while (row.step()) {
            if (auto done = apply_one(row.bytes(0)); !done)
                return tl::unexpected<Error>(done.error());
        }
    }
    for (const std::string& batch : kept_) {
        if (auto done = apply_one(batch); !done) return tl::unexpected<Error>(done.error());
    }
    return count;
}

std::uint64_t Intake::settle_own(const CaughtUp& caught_up) {
    std::uint64_t refused = 0;
    for (const std::uint64_t counter : own_.undecided_up_to(caught_up.received)) {
        const auto own = own_.find(counter);
        const auto refusal = std::find_if(
            caught_up.refused.begin(), caught_up.refused.end(),
            [counter](const Refusal& candidate) { return candidate.counter == counter; });
        const bool parked = std::find(caught_up.parked.begin(), caught_up.parked.end(), counter) !=
                            caught_up.parked.end();
        if (refusal != caught_up.refused.end()) {
            own_.refuse(*refusal);
            ++refused;
        } else {
            own_.set_state(counter, parked ? OwnState::parked : OwnState::settled);
        }
        layers_.touch(own->change);
    }
    // What counted in a life of the office that is lost was judged anew in this one.
    for (const Refusal& refusal : caught_up.refused) {
        const auto own = own_.find(refusal.counter);
        const bool known = own && own->state == OwnState::refused;
        if (!own || (own->state != OwnState::settled && !known)) continue;
        own_.refuse(refusal);
        if (known) continue;
        layers_.touch(own->change);
        ++refused;
    }
    return refused;
}

bool Intake::digests_agree(const CaughtUp& caught_up) {
    const bool each = std::all_of(caught_up.digests.begin(), caught_up.digests.end(),
                                  [this](const ScopeDigest& theirs) {
                                      return scopes_.digest_of(theirs.scope) == theirs.digest;
                                  });
    return each && scopes_.total() == caught_up.total;
}

Result<Applied> Intake::caught_up(const CaughtUp& caught_up, Instant now) {
    const bool first = !bearings_.ready();
    const bool whole = bearings_.cursor().position == 0;
    if (whole && !first) layers_.forget_confirmed();
    const auto applied = apply_received();
    if (!applied) return tl::unexpected<Error>(applied.error());
    for (const ScopeNumber scope : caught_up.purge) {
        erasing_.remember(scope);
        layers_.purge(scope);
    }
    erasing_.obey();

    Applied result;
    result.records = *applied;
    result.refused = settle_own(caught_up);
    scopes_.settle();
    bearings_.set_value(bearing::cursor,
                        Cursor{caught_up.cursor.epoch, caught_up.cursor.position, 0, 0, 0});
    bearings_.set_text(bearing::basis_epoch, caught_up.cursor.epoch.view());
    bearings_.set_number(bearing::basis, static_cast<std::int64_t>(caught_up.basis));
    bearings_.set_number(bearing::last_sync_ms, now.unix_ms);
    bearings_.set_number(bearing::heard_ms, bearings_.corrected(now).unix_ms);
    const auto alarms = bearings_.number(bearing::alarms);
    if (!digests_agree(caught_up)) {
        bearings_.set_number(bearing::alarms, alarms + 1);
        result.send_again = true;
        bearings_.set_value(bearing::cursor, Cursor{caught_up.cursor.epoch, 0, 0, 0, 0});
    }
    // A first sync that went wrong is not shown before it was tried once more.
    if (first && result.send_again && alarms == 0) {
        layers_.forget_confirmed();
    } else if (first) {
        carriage::RecordTables::create_indexes(store_.database());
        bearings_.set_number(bearing::ready, 1);
    }
    store_.run(drop_staged);
    layers_.show_again();
    return result;
}

void Intake::broken_off() {
    kept_.clear();
    kept_bytes_ = 0;
    applied_early_ = 0;
    highest_position_ = 0;
}

void Intake::drop_received() {
    broken_off();
    store_.run(drop_staged);
    Cursor cursor = bearings_.cursor();
    cursor.partial_target = 0;
    cursor.partial_scope = 0;
    cursor.partial_position = 0;
    bearings_.set_value(bearing::cursor, cursor);
}

}  // namespace veldwerk::device
