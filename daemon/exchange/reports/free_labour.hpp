// SPDX-License-Identifier: EUPL-1.2
// The free-labour detector (DOMAIN.md 4): work that nobody pays for, or that an agreement does not
// cover. It flags; a person looks.
#pragma once

#include <string>
#include <vector>

#include "daemon/exchange/reports/filled.hpp"

namespace veldwerk::office {

struct FreeLabour {
    std::string participant;
    std::string placement;
    RecordId employer;       ///< empty if its workplace has none
    std::string reason;      ///< never_granted, trial_too_long, above_contract, agreement_expired
    std::int64_t minutes{};  ///< present, that the flag rests on
    CivilDate last;          ///< the last day of these; of above_contract the Monday of the week
};

/// What shows up to a date. By placement, one flag for each reason.
[[nodiscard]] std::vector<FreeLabour> free_labour(Ledger& ledger, CivilDate date);

}  // namespace veldwerk::office
