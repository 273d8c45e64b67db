// SPDX-License-Identifier: EUPL-1.2
// The facts of a correction, gathered from the ledger for the rule (rules/correction.hpp): the
// value in the close, the value now, what was decided between; and what the value now rests on,
// which decides who may not approve it.
#pragma once

#include <optional>
#include <set>
#include <vector>

#include "daemon/office/closes.hpp"
#include "daemon/office/day_facts.hpp"

namespace veldwerk::office {

/// What a correction rests on: the observations that count, the decisions on the day, the close.
struct CorrectionGround {
    std::vector<Stamp> stamps;     ///< each once, rising
    std::set<RecordId> authors;    ///< of the observations and decisions
    Stamp rests_on;                ///< whose value the day has; empty: nobody's
};

class CorrectionReader {
public:
    explicit CorrectionReader(Ledger& ledger)
        : ledger_(ledger), closes_(ledger), days_(ledger) {}

    /// Decisions sorted as they are numbered. Nothing if the day's month is not closed. The ledger
    /// must hold the settled days.
    [[nodiscard]] std::optional<CorrectionFacts> facts(const RecordId& placement, CivilDate date);
    /// Of a day whose month is closed.
    [[nodiscard]] CorrectionGround ground(const RecordId& placement, CivilDate date);

    [[nodiscard]] Closes& closes() { return closes_; }
    [[nodiscard]] DayFactsReader& days() { return days_; }

private:
    [[nodiscard]] std::vector<DecidedDelta> decided(const RecordId& placement, CivilDate date);

    Ledger& ledger_;
    Closes closes_;
    DayFactsReader days_;
};

/// The day that a decision of kind correction is about; nothing of another kind.
struct DayOfCorrection {
    RecordId placement;
    CivilDate date;
};
[[nodiscard]] std::optional<DayOfCorrection> corrected_day(const RecordState& decision);

}  // namespace veldwerk::office
