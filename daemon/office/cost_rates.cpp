// SPDX-License-Identifier: EUPL-1.2
#include "daemon/office/cost_rates.hpp"

#include "protocol/records/value.hpp"

namespace veldwerk::office {

CostRates::CostRates(Ledger& ledger) : settings_(ledger) {
    for (const auto& id : ledger.all(type::cost_rate)) {
        const auto record = ledger.load(type::cost_rate, id);
        const auto cost = decode_integer(field_in_force(record->state, "cost_cents_per_fte"));
        if (!cost) continue;
        rates_.push_back({decode_date(field_in_force(record->state, "from")), *cost});
    }
}

std::optional<std::int64_t> CostRates::cents_of(std::int64_t minutes, CivilDate date) const {
    const Dated* latest = nullptr;
    for (const auto& rate : rates_) {
        if (rate.from && date < *rate.from) continue;
        if (latest == nullptr || latest->from < rate.from) latest = &rate;
    }
    const std::int64_t week = settings_.number("full_time_minutes_per_week", date, 0);
    if (latest == nullptr || week <= 0) return std::nullopt;
    constexpr std::int64_t weeks_per_year = 52;
    const std::int64_t year = week * weeks_per_year;
    const std::int64_t cost = minutes * latest->cost_cents_per_fte;
    return (cost + (cost < 0 ? -year : year) / 2) / year;
}

}  // namespace veldwerk::office
