// SPDX-License-Identifier: EUPL-1.2
// Weeks in which somebody worked more than the contract says, by more than the setting allows. A
// week belongs to the month of its Monday.
#include "daemon/exchange/reports/report.hpp"
#include "daemon/exchange/reports/worked_days.hpp"

namespace veldwerk::office {

Report hours_above_contract_report(Ledger& ledger, const ReportOrder& order) {
    ReportTable table{"weeks", "Weeks, by their Monday",
                      {{"placement", "placement", "plaatsing"},
                       {"participant", "participant", "deelnemer"},
                       {"week", "week of", "week_van", Unit::date},
                       {"minutes", "worked", "minuten", Unit::minutes},
                       {"contract_minutes_per_week", "contract", "contractminuten_per_week",
                        Unit::minutes},
                       {"above_minutes", "above", "boven_contract", Unit::minutes}},
                      {}};
    const Settings settings(ledger);
    WorkedDays worked = worked_days(ledger);
    for (const auto& placement : all_placements(ledger)) {
        for (const auto& week : weeks_above_contract(settings, placement, worked[placement.id])) {
            if (month_of(week.monday) != order.month) continue;
            table.rows.push_back({placement.code, placement.participant_code, week.monday.text(),
                                  week.minutes, placement.contract_minutes_per_week,
                                  week.minutes - placement.contract_minutes_per_week});
        }
    }
    Report report;
    report.title = "Hours above contract in " + order.month.text();
    report.tables.push_back(std::move(table));
    return report;
}

}  // namespace veldwerk::office
