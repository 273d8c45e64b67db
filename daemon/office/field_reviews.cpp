// SPDX-License-Identifier: EUPL-1.2
#include "daemon/office/field_reviews.hpp"

#include <algorithm>

#include "daemon/office/derived_records.hpp"
#include "daemon/office/naming.hpp"
#include "daemon/office/settings.hpp"
#include "protocol/merge/derived.hpp"
#include "protocol/merge/in_force.hpp"
#include "protocol/records/value.hpp"
#include "protocol/records/vocabulary.hpp"
#include "protocol/rules/review.hpp"

namespace veldwerk::office {
namespace {

bool person_decides(Merge merge) {
    return merge == Merge::contested || merge == Merge::request || merge == Merge::office;
}

std::vector<Stamp> stamps_of(const std::vector<Candidate>& candidates) {
    std::vector<Stamp> stamps;
    for (const auto& candidate : candidates) stamps.push_back(candidate.by.stamp);
    return stamps;
}

/// Of several decisions the one whose value still stands, else the last: within one life of the
/// office counters follow time, and between two lives any order serves that is the same everywhere.
const Decided* decision_that_counts(const std::vector<Decided>& decisions,
                                    std::span<const Candidate> cell) {
    const Decided* counts = nullptr;
    for (const auto& decision : decisions) {
        const bool stands = std::any_of(cell.begin(), cell.end(), [&](const Candidate& candidate) {
            return candidate.by.stamp == decision.stamp;
        });
        if (stands) counts = &decision;
    }
    return counts == nullptr && !decisions.empty() ? &decisions.back() : counts;
}

/// Open while there is something to decide; a value settled by a decision leaves the review
/// decided.
Answer answer_of(const Question& question, const Decided* decision) {
    if (!question.alternatives.empty()) {
        return {true, question.alternatives, decision == nullptr ? RecordId{} : decision->id};
    }
    if (decision == nullptr) return {};
    return {false, decision->alternatives, decision->id};
}

}  // namespace

std::vector<Candidate> contested_candidates(const RecordState& state, SlotNumber slot) {
    std::vector<Candidate> candidates;
    if (!in_review(state, slot)) return candidates;
    const bool of_office = merge_of(state.type, slot) == Merge::office;
    for (const auto& candidate : state.cell(slot)) {
        if (is_derived(candidate)) continue;
        if (!of_office || candidate.by.act) candidates.push_back(candidate);
    }
    return candidates;
}

void FieldReviews::note(const RecordWrites& writes, const RecordState& state) {
    for (const auto& write : writes.writes) {
        if (person_decides(merge_of(writes.type, write.slot))) {
            places_.insert({writes.type, writes.record, write.slot});
        }
    }
    if (writes.type != type::decision) return;
    const auto record = RecordId::from_view(field_in_force(state, "record"));
    const auto slot = decode_integer(field_in_force(state, "slot"));
    if (record && slot && *slot > 0) {
        decided_.emplace(*record, static_cast<SlotNumber>(*slot));
    }
}

/// A decision may come before or after what it decides; it does not say of which type that is.
void FieldReviews::ask_of_decisions() {
    for (const auto& [record, slot] : decided_) {
        if (const auto type = type_of(ledger_, record)) places_.insert({*type, record, slot});
    }
    decided_.clear();
}

void FieldReviews::settle(WorkingSet& records) {
    ask_of_decisions();
    for (const auto& [type, record, place] : places_) {
        const SlotNumber slot = place;
        const RecordState* state = records.find(type, record);
        if (state == nullptr || !person_decides(merge_of(type, slot))) continue;
        const ScopeNumber scope = records.scope_of(type, record).value();
        const ScopeName scope_name = records.scope_name(scope);
        const RecordId participant =
            scope_name.kind == Scope::participant ? scope_name.root : RecordId{};
        const auto settle_one = [&](const ReviewSubject& subject, std::vector<Stamp> open,
                                    const char* reason) {
            const Question question{subject, participant, {}, {reason}, std::move(open)};
            const auto decisions = decisions_on(ledger_, review_id(subject));
            const Decided* counts = decision_that_counts(decisions, state->cell(slot));
            put_derived(records, review_record(question, answer_of(question, counts)), scope);
        };
        settle_one(review_of::field(record, slot), stamps_of(contested_candidates(*state, slot)),
                   "differ");
        if (merge_of(type, slot) != Merge::office) continue;
        auto open = stamps_of(suggestions(*state, slot));
        const Candidate* now = open.empty() ? nullptr : winner(*state, slot);
        if (now != nullptr) open.push_back(now->by.stamp);
        settle_one(review_of::suggestion(record, slot), std::move(open), "suggested");
    }
    places_.clear();
}

}  // namespace veldwerk::office
