// SPDX-License-Identifier: EUPL-1.2
// The statement of a month: what was worked on each placement, which days are still open, and the
// corrections of earlier months that this one books. A closed month reads as its close saw it.
#include "daemon/exchange/reports/statement.hpp"
#include "daemon/office/closes.hpp"
#include "daemon/office/month_days.hpp"
#include "daemon/office/period_views.hpp"

namespace veldwerk::office {
namespace {

ReportTable corrections_table(std::span<const CorrectionView> corrections) {
    ReportTable table{"corrections", "Corrections of earlier months",
                      {{"placement", "placement", "plaatsing"},
                       {"date", "date", "datum", Unit::date},
                       {"minutes", "difference", "verschil", Unit::statuses}},
                      {}};
    for (const auto& correction : corrections) {
        table.rows.push_back({correction.code, correction.date.text(),
                              minutes_per_status(correction.delta)});
    }
    return table;
}

}  // namespace

Report month_report(Ledger& ledger, const ReportOrder& order) {
    const auto closes = closes_of(ledger, order.month);
    const auto days = closes.empty() ? days_of_month(ledger, order.month, order.today)
                                     : closes.front().days;
    const auto corrections = corrections_booked_in(ledger, order.month);
    const std::int64_t worked = present_minutes(std::span<const ClosedDay>(days));
    std::int64_t corrected = 0;
    for (const auto& correction : corrections) corrected += correction.delta_minutes;

    Report report;
    report.title = "Statement of " + order.month.text() + (closes.empty() ? "" : ", closed");
    report.figures = {
        {{"worked_minutes", "worked", "gewerkte_minuten", Unit::minutes}, worked},
        {{"correction_minutes", "corrections", "naverrekening_minuten", Unit::minutes}, corrected},
        {{"total_minutes", "in all", "totaal_minuten", Unit::minutes}, worked + corrected}};
    report.tables.push_back(open_days_table(ledger, days, order.today));
    report.tables.push_back(placements_table(ledger, days));
    report.tables.push_back(corrections_table(corrections));
    report.closing = lines_to_sign(report.tables[1]);
    return report;
}

}  // namespace veldwerk::office
