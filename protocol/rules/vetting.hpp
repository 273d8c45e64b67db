// SPDX-License-Identifier: EUPL-1.2
// Job carving and vetting (DOMAIN.md 4, "Job"): what the tasks of a job come to, which of them look
// like one task written down twice, and whether the checks a job needs still carry its approval.
// Pure functions of what is known; nothing depends on the order in which it came.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "protocol/merge/stamp.hpp"
#include "protocol/records/civil.hpp"
#include "protocol/records/identity.hpp"

namespace veldwerk {

struct TaskFacts {
    RecordId id;
    RecordId employer;        ///< empty if nobody said
    std::string description;  ///< as typed
    std::int64_t minutes_per_week{};
};

/// How descriptions compare: without regard to case, punctuation and repeated blanks.
[[nodiscard]] std::string normalised_description(std::string_view description);

/// Tasks of one employer with one description, two or more: by rising id, groups by rising first.
using Doubles = std::vector<std::vector<TaskFacts>>;
[[nodiscard]] Doubles doubles_of(const std::vector<TaskFacts>& tasks);

/// Doubles counted once at their least, and everything counted. Equal where nothing is double.
struct TaskTotal {
    std::int64_t least{};
    std::int64_t most{};
    bool operator==(const TaskTotal&) const = default;
};
[[nodiscard]] TaskTotal total_of(const std::vector<TaskFacts>& tasks);

struct CheckFacts {
    RecordId id;
    std::optional<std::int64_t> result;  ///< Vocabulary::check_result; empty: not decided
    std::optional<CivilDate> valid_until;
    std::vector<RecordId> tasks_seen;
    Stamp decided;     ///< of the result
    Instant claimed;   ///< when it was decided, by the office's account
};

struct VettingFacts {
    std::int64_t written{};  ///< Vocabulary::job_state as people wrote it; 0 is idea
    Stamp written_by;
    std::vector<RecordId> tasks;
    std::vector<CheckFacts> checks;
    /// The most cautious of the volunteer coordinations; empty: there is none.
    std::optional<std::int64_t> coordination;
    std::int64_t seats{};
    std::int64_t seats_held{};         ///< by granted placements that have not ended
    std::optional<CivilDate> today;    ///< of the latest day act
};

/// The check that counts: of those decided the one decided last.
[[nodiscard]] const CheckFacts* check_that_counts(const std::vector<CheckFacts>& checks);

/// The job's state as it follows: a rejected check rejects the job; an approved job whose tasks
/// changed since the check, whose check expired or to which volunteers object is to be revised; one
/// whose seats are all held is filled. Without `seats_held` it is what guards look at.
[[nodiscard]] std::int64_t job_standing(const VettingFacts& facts);

/// What still keeps the office from approving, one sentence each; none: it may.
[[nodiscard]] std::vector<std::string> missing_for_approval(const VettingFacts& facts,
                                                            bool agreement_valid);

}  // namespace veldwerk
