// SPDX-License-Identifier: EUPL-1.2
// What the jobs filled on a date cost in a year, what they save, and whether the gap is covered.
// One rounding, half up, on each total; the gap is cost less saving, so the three always add up.
#include <algorithm>

#include "daemon/exchange/reports/filled.hpp"
#include "daemon/exchange/reports/report.hpp"
#include "daemon/office/naming.hpp"
#include "daemon/office/reading.hpp"

namespace veldwerk::office {
namespace {

struct Allocation {
    std::string source;
    std::int64_t cents{};
};

std::vector<Allocation> allocations_of(Ledger& ledger, std::int64_t year) {
    std::vector<Allocation> allocations;
    each_record(ledger, type::funding_allocation, [&](const RecordState& state) {
        if (number_in_force(state, "year") != year) return;
        allocations.push_back(
            {label_of(ledger, type::funding_source, reference_in_force(state, "source")),
             number_in_force(state, "amount_cents").value_or(0)});
    });
    return allocations;
}

}  // namespace

Report costs_report(Ledger& ledger, const ReportOrder& order) {
    std::int64_t minutes = 0;
    for (const auto& placement : all_placements(ledger)) {
        if (placement.filled_on(order.date)) minutes += placement.contract_minutes_per_week;
    }
    const std::int64_t full_time =
        Settings(ledger).number("full_time_minutes_per_week", order.date, 0);
    const CostRateOn rate = cost_rate_on(ledger, order.date).value_or(CostRateOn{});
    const auto of_year = [&](std::int64_t cents_per_fte) {
        return full_time == 0 ? 0 : rounded_half_up(minutes * cents_per_fte, full_time);
    };
    const std::int64_t cost = of_year(rate.cost_cents_per_fte);
    const std::int64_t saving = of_year(rate.saving_cents_per_fte);
    const std::int64_t gap = cost - saving;

    ReportTable cover{"funding", "Cover",
                      {{"source", "source", "bron"},
                       {"amount_cents", "amount", "bedrag", Unit::cents}},
                      {}};
    std::int64_t covered = 0;
    const auto year = static_cast<int>(order.date.ymd().year());
    for (const auto& allocation : allocations_of(ledger, year)) {
        covered += allocation.cents;
        cover.rows.push_back({allocation.source, allocation.cents});
    }
    Report report;
    report.title = "Costs a year of what is filled on " + order.date.text();
    report.figures = {
        {{"minutes_per_week", "hours a week", "minuten_per_week", Unit::minutes}, minutes},
        {{"cost_cents", "cost", "kosten", Unit::cents}, cost},
        {{"saving_cents", "saving on benefits", "besparing", Unit::cents}, saving},
        {{"gap_cents", "gap", "verschil", Unit::cents}, gap},
        {{"uncovered_cents", "uncovered", "ongedekt", Unit::cents},
         std::max<std::int64_t>(0, gap - covered)}};
    report.tables.push_back(std::move(cover));
    return report;
}

}  // namespace veldwerk::office
