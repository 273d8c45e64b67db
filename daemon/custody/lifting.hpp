// SPDX-License-Identifier: EUPL-1.2
// Lifting the hold: an office whose journal was not whole gives nothing out until a named person
// has looked who was revoked and what was decided in the part that is lost, and says so.
#pragma once

#include <string>
#include <vector>

#include "daemon/office/office.hpp"

namespace veldwerk::office {

/// What waits for the lift.
struct Hold {
    EpochId epoch;
    bool holds_all = false;    ///< no device gets records
    Instant at;
    std::string cause;
    std::uint64_t changes{};   ///< written with lost acts in mind; they take part once it is lifted
};
/// One for each life that has something waiting; none: nothing is held.
[[nodiscard]] std::vector<Hold> holds(Ledger& ledger);

/// Lifts them all; says how many changes take part or are refused now. Refused if nothing is held,
/// without a reason, or if the role does not allow it.
[[nodiscard]] Result<std::uint64_t> lift_hold(Office& office, const RecordId& person,
                                              const std::string& reason);

}  // namespace veldwerk::office
