// SPDX-License-Identifier: EUPL-1.2
// What follows from the closes of months: the closed days that devices hold, and the corrections of
// days that differ from their close, each with its review. All of it is derived from the set of
// closes, facts and decisions (rules/period.hpp, rules/correction.hpp), anew for the days that
// moved and for no others.
#pragma once

#include <set>
#include <utility>

#include "daemon/office/working_set.hpp"
#include "protocol/records/civil.hpp"

namespace veldwerk::office {

struct Close;
class Closes;
class CorrectionReader;
class Days;

class Periods {
public:
    explicit Periods(Ledger& ledger) : ledger_(ledger) {}

    /// A change took effect on a record: remembers what may move by it.
    void note(const RecordWrites& writes, const RecordState& state);
    /// Derives closed days, corrections and their reviews; `days` have been settled. The ledger
    /// must hold the merged records and the settled days (flushed); what is derived here is left
    /// touched in `records`.
    void settle(WorkingSet& records, const Days& days);

private:
    void gather(const Days& days);
    void gather_month(CivilMonth month);
    void gather_bookings(CivilMonth month);
    void settle_month(WorkingSet& records, CivilMonth month);
    void settle_newcomers(WorkingSet& records, Closes& closes);
    void settle_correction(WorkingSet& records, CorrectionReader& reader,
                           const std::pair<RecordId, CivilDate>& place);

    Ledger& ledger_;
    std::set<std::pair<RecordId, CivilDate>> days_;
    std::set<CivilMonth> months_;      ///< of closes that came in
    std::set<RecordId> newcomers_;     ///< placements that came in
};

}  // namespace veldwerk::office
