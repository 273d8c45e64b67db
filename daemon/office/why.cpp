// SPDX-License-Identifier: EUPL-1.2
#include "daemon/office/why.hpp"

#include <algorithm>

#include "daemon/office/field_reviews.hpp"
#include "daemon/office/naming.hpp"
#include "daemon/office/quarantine.hpp"
#include "daemon/office/reviews.hpp"
#include "daemon/office/settings.hpp"
#include "protocol/merge/erasing.hpp"
#include "protocol/merge/in_force.hpp"
#include "protocol/records/slots.hpp"
#include "protocol/records/vocabulary.hpp"
#include "protocol/rules/guards.hpp"
#include "protocol/rules/review.hpp"

namespace veldwerk::office {
namespace {

void say(std::string& story, const std::string& sentence) {
    if (sentence.empty()) return;
    if (!story.empty()) story += ' ';
    story += sentence;
}

/// On what ground a value stands, by the merge class of its field. `alone`: nothing else was
/// entered.
std::string ground_of(Merge merge, bool by_act, bool alone) {
    switch (merge) {
        case Merge::fact: return "a fact, which is never edited";
        case Merge::set: return "in the set";
        case Merge::plain: return alone ? "in force" : "the latest entry, which is shown";
        case Merge::contested:
            if (alone) return "in force";
            return by_act ? "in force meanwhile, as the office's word" : "in force, for all agree";
        case Merge::cautious: return alone ? "in force" : "the most cautious entry, which counts";
        case Merge::request:
            return by_act ? "in force, by the office's act" : "a request: the office has not acted";
        case Merge::office:
            return by_act ? "in force, for the office writes this" : "a suggestion";
    }
    return "in force";
}

class Teller {
public:
    Teller(Ledger& ledger, const RecordState& state);
    [[nodiscard]] std::string tell(const Field& field);

private:
    [[nodiscard]] std::string by_whom(const Author& by);
    /// Of a group all members: it merges as one, so it is explained as one.
    [[nodiscard]] std::string value_of(const Field& field, std::string_view slot_value) {
        if (field.grouped()) return told_slot(ledger_, {state_.type, field.slot}, slot_value);
        return told_value(ledger_, field, field_of_slot(field, slot_value));
    }
    [[nodiscard]] std::string follows_from() const;
    [[nodiscard]] std::string tell_set(const Field& field);
    [[nodiscard]] std::string tell_value(const Field& field);
    [[nodiscard]] std::string tell_base(const Field& field);
    [[nodiscard]] std::string tell_decision(const Candidate& candidate);
    [[nodiscard]] std::string tell_review(const Field& field, const ReviewSubject& subject);
    [[nodiscard]] std::string tell_unsettled(const Field& field);
    [[nodiscard]] std::string tell_erasure(const Field& field) const;

