// SPDX-License-Identifier: EUPL-1.2
// "Filled on a date: granted, started, not ended, kind public or public_private" (DOMAIN.md 4), and
// what several reports ask of placements besides.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "daemon/ledger/ledger.hpp"

namespace veldwerk::office {

struct PlacementRow {
    RecordId id;
    std::string code;          ///< its code, or its id
    RecordId participant;
    std::string participant_code;
    RecordId employer;         ///< of its workplace
    std::int64_t kind{};       ///< 0: none in force
    std::int64_t state{};      ///< in force; 0 is draft
    bool granted{};
    std::optional<CivilDate> start;
    std::optional<CivilDate> end;
    std::int64_t contract_minutes_per_week{};

    [[nodiscard]] bool runs_on(CivilDate date) const;
    [[nodiscard]] bool filled_on(CivilDate date) const;
};

/// All placements, by code.
[[nodiscard]] std::vector<PlacementRow> all_placements(Ledger& ledger);

/// What a full-time job costs and saves in a year, by the rate that began last.
struct CostRateOn {
    std::int64_t cost_cents_per_fte{};
    std::int64_t saving_cents_per_fte{};
};
[[nodiscard]] std::optional<CostRateOn> cost_rate_on(Ledger& ledger, CivilDate date);

/// numerator / denominator, rounded half up. Of a sum, so that it is rounded once. Neither may be
/// negative.
[[nodiscard]] std::int64_t rounded_half_up(std::int64_t numerator, std::int64_t denominator);

}  // namespace veldwerk::office
