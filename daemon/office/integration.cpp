// SPDX-License-Identifier: EUPL-1.2
#include "daemon/office/integration.hpp"

#include "daemon/custody/lives.hpp"
#include "daemon/office/caseload.hpp"
#include "protocol/merge/merge.hpp"

namespace veldwerk::office {
namespace {

/// A stored change as merging reads it. Of a refused one that nobody can read, its stamp is all.
Change change_of(const StoredChange& stored) {
    auto change = decode_change(stored.bytes, stored.stamp);
    if (change) return std::move(*change);
    expect(stored.standing == Standing::refused, "the history reads back");
    Change unreadable;
    unreadable.stamp = stored.stamp;
    return unreadable;
}

/// The ledger's history as merging asks for it.
class LedgerHistory final : public History {
public:
    explicit LedgerHistory(Ledger& ledger) : ledger_(ledger) {}
    [[nodiscard]] std::optional<Recorded> find(const Stamp& stamp) const override {
        const auto stored = ledger_.find_change(stamp);
        if (!stored) return std::nullopt;
        return Recorded{stored->standing, change_of(*stored), stored->twin_of};
    }

private:
    Ledger& ledger_;
};

}  // namespace

Integration::Integration(Ledger& ledger)
    : ledger_(ledger), life_(ledger.life()), records_(ledger), standings_(ledger), days_(ledger),
      field_reviews_(ledger), periods_(ledger), top_ups_(ledger), erasures_(ledger) {}

Verdict Integration::judge(const Change& change) {
    if (auto form = check_form(change); !form) return {Standing::refused, form.error(), {}};
    // It would be judged by acts that are still to come, and so by when it arrives.
    if (change.basis.epoch == life_.epoch && change.basis.position > life_.acts) {
        return {Standing::refused,
                {Reason::malformed, "its basis names acts that the office has not taken"},
                {}};
    }
    if (newer_than_office(change)) return {Standing::parked, {}, {}};
    if (const auto lift = waits_for_lift(change, records_, ledger_, life_)) {
        return {Standing::parked, {}, *lift};
    }
    if (const auto missing = missing_record(change, records_)) {
        if (ledger_.discarded(*missing)) {
            return {Standing::refused,
                    {Reason::discarded, "it refers to a record whose creation was discarded"},
                    {}};
        }
        return {Standing::parked, {}, *missing};
    }
    if (auto allowed = check_authority(change, records_, ledger_, life_); !allowed) {
        return {Standing::refused, allowed.error(), {}};
    }
    return {};
}

/// Whether it still waits; a replay judges nothing else anew.
Verdict Integration::judge_again(const Change& change) {
    if (newer_than_office(change)) return {Standing::parked, {}, {}};
    if (const auto missing = missing_record(change, records_)) {
        return {Standing::parked, {}, *missing};
    }
    return {};
}

Verdict Integration::admit(const Change& change, std::string_view bytes) {
    Verdict verdict = judge(change);
    const auto left = erasures_.left_of(change, records_);
    const Change& kept = left ? *left : change;
    const std::string kept_bytes = left ? encode_change(kept) : std::string(bytes);
    // What is emptied repeats what was emptied.
    const auto counting = verdict.standing == Standing::refused ? std::nullopt
                                                                : counting_twin(kept, kept_bytes);
    if (counting) {
        become_twins(kept, kept_bytes, *counting);
        return {Standing::twin, {}, {}};
    }
    ledger_.append({.stamp = change.stamp, .standing = verdict.standing, .id = change.id,
                    .bytes = kept_bytes, .refusal = verdict.refusal, .twin_of = {},
                    .waits_for = verdict.waits_for});
    if (verdict.standing == Standing::in_effect) take_effect_everywhere(kept);
    if (verdict.standing == Standing::refused) give_up(kept);
    return verdict;
}

Verdict Integration::turn_away(const Stamp& stamp, std::string_view bytes, Error why) {
    const StoredChange stored = emptied({.stamp = stamp, .standing = Standing::refused, .id = 0,
                                         .bytes = std::string(bytes), .refusal = std::move(why),
                                         .twin_of = {}, .waits_for = {}});
    ledger_.append(stored);
    give_up(change_of(stored));
    return {Standing::refused, stored.refusal, {}};
}

/// A change that was judged before, as an erasure leaves it.
StoredChange Integration::emptied(const StoredChange& stored) {
    StoredChange left = stored;
    if (const auto change = decode_change(stored.bytes, stored.stamp)) {
        const auto kept = erasures_.left_of(*change, records_);
        if (kept) left.bytes = encode_change(*kept);
    } else {
        left.bytes = erasures_.left_of(stored.bytes);
    }
    return left;
}

void Integration::replay(const StoredChange& recorded) {
    replaying_ = true;
    const StoredChange stored = emptied(recorded);
    const Change change = change_of(stored);
    if (stored.standing == Standing::refused || stored.standing == Standing::twin) {
        ledger_.append(stored);
        if (stored.standing == Standing::refused) give_up(change);
        const bool both_here =
            stored.standing == Standing::twin && ledger_.find_change(stored.twin_of).has_value();
        if (both_here) unite_everywhere(change, {stored.twin_of, stored.stamp});
        return;
    }
    // Whose lift it waits for was settled when it came, by the acts there were then.
    if (stored.standing == Standing::parked && names_a_lift(ledger_, stored.waits_for)) {
        ledger_.append(stored);
        return;
    }
    // Its parent may come later in this order: then it waits, and `wake` brings it in.
    const Verdict verdict = judge_again(change);
    StoredChange again = stored;
    again.standing = verdict.standing;
    again.waits_for = verdict.waits_for;
    ledger_.append(again);
    if (verdict.standing == Standing::in_effect) take_effect_everywhere(change);
}

void Integration::take_effect_everywhere(const Change& change) {
    const LedgerHistory history(ledger_);
    bool caseloads_moved = false;
    for (const auto& writes : change.records) {
        RecordState* state = records_.find(writes.type, writes.record);
        if (state == nullptr) {
            state = &records_.create(writes.type, writes.record,
                                     scope_of_creation(writes, records_, ledger_));
        }
        take_effect(*state, change, writes, history);
        records_.touch(writes.type, writes.record);
        standings_.note(change, writes, *state);
        days_.note(writes, *state);
        field_reviews_.note(writes, *state);
        periods_.note(writes, *state);
        top_ups_.note(writes);
        erasures_.note(*state);
        if (writes.type == type::assignment || writes.type == type::day_act) caseloads_moved = true;
    }
    if (caseloads_moved && !replaying_) {
        // Spans are cut at the act that moves them, so every act is settled before the next.
        records_.flush(life_);
        settle_caseloads(ledger_, life_, change.stamp.counter);
    }
    for (const auto& stamp : change.discards) {
        const auto given_up = ledger_.find_change(stamp);
        if (!given_up || stamp.writer != change.stamp.writer) continue;
        const Change creation = change_of(*given_up);
        for (const auto& record : creation.records) {
            if (!record.creates) continue;
            ledger_.mark_discarded(record.record);
            wake(record.record);
        }
    }
    if (replaying_) unite_with_twins_of(change);
    for (const auto& writes : change.records) {
        if (writes.creates) wake(writes.record);
    }
}

/// The change that this one repeats, if a phone was restored or copied: of one person, with the
/// same id and bytes under another stamp.
std::optional<Stamp> Integration::counting_twin(const Change& change, std::string_view bytes) {
    if (change.act != Act::none) return std::nullopt;
    for (const auto& stamp : ledger_.with_id(change.id)) {
        const auto stored = ledger_.find_change(stamp);
        const bool counts = stored->standing == Standing::in_effect ||
                            stored->standing == Standing::parked;
        if (counts && stored->bytes == bytes) return stamp;
    }
    return std::nullopt;
}

void Integration::become_twins(const Change& change, std::string_view bytes,
                               const Stamp& counting) {
    StoredChange arrived{.stamp = change.stamp, .standing = Standing::twin, .id = change.id,
                         .bytes = std::string(bytes), .refusal = {}, .twin_of = counting,
                         .waits_for = {}};
    if (counting < change.stamp) {
        ledger_.append(arrived);
    } else {
        auto higher = ledger_.find_change(counting).value();
        arrived.standing = higher.standing;
        arrived.waits_for = higher.waits_for;
        ledger_.append(arrived);
        for (const auto& stamp : ledger_.with_id(change.id)) {
            auto other = ledger_.find_change(stamp).value();
            const bool repeats = stamp == counting || (other.standing == Standing::twin &&
                                                       other.twin_of == counting);
            if (!repeats) continue;
            other.standing = Standing::twin;
            other.twin_of = change.stamp;
            ledger_.update(other);
        }
    }
    unite_everywhere(change, {std::min(counting, change.stamp), std::max(counting, change.stamp)});
}

/// What the two stamps wrote stands under the lower from now on.
void Integration::unite_everywhere(const Change& change, const Twins& twins) {
    const LedgerHistory history(ledger_);
    for (const auto& writes : change.records) {
        RecordState* state = records_.find(writes.type, writes.record);
        if (state == nullptr) continue;
        unite(*state, twins, writes, history);
        records_.touch(writes.type, writes.record);
        standings_.note(change, writes, *state);
        days_.note(writes, *state);
        field_reviews_.note(writes, *state);
        periods_.note(writes, *state);
        top_ups_.note(writes);
    }
}

/// A replay may bring the repetition before the change that counts.
void Integration::unite_with_twins_of(const Change& change) {
    for (const auto& stamp : ledger_.with_id(change.id)) {
        const auto stored = ledger_.find_change(stamp);
        if (stored->standing != Standing::twin || stored->twin_of != change.stamp) continue;
        unite_everywhere(change, {change.stamp, stamp});
    }
}

/// A refused change has no effect; but whoever replaced it replaced what it had replaced.
void Integration::give_up(const Change& change) {
    const LedgerHistory history(ledger_);
    for (const auto& writes : change.records) {
        RecordState* state = records_.find(writes.type, writes.record);
        if (state == nullptr || state->early.empty()) continue;
        read_through(*state, change, writes, history);
        records_.touch(writes.type, writes.record);
        field_reviews_.note(writes, *state);
    }
}

void Integration::wake(const RecordId& record) {
    for (const auto& stamp : ledger_.parked_on(record)) {
        // Only now may it be known whose it is.
        const StoredChange waiting = ledger_.find_change(stamp).value();
        StoredChange parked = emptied(waiting);
        const Change change = change_of(parked);
        const Verdict verdict = replaying_ ? judge_again(change) : judge(change);
        parked.standing = verdict.standing;
        parked.refusal = verdict.refusal;
        parked.waits_for = verdict.waits_for;
        ledger_.update(parked);
        if (parked.bytes != waiting.bytes) ledger_.rewrite(stamp, parked.bytes);
        if (verdict.standing == Standing::in_effect) take_effect_everywhere(change);
        if (verdict.standing == Standing::refused) give_up(change);
    }
}

void Integration::finish() {
    records_.flush(life_);
    erasures_.settle(records_, field_reviews_);
    records_.flush(life_);
    // Days follow from where their placements stand.
    standings_.settle(records_);
    records_.flush(life_);
    days_.note(standings_.moved());
    days_.settle(records_);
    field_reviews_.settle(records_);
    records_.flush(life_);
    // Periods and claims read the settled days.
    periods_.settle(records_, days_);
    top_ups_.settle(records_, days_.settled());
    records_.flush(life_);
    erasures_.complete(life_.position);
    ledger_.save_life(life_);
}

}  // namespace veldwerk::office
