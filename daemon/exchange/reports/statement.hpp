// SPDX-License-Identifier: EUPL-1.2
// What the statements of a week and of a month share: days added up per placement, days still
// open, and the line that participant and coach sign.
#pragma once

#include <span>
#include <vector>

#include "daemon/exchange/reports/report.hpp"
#include "protocol/rules/period.hpp"

namespace veldwerk::office {

/// Minutes per status, in order of status; statuses without minutes are left out.
[[nodiscard]] std::vector<NamedMinutes> minutes_per_status(std::span<const Part> parts);

/// Of each placement what its days add up to; by code.
[[nodiscard]] ReportTable placements_table(Ledger& ledger, std::span<const ClosedDay> days);

/// Days that are over and of which nobody knows: scheduled, and nothing observed, or disputed.
[[nodiscard]] ReportTable open_days_table(Ledger& ledger, std::span<const ClosedDay> days,
                                          CivilDate today);

/// One line for each participant of the placements.
[[nodiscard]] std::vector<std::string> lines_to_sign(const ReportTable& placements);

}  // namespace veldwerk::office
