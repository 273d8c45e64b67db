// SPDX-License-Identifier: EUPL-1.2
// Top-up claims: derived from the established days of the placements in a pilot, one for each
// placement and month (rules/top_up.hpp). They follow the days, so they are settled after them.
#pragma once

#include <set>
#include <utility>

#include "daemon/office/working_set.hpp"

namespace veldwerk::office {

class TopUps {
public:
    explicit TopUps(Ledger& ledger) : ledger_(ledger) {}

    /// A change took effect on a record: remembers the placements whose claims may move by it.
    void note(const RecordWrites& writes);
    /// Derives the claims of what was remembered and of the days that were settled. The ledger must
    /// hold those days (flushed); claims are left touched in `records`.
    void settle(WorkingSet& records, const std::set<std::pair<RecordId, CivilDate>>& days);

private:
    using Claim = std::pair<RecordId, CivilMonth>;
    void note_months_of(const RecordId& placement, std::set<Claim>& claims) const;

    Ledger& ledger_;
    std::set<RecordId> placements_;  ///< all months of these
    std::set<RecordId> pilots_;      ///< all placements of these
};

}  // namespace veldwerk::office
