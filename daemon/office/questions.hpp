// SPDX-License-Identifier: EUPL-1.2
// The record of a review, whatever it asks: derived from the alternatives that a rule found and
// from the decisions taken on it, and from nothing else, so every order of arrival gives the same
// queue. It is open until a decision names all alternatives; a review that a decision settled
// stays, as decided, and one that settled itself before anybody decided leaves (DESIGN.md 3.9).
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "daemon/office/working_set.hpp"
#include "protocol/rules/review.hpp"

namespace veldwerk::office {

/// A decision as it concerns a review.
struct Decided {
    Stamp stamp;
    RecordId id;
    std::vector<Stamp> alternatives;
    std::string outcome;  ///< as the rule of its kind reads it
};
/// By rising stamp.
[[nodiscard]] std::vector<Decided> decisions_on(Ledger& ledger, const RecordId& review);

/// Where a review lies and what it says, whatever its state.
struct Question {
    ReviewSubject subject;
    RecordId participant;           ///< empty outside a participant's scope
    std::optional<CivilDate> date;
    std::vector<std::string> reasons;
    std::vector<Stamp> alternatives;  ///< by rising stamp; none: there is nothing to ask
};

/// How it stands: `open`, or decided by `decision`; neither: there is no such review.
struct Answer {
    bool open{};
    std::vector<Stamp> alternatives;  ///< of the review: open ones, else those decided between
    RecordId decision;
};
[[nodiscard]] RecordState review_record(const Question& question, const Answer& answer);

/// The answer for all kinds but days and fields, whose values the decisions carry themselves: the
/// decision that names all alternatives. Two that do not know each other and differ decide nothing.
[[nodiscard]] Answer answer_to(const Question& question, const std::vector<Decided>& decisions);

/// Derives the review and leaves it touched in `records`; in the participant's scope, or without
/// one in that of the programme.
void put_question(WorkingSet& records, Ledger& ledger, const Question& question);

}  // namespace veldwerk::office
