// SPDX-License-Identifier: EUPL-1.2
// Every device and where it stands: whom to call, which to look at. What a device has not sent yet
// nobody knows but the device; since when it could hold something is its last contact.
#include <map>

#include "daemon/exchange/reports/report.hpp"
#include "daemon/office/devices.hpp"
#include "daemon/office/naming.hpp"

namespace veldwerk::office {
namespace {

ReportCell date_cell(const std::optional<Instant>& instant) {
    return instant ? ReportCell{amsterdam_date(*instant).text()} : ReportCell{};
}

ReportTable states_table(const std::vector<DeviceView>& views) {
    std::map<std::string, std::int64_t> counts;
    for (const auto& view : views) ++counts[view.state];
    ReportTable table{"states", "By state",
                      {{"state", "state", "status", Unit::term, Vocabulary::device_state},
                       {"devices", "devices", "apparaten", Unit::count}},
                      {}};
    for (const auto& [state, count] : counts) table.rows.push_back({state, count});
    return table;
}

}  // namespace

Report devices_report(Ledger& ledger, const ReportOrder& order) {
    const auto views = devices_on(ledger, order.date);
    ReportTable table{"devices", "Devices",
                      {{"device", "device", "apparaat"},
                       {"coach", "coach", "jobcoach"},
                       {"state", "state", "status", Unit::term, Vocabulary::device_state},
                       {"last_contact", "last contact", "laatste contact", Unit::date},
                       {"silent_days", "days silent", "dagen stil", Unit::count},
                       {"app_version", "app", "appversie"},
                       {"schema_version", "schema", "schemaversie", Unit::count},
                       {"certificate_until", "certificate until", "certificaat tot", Unit::date},
                       {"changes_received", "changes received", "wijzigingen ontvangen",
                        Unit::count},
                       {"goes_on_from", "goes on from", "gaat verder na"},
                       {"copies", "copies", "kopieën", Unit::count}},
                      {}};
    for (const auto& view : views) {
        ReportCell silent;
        if (view.last_contact) {
            silent = std::int64_t{order.date.days - amsterdam_date(*view.last_contact).days};
        }
        table.rows.push_back(
            {view.id.text(), view.coach_name, view.state, date_cell(view.last_contact), silent,
             cell_of(view.app_version),
             view.schema == 0 ? ReportCell{} : ReportCell{std::int64_t{view.schema}},
             date_cell(view.certificate_until), static_cast<std::int64_t>(view.received),
             view.former ? ReportCell{view.former->text()} : ReportCell{},
             view.lives < 2 ? ReportCell{} : ReportCell{static_cast<std::int64_t>(view.lives)}});
    }
    Report report;
    report.title = "Devices, on " + order.date.text();
    report.figures = {{{"devices", "devices", "apparaten", Unit::count},
                       static_cast<std::int64_t>(views.size())}};
    report.tables = {states_table(views), std::move(table)};
    report.closing = {"What a device has not sent yet is known to the device alone."};
    return report;
}

}  // namespace veldwerk::office
