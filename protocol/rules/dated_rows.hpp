// SPDX-License-Identifier: EUPL-1.2
// Rows that hold from a day on: settings of one name, cost rates, the agreements with one employer.
// Each holds until another begins, or until its last day if it names one. Two that hold at once, or
// a hole between them, would leave it to chance what counts.
#pragma once

#include <optional>
#include <span>

#include "protocol/records/civil.hpp"
#include "protocol/records/result.hpp"

namespace veldwerk {

struct DatedRow {
    std::optional<CivilDate> from;   ///< none: from the start
    std::optional<CivilDate> until;  ///< last day; none: until another begins
};

/// Refuses `rule` with the dates: a row that ends before it begins, two that begin on one day, one
/// that begins before another has ended, and days between two on which neither holds.
[[nodiscard]] Result<void> check_dated_rows(std::span<const DatedRow> rows);

}  // namespace veldwerk
