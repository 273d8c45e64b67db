// SPDX-License-Identifier: EUPL-1.2
// Closing a month: one act that stores the days it saw, the approvals it books, and the export's
// bytes. After that the month never changes; what comes later is a correction.
#pragma once

#include <string>
#include <vector>

#include "daemon/office/office.hpp"
#include "daemon/office/period_views.hpp"

namespace veldwerk::office {

struct CloseMonthOrder {
    CivilMonth month;
    RecordId person;
    std::string accept_open;  ///< why open days are accepted; empty: they are not
};

struct CloseReceipt {
    PeriodView period;
    std::vector<std::string> notices;  ///< an earlier month that is not closed
};

/// Refuses a month that is not over or closed already, open days without a reason, and a person
/// whose role closes nothing. May write the day act that says the month is over.
[[nodiscard]] Result<CloseReceipt> close_month(Office& office, const CloseMonthOrder& order);

}  // namespace veldwerk::office
