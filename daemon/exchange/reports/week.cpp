// SPDX-License-Identifier: EUPL-1.2
// The statement of the week in which a date falls, Monday to Sunday: each day as it stands, and
// what they add up to.
#include <algorithm>

#include "daemon/exchange/reports/statement.hpp"
#include "daemon/exchange/reports/worked_days.hpp"
#include "daemon/office/month_days.hpp"
#include "daemon/office/naming.hpp"

namespace veldwerk::office {
namespace {

std::vector<ClosedDay> days_of_week(Ledger& ledger, CivilDate monday, CivilDate today) {
    const CivilDate sunday = monday.plus(6);
    auto days = days_of_month(ledger, month_of(monday), today);
    if (month_of(sunday) != month_of(monday)) {
        const auto more = days_of_month(ledger, month_of(sunday), today);
        days.insert(days.end(), more.begin(), more.end());
    }
    std::erase_if(days, [&](const ClosedDay& day) {
        return day.date < monday || sunday < day.date;
    });
    return days;
}

/// A day that is not over yet is not open: somebody may still see it.
ReportTable days_table(Ledger& ledger, std::span<const ClosedDay> days, CivilDate today) {
    ReportTable table{"days", "Days",
                      {{"placement", "placement", "plaatsing"},
                       {"date", "date", "datum", Unit::date},
                       {"minutes", "minutes", "minuten", Unit::statuses},
                       {"open", "open", "open", Unit::truth}},
                      {}};
    for (const auto& day : days) {
        table.rows.push_back({label_of(ledger, type::placement, day.placement), day.date.text(),
                              minutes_per_status(day.parts), day.open && day.date < today});
    }
    std::sort(table.rows.begin(), table.rows.end());
    return table;
}

}  // namespace

Report week_report(Ledger& ledger, const ReportOrder& order) {
    const CivilDate monday = monday_of(order.date);
    const auto days = days_of_week(ledger, monday, order.today);
    Report report;
    report.title = "Statement of the week from " + monday.text() + " to " + monday.plus(6).text();
    report.figures = {{{"week", "from Monday", "week_van", Unit::date}, monday.text()},
                      {{"worked_minutes", "worked", "gewerkte_minuten", Unit::minutes},
                       present_minutes(std::span<const ClosedDay>(days))}};
    report.tables.push_back(open_days_table(ledger, days, order.today));
    report.tables.push_back(placements_table(ledger, days));
    report.tables.push_back(days_table(ledger, days, order.today));
    report.closing = lines_to_sign(report.tables[1]);
    return report;
}

}  // namespace veldwerk::office
