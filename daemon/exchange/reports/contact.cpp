// SPDX-License-Identifier: EUPL-1.2
// Personal attention: who of the participants that a coach holds, or that are on a placement, has
// had no personal contact for longer than the setting `contact_weeks_max` allows.
#include <algorithm>
#include <map>

#include "daemon/exchange/reports/filled.hpp"
#include "daemon/exchange/reports/report.hpp"
#include "daemon/office/naming.hpp"
#include "daemon/office/reading.hpp"

namespace veldwerk::office {
namespace {

constexpr std::int64_t personal = 1;  // Vocabulary::contact_kind
constexpr std::int32_t days_per_week = 7;

using DayOfParticipant = std::map<RecordId, std::optional<CivilDate>>;

/// Personal contacts up to the date, the latest of each.
DayOfParticipant last_contacts(Ledger& ledger, CivilDate until) {
    DayOfParticipant last;
    each_record(ledger, type::contact, [&](const RecordState& contact) {
        const auto date = date_in_force(contact, "date");
        if (number_in_force(contact, "kind") != personal || !date || until < *date) return;
        auto& day = last[reference_in_force(contact, "participant")];
        day = std::max(day, date);
    });
    return last;
}

/// Whom attention is due on the date, and since when: the first day of an assignment or placement
/// that holds then. Nothing: since nobody knows when.
DayOfParticipant due_attention(Ledger& ledger, CivilDate date) {
    DayOfParticipant since;
    const auto add = [&since](const RecordId& participant, std::optional<CivilDate> from) {
        const auto [known, is_new] = since.try_emplace(participant, from);
        if (!is_new && from) known->second = known->second ? std::min(known->second, from) : from;
    };
    each_record(ledger, type::assignment, [&](const RecordState& assignment) {
        const auto from = date_in_force(assignment, "from");
        const auto to = date_in_force(assignment, "to");
        if ((from && date < *from) || (to && *to < date)) return;
        add(reference_in_force(assignment, "participant"), from);
    });
    for (const auto& placement : all_placements(ledger)) {
        if (placement.runs_on(date)) add(placement.participant, placement.start);
    }
    return since;
}

}  // namespace

Report contact_report(Ledger& ledger, const ReportOrder& order) {
    const std::int64_t weeks_max = Settings(ledger).number("contact_weeks_max", order.date, 0);
    const DayOfParticipant last = last_contacts(ledger, order.date);
    ReportTable table{"participants", "Without personal contact",
                      {{"participant", "participant", "deelnemer"},
                       {"last_contact", "last contact", "laatste_contact", Unit::date},
                       {"weeks", "weeks", "weken", Unit::count}},
                      {}};
    for (const auto& [participant, since] : due_attention(ledger, order.date)) {
        const auto known = last.find(participant);
        const auto contact = known == last.end() ? std::nullopt : known->second;
        const auto day = contact ? contact : since;
        const std::int32_t days = day ? order.date.days - day->days : 0;
        if (day && days <= weeks_max * days_per_week) continue;
        table.rows.push_back({label_of(ledger, type::participant, participant), cell_of(contact),
                              day ? ReportCell{std::int64_t{days / days_per_week}} : ReportCell{}});
    }
    std::sort(table.rows.begin(), table.rows.end());
    Report report;
    report.title = "No personal contact for more than " + std::to_string(weeks_max) +
                   " weeks, on " + order.date.text();
    report.figures = {{{"weeks_max", "weeks allowed", "weken_maximum", Unit::count}, weeks_max}};
    report.tables.push_back(std::move(table));
    return report;
}

}  // namespace veldwerk::office
