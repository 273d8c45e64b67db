// SPDX-License-Identifier: EUPL-1.2
// What minutes of work cost, by the dated rate per full-time year: for showing what a choice comes
// to. Sums of a report are rounded once, on their total, and not added up from this.
#pragma once

#include <optional>
#include <vector>

#include "daemon/office/settings.hpp"

namespace veldwerk::office {

/// All cost rates as they are in the ledger when this is made.
class CostRates {
public:
    explicit CostRates(Ledger& ledger);
    /// Of minutes on a date: a year's cost over 52 full-time weeks, rounded half away from zero, so
    /// that a correction and its reverse cancel. Nothing if no rate holds on the date.
    [[nodiscard]] std::optional<std::int64_t> cents_of(std::int64_t minutes, CivilDate date) const;

private:
    struct Dated {
        std::optional<CivilDate> from;  ///< empty: from the start
        std::int64_t cost_cents_per_fte{};
    };
    std::vector<Dated> rates_;
    Settings settings_;
};

}  // namespace veldwerk::office
