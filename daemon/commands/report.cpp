// SPDX-License-Identifier: EUPL-1.2
// `report`: figures and lists, as text, CSV or JSON.
#include "daemon/exchange/reports/report.hpp"

#include <iostream>
#include <nlohmann/json.hpp>

#include "daemon/commands/commands.hpp"

namespace veldwerk::office {
namespace {

Result<ReportOrder> order_of(Context& context, const Given& given) {
    const CivilDate today = context.office().today();
    ReportOrder order{month_of(today), today, today};
    if (given.has("--date")) {
        const auto date = parse_date(given.text("--date"));
        if (!date) return refuse(Reason::wrong_use, "--date takes a day like 2026-12-07");
        order.date = *date;
        order.month = month_of(*date);
    }
    if (given.has("--month")) {
        const auto month = parse_month(given.text("--month"));
        if (!month) return refuse(Reason::wrong_use, "--month takes a month like 2026-12");
        order.month = *month;
    }
    return order;
}

Result<void> run(Context& context, const Given& given) {
    const std::string& name = given.text("NAME");
    const auto make = find_report(name);
    if (!make) {
        return refuse(Reason::wrong_use,
                      "there is no report \"" + name + "\"; there are " + report_names());
    }
    const std::string format =
        context.json() ? "json" : given.has("--format") ? given.text("--format") : "text";
    if (format != "text" && format != "csv" && format != "json") {
        return refuse(Reason::wrong_use, "--format is text, csv or json");
    }
    const auto order = order_of(context, given);
    if (!order) return tl::unexpected<Error>(order.error());
    const Report report = (*make)(context.office().ledger(), *order);
    if (format == "json") {
        context.print(json_of(report));
    } else if (format == "csv") {
        write_csv(report, std::cout);
    } else {
        std::cout << text_of(report);
    }
    return {};
}

}  // namespace

Command report_command() {
    return {.name = "report",
            .meaning = "figures and lists: " + report_names(),
            .parameters = {{"NAME", "which one", Takes::word, true},
                           {"--month", "YYYY-MM; without it the running month"},
                           {"--date", "YYYY-MM-DD; without it today"},
                           {"--format", "text (without it), csv or json"}},
            .run = run,
            .verbs = {}};
}

}  // namespace veldwerk::office
