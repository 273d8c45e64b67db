// SPDX-License-Identifier: EUPL-1.2
#include "daemon/exchange/reports/statement.hpp"

#include <algorithm>
#include <map>
#include <set>

#include "daemon/office/naming.hpp"
#include "daemon/office/period_views.hpp"
#include "daemon/office/reading.hpp"

namespace veldwerk::office {
namespace {

std::string participant_of(Ledger& ledger, const RecordId& placement) {
    const auto record = ledger.load(type::placement, placement);
    if (!record) return {};
    return label_of(ledger, type::participant, reference_in_force(record->state, "participant"));
}

}  // namespace

std::vector<NamedMinutes> minutes_per_status(std::span<const Part> parts) {
    std::map<std::int64_t, std::int64_t> minutes;
    for (const Part& part : parts) minutes[part.status] += part.minutes;
    std::vector<NamedMinutes> named;
    for (const auto& [status, sum] : minutes) {
        const Term* term = find_term(Vocabulary::attendance, status);
        if (sum == 0) continue;
        named.push_back({term == nullptr ? std::to_string(status) : std::string(term->name), sum});
    }
    return named;
}

ReportTable placements_table(Ledger& ledger, std::span<const ClosedDay> days) {
    std::map<RecordId, std::vector<Part>> parts;
    for (const auto& day : days) {
        auto& of = parts[day.placement];
        of.insert(of.end(), day.parts.begin(), day.parts.end());
    }
    ReportTable table{"placements", "Placements",
                      {{"placement", "placement", "plaatsing"},
                       {"participant", "participant", "deelnemer"},
                       {"minutes", "minutes", "minuten", Unit::statuses}},
                      {}};
    for (const auto& [placement, all] : parts) {
        table.rows.push_back({label_of(ledger, type::placement, placement),
                              cell_of(participant_of(ledger, placement)), minutes_per_status(all)});
    }
    std::sort(table.rows.begin(), table.rows.end());
    return table;
}

ReportTable open_days_table(Ledger& ledger, std::span<const ClosedDay> days, CivilDate today) {
    ReportTable table{"open_days", "Open days",
                      {{"placement", "placement", "plaatsing"},
                       {"date", "date", "datum", Unit::date}},
                      {}};
    for (const auto& day : open_days_of(ledger, days)) {
        if (day.date < today) table.rows.push_back({day.code, day.date.text()});
    }
    return table;
}

std::vector<std::string> lines_to_sign(const ReportTable& placements) {
    std::set<ReportCell> participants;
    for (const auto& row : placements.rows) participants.insert(row.at(1));
    std::vector<std::string> lines;
    for (const auto& cell : participants) {
        const auto* participant = std::get_if<std::string>(&cell);
        if (participant == nullptr) continue;
        lines.push_back("Seen and agreed, " + *participant +
                        ": ............................   date: ..............");
    }
    return lines;
}

}  // namespace veldwerk::office
