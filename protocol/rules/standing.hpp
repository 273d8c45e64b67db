// SPDX-License-Identifier: EUPL-1.2
// Where a placement stands by itself, before it is held against others: granted, ended, withdrawn.
// What people wrote is a request or a report; what follows from it is said here, from the merged
// facts alone (DOMAIN.md 4, "Placement"). Guards and competition are in guards.hpp.
#pragma once

#include <cstdint>
#include <optional>
#include <vector>

#include "protocol/merge/stamp.hpp"
#include "protocol/records/civil.hpp"
#include "protocol/records/identity.hpp"
#include "protocol/records/value.hpp"

namespace veldwerk {

/// An observation of the placement: what a withdrawal must not pass over in silence.
struct UseFacts {
    RecordId observation;
    Stamp stamp;
};

struct PlacementStandingFacts {
    std::int64_t written{};   ///< Vocabulary::placement_state as people wrote it; 0 is draft
    bool granted{};           ///< by an act, at any time
    std::optional<CivilDate> end;  ///< last day
    std::vector<DateSpan> interruptions;
    std::optional<CivilDate> today;  ///< of the latest day act
    bool end_closed{};        ///< the month in which it ended is closed
    /// Uses that the withdrawal does not name and no decision covers.
    std::vector<UseFacts> unseen_uses;
};

/// The state that follows, as if nobody else asked for anything. Never `waiting`: that takes
/// others.
[[nodiscard]] std::int64_t placement_standing(const PlacementStandingFacts& facts);

/// A withdrawal that waits for a person: somebody used the placement, and its author did not know.
[[nodiscard]] bool withdrawal_held(const PlacementStandingFacts& facts);

/// Whether a placement with this standing takes a seat, a place under a cap and its dates.
[[nodiscard]] bool holds_place(bool granted, std::int64_t standing);

}  // namespace veldwerk
