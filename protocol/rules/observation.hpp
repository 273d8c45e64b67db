// SPDX-License-Identifier: EUPL-1.2
// Attendance is evidence: who saw what of one placement on one date. Here stands which observations
// still count and when two of them say the same; what follows for the day is in day.hpp. Nothing
// depends on the order of the observations or on time.
#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include "protocol/merge/stamp.hpp"
#include "protocol/records/identity.hpp"
#include "protocol/records/value.hpp"
#include "protocol/rules/schedule.hpp"

namespace veldwerk {

struct ObservationFacts {
    Stamp stamp;                       ///< of the change that created it
    RecordId id;
    RecordId person;                   ///< who wrote it
    std::int64_t source{};             ///< Vocabulary::observation_source
    std::vector<Part> parts;           ///< by rising status; none voids what it supersedes
    bool confirmed{};                  ///< the writer knows that the day is unusual
    std::vector<RecordId> supersedes;  ///< in any order
    bool imported{};                   ///< a row of an employer's file
    RecordId employer;                 ///< of an import: whose file, the placement's employer
    std::string row;                   ///< of an import: with the employer the key of the row

    [[nodiscard]] bool is_void() const { return parts.empty(); }
};

/// A planned absence as it is in force; `stamp` is that of the candidate of its status, so that a
/// longer absence is no new alternative on the days it already covered.
struct AbsenceFacts {
    Stamp stamp;
    RecordId id;
    RecordId person;
    DateSpan days;
    std::int64_t status{};  ///< leave or special_leave
};

/// "A PlannedAbsence counts as an observation of source participant for the scheduled minutes of
/// each day that has come": that observation, or nothing on a day without scheduled minutes or on a
/// holiday, which takes no leave. Only for a date that has come, which the caller knows.
[[nodiscard]] std::optional<ObservationFacts> observed_absence(const AbsenceFacts& absence,
                                                               CivilDate date,
                                                               const DayPlan& plan);

/// Whether one may supersede the other: the same person, or of imports the same employer's file.
[[nodiscard]] bool same_author(const ObservationFacts& a, const ObservationFacts& b);

/// The observations that count, voids included, by rising stamp and id; they point into what is
/// given. Superseded means: named by another observation of the same author, whether or not that
/// one is superseded itself, and never by time. A row that arrived twice, with the same key, value
/// and superseded rows, counts once, as the lower stamp, and falls when either is superseded.
struct Counted {
    const ObservationFacts* observation{};
    std::vector<Stamp> stamps;  ///< its own first, then those of its repetitions
};
[[nodiscard]] std::vector<Counted> not_superseded(std::span<const ObservationFacts> observations);

/// The same statuses and, per status, largest minus smallest at most the tolerance. True of none
/// and of one.
[[nodiscard]] bool agree(std::span<const std::vector<Part>* const> values,
                         std::int64_t tolerance_minutes);

[[nodiscard]] std::int64_t total_minutes(const std::vector<Part>& parts);

}  // namespace veldwerk
