// SPDX-License-Identifier: EUPL-1.2
// Gathers the facts of a placement's day from the ledger for the rule that establishes it. What
// many days of one settlement share (placements, calendars, settings) is read once.
#pragma once

#include <map>
#include <optional>
#include <vector>

#include "daemon/office/settings.hpp"
#include "protocol/rules/day.hpp"

namespace veldwerk::office {

/// What the ledger says of a placement, as far as its days depend on it.
struct PlacementFacts {
    RecordId participant;
    RecordId employer;               ///< of its workplace; empty if unknown
    ScopeNumber scope{};
    bool granted{};                  ///< at any time
    bool withdrawn{};                ///< none of its days count
    PlacementPlan plan;
    std::vector<AbsenceFacts> absences;
};

/// An observation record as the rules see it; `employer` is that of its placement's workplace.
[[nodiscard]] ObservationFacts observation_facts(const RecordState& state,
                                                 const RecordId& employer);

class DayFactsReader {
public:
    explicit DayFactsReader(Ledger& ledger);

    [[nodiscard]] const PlacementFacts& placement(const RecordId& id);
    /// The participant's other placements that were granted at any time.
    [[nodiscard]] std::vector<RecordId> siblings(const RecordId& placement);
    /// Without `minutes_elsewhere`.
    [[nodiscard]] DayFacts facts(const RecordId& placement, CivilDate date);
    /// With it.
    [[nodiscard]] DayFacts whole_facts(const RecordId& placement, CivilDate date);

private:
    [[nodiscard]] std::vector<AbsenceFacts> absences_of(const RecordId& placement);

    Ledger& ledger_;
    Settings settings_;
    std::optional<CivilDate> today_;
    std::map<RecordId, PlacementFacts> placements_;
    std::map<RecordId, std::vector<RecordId>> of_participant_;
};

}  // namespace veldwerk::office
