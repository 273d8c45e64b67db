// SPDX-License-Identifier: EUPL-1.2
// Minutes present per placement and day, for what is compared with a contract or a grant. Of a
// granted placement the established days count; of one never granted what was observed, for nobody
// establishes its days and that is just what has to show.
#pragma once

#include <map>

#include "daemon/exchange/reports/filled.hpp"
#include "daemon/office/settings.hpp"

namespace veldwerk::office {

/// The Monday of a date's week.
[[nodiscard]] CivilDate monday_of(CivilDate date);

using PresentDays = std::map<CivilDate, std::int64_t>;
using WorkedDays = std::map<RecordId, PresentDays>;
[[nodiscard]] WorkedDays worked_days(Ledger& ledger);

/// A week above the contract by more than the setting allows.
struct WeekAbove {
    CivilDate monday;
    std::int64_t minutes{};
};
/// None for a placement whose contract says no minutes.
[[nodiscard]] std::vector<WeekAbove> weeks_above_contract(const Settings& settings,
                                                          const PlacementRow& placement,
                                                          const PresentDays& worked);

}  // namespace veldwerk::office
