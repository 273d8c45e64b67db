// SPDX-License-Identifier: EUPL-1.2
// Several people may decide one day, in one office or, after a restore, in two. A decision that
// names an earlier one replaces it. Decisions that do not know each other and do not agree decide
// nothing between them: then the last one that all of them knew stays in force, as with the values
// of a contested field (DESIGN.md 3.4), because it "stays in force until decided again". Without
// such a one none is in force: the order of stamps is no order in time, so none may win by it.
#pragma once

#include <cstdint>
#include <set>
#include <span>
#include <vector>

#include "protocol/merge/stamp.hpp"
#include "protocol/records/identity.hpp"
#include "protocol/records/value.hpp"

namespace veldwerk {

/// A decision on a day's review.
struct DecisionFacts {
    Stamp stamp;
    RecordId id;
    RecordId person;
    std::vector<Stamp> alternatives;  ///< the observations and earlier decisions it saw
    std::vector<Part> outcome;        ///< by rising status; none: nothing counts that day
};

/// What the decisions on one day come to. The pointers are into what was given.
struct Verdict {
    std::vector<const DecisionFacts*> standing;  ///< that no other decision names, by rising stamp
    const DecisionFacts* in_force{};
    bool differ{};             ///< the standing ones do not agree
    std::set<Stamp> covered;   ///< all that any of them names; what one replaces stays covered
};

[[nodiscard]] Verdict verdict_of(std::span<const DecisionFacts> decisions,
                                 std::int64_t tolerance_minutes);

}  // namespace veldwerk