    Ledger& ledger_;
    const RecordState& state_;
    std::vector<std::pair<StoredChange, Change>> unsettled_;  ///< that write this record
    std::string erasure_;                                     ///< of its participant, told
};

/// The order that erased the participant in whose scope the record lies.
std::string erasure_of(Ledger& ledger, const RecordState& state) {
    const auto number = ledger.scope_of(state.type, state.id);
    const auto scope = number ? ledger.scope(*number) : std::nullopt;
    if (!scope || scope->name.kind != Scope::participant) return {};
    for (const auto& row : ledger.erasures()) {
        if (row.participant != scope->name.root) continue;
        const auto order = ledger.load(type::erasure_order, row.order);
        return order ? told_erasure(order->state) : std::string{};
    }
    return {};
}

Teller::Teller(Ledger& ledger, const RecordState& state)
    : ledger_(ledger), state_(state), erasure_(erasure_of(ledger, state)) {
    for (const auto& writer : ledger.writers()) {
        for (auto& stored : ledger.unsettled(writer.writer, 0)) {
            auto change = decode_change(stored.bytes, stored.stamp);
            if (!change) continue;
            const bool ours = std::any_of(
                change->records.begin(), change->records.end(),
                [&state](const RecordWrites& writes) { return writes.record == state.id; });
            if (ours) unsettled_.emplace_back(std::move(stored), std::move(*change));
        }
    }
}

std::string Teller::by_whom(const Author& by) {
    if (by.stamp.counter == 0) return "by rule";
    return "by " + name_of_person(ledger_, by.person) + (by.act ? " at the office on " : " on ") +
           told_time(by.claimed) + (by.act ? taken_over_from(ledger_, by.stamp) : "");
}

/// Why a rule made this value. Of a placement the guards say it.
std::string Teller::follows_from() const {
    if (state_.type != type::placement) return "it follows from other records";
    const std::string hindrances = told_hindrances(field_in_force(state_, "hindrances"));
    return hindrances.empty() ? "it follows from other records" : "because " + hindrances;
}

/// What was added, and of what is gone again, who removed it.
std::string Teller::tell_set(const Field& field) {
    std::string story;
    std::string_view told;
    for (const auto& candidate : state_.slot(field.slot)) {
        if (!story.empty() && candidate.element == told) continue;
        told = candidate.element;
        const auto cell = state_.cell(field.slot, told);
        const auto adder = std::find_if(cell.begin(), cell.end(),
                                        [](const Candidate& c) { return !c.value.empty(); });
        const bool gone = adder == cell.end();
        say(story, told_value(ledger_, field, told) + (gone ? " was removed " : " was added ") +
                       by_whom(gone ? cell.back().by : adder->by) + '.');
    }
    return story;
}

/// Who decided, if the value is that of a decision.
std::string Teller::tell_decision(const Candidate& candidate) {
    const auto stored = ledger_.find_change(candidate.by.stamp);
    const auto change = stored ? decode_change(stored->bytes, stored->stamp)
                               : Result<Change>(refuse(Reason::unknown_record, {}));
    if (!change || change->act != Act::decide) return {};
    for (const auto& writes : change->records) {
        const auto decision = writes.type == type::decision
                                  ? view_decision(ledger_, writes.record)
                                  : std::nullopt;
        if (!decision) continue;
        return "Decided by " + decision->by + " on " + told_time(decision->at) +
               (decision->reason.empty() ? "." : ": \"" + decision->reason + "\".");
    }
    return {};
}

std::string Teller::tell_review(const Field& field, const ReviewSubject& subject) {
    const auto record = ledger_.load(type::review, review_id(subject));
    if (!record) return {};
    const ReviewView review = view_review(ledger_, record->state);
    const std::string id = review.id.text() + '@' + review.version;
    if (review.state == review_state::open) {
        return "Waits for a person to decide (review " + id + ") between " +
               told_alternatives(review.alternatives) + '.';
    }
    if (!field.grouped() && review.alternatives.empty()) return {};
    return "It was decided between " + told_alternatives(review.alternatives) + " (review " + id +
           ").";
}

/// While nobody's candidate is in force.
std::string Teller::tell_base(const Field& field) {
    const Base* base = state_.base(field.slot);
    return base == nullptr ? "Nothing is in force meanwhile."
                           : value_of(field, base->value) +
                                 " stays in force meanwhile: the last value that all of them knew.";
}

std::string Teller::tell_value(const Field& field) {
    const auto cell = state_.cell(field.slot);
    if (cell.empty()) return {};
    const Merge merge = merge_of(state_.type, field.slot);
    const Candidate* stands = winner(state_, field.slot);
    std::string story;
    if (stands != nullptr) {
        say(story, value_of(field, stands->value) + ", written " + by_whom(stands->by) + ": " +
                       (stands->by.stamp.counter == 0
                            ? follows_from()
                            : ground_of(merge, stands->by.act, cell.size() == 1)) + '.');
        say(story, tell_decision(*stands));
    } else {
        say(story, tell_base(field));
    }
    const bool reviewed = in_review(state_, field.slot);
    for (const auto& candidate : cell) {
        if (&candidate == stands || reviewed) continue;
        const bool suggested = merge == Merge::office && !candidate.by.act;
        const bool same = stands != nullptr && candidate.value == stands->value;
        say(story, std::string(suggested ? "Suggested: " : same ? "The same: " : "Also entered: ") +
                       value_of(field, candidate.value) + ' ' + by_whom(candidate.by) + '.');
    }
    say(story, tell_review(field, review_of::field(state_.id, field.slot)));
    if (merge == Merge::office) {
        say(story, tell_review(field, review_of::suggestion(state_.id, field.slot)));
    }
    return story;
}

std::string Teller::tell_unsettled(const Field& field) {
    std::string story;
    for (const auto& [stored, change] : unsettled_) {
        for (const auto& writes : change.records) {
            if (writes.record != state_.id) continue;
            for (const auto& write : writes.writes) {
                if (write.slot != field.slot) continue;
                const std::string value = field.is_set()
                                              ? told_value(ledger_, field, write.element)
                                              : value_of(field, write.value);
                const Author by{change.stamp, change.person, change.claimed, false};
                const bool refused = stored.standing == Standing::refused;
                say(story, value + " " + by_whom(by) +
                               (refused ? " was refused: " + stored.refusal.detail
                                        : " is parked until what it refers to arrives") + '.');
            }
        }
    }
    return story;
}

/// Empty is not erased: a value that an order took says so.
std::string Teller::tell_erasure(const Field& field) const {
    return is_erasable(state_.type, field.slot) ? erasure_ : std::string{};
}

std::string Teller::tell(const Field& field) {
    if (std::string erased = tell_erasure(field); !erased.empty()) return erased;
    std::string story = field.is_set() ? tell_set(field) : tell_value(field);
    say(story, tell_unsettled(field));
    return story;
}

}  // namespace

std::vector<FieldReason> why(Ledger& ledger, const RecordState& record) {
    const RecordType* type = find_type(record.type);
    expect(type != nullptr, "a record is explained by a type of this version");
    Teller teller(ledger, record);
    std::vector<FieldReason> reasons;
    for (const Field& field : type->fields) {
        const bool of_day = record.type == type::established_day && field.name == "parts";
        std::string story = of_day ? why_day(ledger, record) : teller.tell(field);
        if (!story.empty()) reasons.push_back({std::string(field.name), std::move(story)});
    }
    return reasons;
}

}  // namespace veldwerk::office
