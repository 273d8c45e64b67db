// SPDX-License-Identifier: EUPL-1.2
// Whose term is over: per participant what is due, since when, and by which rule. An order is a
// person's: veldwerkd erase --ground term_expired.
#include "daemon/custody/retention.hpp"
#include "daemon/exchange/reports/report.hpp"

namespace veldwerk::office {

Report retention_report(Ledger& ledger, const ReportOrder& order) {
    ReportTable table{"due",
                      "Due to be erased",
                      {{"participant", "participant", "deelnemer"},
                       {"since", "since", "sinds", Unit::date},
                       {"record", "record", "record"},
                       {"category", "category", "categorie", Unit::term,
                        Vocabulary::retention_category},
                       {"values", "values", "waarden", Unit::count},
                       {"rule", "rule", "bewaartermijn"}},
                      {}};
    for (const auto& due : retention_due(ledger, order.date)) {
        table.rows.push_back({due.code, cell_of(std::optional(due.since)), due.rule.record,
                              std::string(name_of(due.rule.category)),
                              static_cast<std::int64_t>(due.values), told(due.rule)});
    }
    Report report;
    report.title = "Retention on " + order.date.text();
    report.tables = {std::move(table)};
    return report;
}

}  // namespace veldwerk::office
