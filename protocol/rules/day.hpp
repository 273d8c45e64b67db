// SPDX-License-Identifier: EUPL-1.2
// The established day of a placement: one pure function of its facts (DESIGN.md 3.8), the same in
// whatever order they are given. Agreement establishes the day by rule; everything else is a
// question for a person, and is shown as such until a decision names what it saw.
//
// What is in force while the question is open: the decision that was in force before, if there is
// one; in a dispute between unauthorised absence and exactly one other status that other status;
// else nothing, because a day that changes somebody's pay is not guessed.
#pragma once

#include <cstdint>
#include <string_view>
#include <vector>

#include "protocol/rules/decisions.hpp"
#include "protocol/rules/observation.hpp"
#include "protocol/rules/schedule.hpp"

namespace veldwerk {

struct DayFacts {
    CivilDate date;
    DayPlan plan;
    std::int64_t tolerance_minutes{};  ///< the setting in force on the date
    std::vector<ObservationFacts> observations;
    std::vector<DecisionFacts> decisions;
    /// `claimed_minutes` of the participant's other placements on the date, added up.
    std::int64_t minutes_elsewhere{};
};

/// Why a day is, or was, a question for a person.
enum class DayReason : std::uint8_t {
    disagree = 1,          ///< observations differ by more than the tolerance
    unauthorised = 2,      ///< unauthorised absence is never established by rule
    outside_dates = 3,     ///< observed outside the placement's dates, without confirmation
    holiday = 4,           ///< observed on a holiday, without confirmation
    unscheduled = 5,       ///< observed on a day off the schedule, without confirmation
    over_a_day = 6,        ///< all placements of the participant together exceed 1440 minutes
    reopened = 7,          ///< what came after the decision disagrees with it
    decisions_differ = 8,  ///< two decisions that did not know each other
};
/// One word, as scripts and the review's `reasons` have it.
[[nodiscard]] std::string_view name_of(DayReason reason);

struct DayOutcome {
    std::vector<Part> parts;  ///< in force, by rising status; may be none
    /// Vocabulary::day_basis; 0: nothing is established, for nobody observed or decided anything.
    /// A decision stays the basis while its question is open again.
    std::int64_t basis{};
    Stamp rests_on;      ///< the observation or decision whose value `parts` is; empty if none
    RecordId decision;   ///< the decision in force; empty if none
    std::vector<DayReason> reasons;   ///< rising; kept when decided
    /// The observations of the review, by rising stamp: those that count, and what voids one that
    /// a decision covers. Empty without a review.
    std::vector<Stamp> alternatives;
    /// The decisions that no other names, by rising stamp. A new decision settles the day if it
    /// names these and all alternatives; a review's version covers both.
    std::vector<Stamp> decisions;
    bool review_needed{};  ///< there is a review, open or decided
    bool open{};           ///< it waits for a person
    bool operator==(const DayOutcome&) const = default;
};

[[nodiscard]] DayOutcome establish(const DayFacts& facts);

/// What this day counts for where the placements of one participant are added up: the minutes
/// decided, else those of the strongest observation, disputed or not. It looks at no other
/// placement, so that two days can be held against each other without a circle.
[[nodiscard]] std::int64_t claimed_minutes(const DayFacts& facts);

/// The id of the established_day record.
[[nodiscard]] RecordId established_day_id(const RecordId& placement, CivilDate date);

}  // namespace veldwerk
