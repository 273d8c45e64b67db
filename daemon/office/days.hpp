// SPDX-License-Identifier: EUPL-1.2
// Established days: which of them a transaction moves, and deriving each anew from all its facts
// (rules/day.hpp). A day's record and its review follow; both carry ids that are the same
// everywhere.
#pragma once

#include <set>
#include <utility>

#include "daemon/office/working_set.hpp"

namespace veldwerk::office {

class DayFactsReader;

class Days {
public:
    explicit Days(Ledger& ledger) : ledger_(ledger) {}

    /// A change took effect on a record: remembers the days that may move by it.
    void note(const RecordWrites& writes, const RecordState& state);
    /// These placements stand otherwise: all of their days may move.
    void note(const std::set<RecordId>& placements) {
        placements_.insert(placements.begin(), placements.end());
    }
    /// Derives the remembered days. The ledger must hold the merged records (flushed); derived ones
    /// are left touched in `records`.
    void settle(WorkingSet& records);
    /// What `settle` derived anew, and the placements of which it looked at every day.
    [[nodiscard]] const std::set<std::pair<RecordId, CivilDate>>& settled() const { return days_; }
    [[nodiscard]] const std::set<RecordId>& settled_placements() const { return placements_; }

private:
    void note_placement(const RecordId& placement, DayFactsReader& reader);

    Ledger& ledger_;
    std::set<std::pair<RecordId, CivilDate>> days_;
    std::set<RecordId> placements_;  ///< all days of these
    bool everything_ = false;
    bool day_turned_ = false;
};

}  // namespace veldwerk::office
