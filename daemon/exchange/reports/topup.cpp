// SPDX-License-Identifier: EUPL-1.2
// The top-up claims of a month, as they follow from the established days.
#include <algorithm>

#include "daemon/exchange/reports/report.hpp"
#include "daemon/office/naming.hpp"
#include "daemon/office/reading.hpp"

namespace veldwerk::office {

Report topup_report(Ledger& ledger, const ReportOrder& order) {
    ReportTable claims{"claims", "Claims",
                       {{"placement", "placement", "plaatsing"},
                        {"participant", "participant", "deelnemer"},
                        {"pilot", "pilot", "aanvullingsproef"},
                        {"minutes", "present", "minuten", Unit::minutes},
                        {"cents", "top-up", "aanvulling", Unit::cents}},
                       {}};
    std::int64_t cents = 0;
    each_record(ledger, type::top_up_claim, [&](const RecordState& claim) {
        if (number_in_force(claim, "month") != order.month.months) return;
        const RecordId placement_id = reference_in_force(claim, "placement");
        const auto placement = ledger.load(type::placement, placement_id);
        if (!placement) return;
        cents += number_in_force(claim, "cents").value_or(0);
        claims.rows.push_back(
            {label_of(ledger, type::placement, placement_id),
             label_of(ledger, type::participant,
                      reference_in_force(placement->state, "participant")),
             label_of(ledger, type::top_up_pilot, reference_in_force(claim, "pilot")),
             number_in_force(claim, "minutes").value_or(0),
             number_in_force(claim, "cents").value_or(0)});
    });
    std::sort(claims.rows.begin(), claims.rows.end());
    Report report;
    report.title = "Top-up in " + order.month.text();
    report.figures = {{{"cents", "in all", "totaal", Unit::cents}, cents}};
    report.tables.push_back(std::move(claims));
    return report;
}

}  // namespace veldwerk::office
