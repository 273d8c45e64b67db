// SPDX-License-Identifier: EUPL-1.2
// The package for other municipalities: aggregates and practice notes only. A cell under five could
// be somebody, so it is suppressed; where one alone would follow from the total, a second one is
// suppressed with it.
#include <algorithm>
#include <map>
#include <set>

#include "daemon/exchange/reports/filled.hpp"
#include "daemon/exchange/reports/report.hpp"
#include "daemon/office/reading.hpp"
#include "protocol/merge/in_force.hpp"
#include "protocol/records/vocabulary.hpp"

namespace veldwerk::office {
namespace {

// What statistics offices hold to: fewer than five people are somebody.
constexpr std::int64_t cell_least = 5;

using Counts = std::map<std::string, std::int64_t>;

std::set<std::string> suppressed_in(const Counts& counts) {
    std::set<std::string> suppressed;
    for (const auto& [name, count] : counts) {
        if (count < cell_least) suppressed.insert(name);
    }
    if (suppressed.size() != 1 || counts.size() < 2) return suppressed;
    const auto smaller = [&suppressed](const auto& a, const auto& b) {
        const bool a_out = suppressed.contains(a.first);
        const bool b_out = suppressed.contains(b.first);
        return a_out != b_out ? b_out : a.second < b.second;
    };
    suppressed.insert(std::min_element(counts.begin(), counts.end(), smaller)->first);
    return suppressed;
}

void add_counts(ReportTable& table, const std::string& group, const Counts& counts) {
    const auto suppressed = suppressed_in(counts);
    for (const auto& [name, count] : counts) {
        const bool out = suppressed.contains(name);
        table.rows.push_back({group, name, out ? ReportCell{} : ReportCell{count}, out});
    }
}

std::string term_name(Vocabulary list, std::int64_t number) {
    const Term* term = find_term(list, number);
    return term == nullptr ? "unknown" : std::string(term->name);
}

/// How placements ended, up to the date.
Counts end_reasons(Ledger& ledger, CivilDate date) {
    Counts reasons;
    each_record(ledger, type::placement, [&](const RecordState& placement) {
        const auto end = date_in_force(placement, "end");
        if (!ledger.granted(placement.id) || !end || date <= *end) return;
        ++reasons[term_name(Vocabulary::end_reason,
                            number_in_force(placement, "end_reason").value_or(0))];
    });
    return reasons;
}

}  // namespace

Report exchange_report(Ledger& ledger, const ReportOrder& order) {
    Counts kinds;
    std::set<RecordId> participants;
    for (const auto& placement : all_placements(ledger)) {
        if (!placement.runs_on(order.date)) continue;
        ++kinds[term_name(Vocabulary::placement_kind, placement.kind)];
        participants.insert(placement.participant);
    }
    const Counts all{{"participants", static_cast<std::int64_t>(participants.size())}};
    Counts benefits;
    Counts groups;
    const SlotNumber group_slot = find_type(type::participant)->find("target_groups")->slot;
    for (const auto& id : participants) {
        const auto participant = ledger.load(type::participant, id);
        if (!participant) continue;
        const RecordState& state = participant->state;
        ++benefits[term_name(Vocabulary::benefit_kind,
                             number_in_force(state, "benefit_kind").value_or(0))];
        for (const auto& group : elements_in_force(state, group_slot)) ++groups[group];
    }
    ReportTable cells{"cells", "Counts on the date; under five is suppressed",
                      {{"group", "group", "groep"},
                       {"name", "name", "naam"},
                       {"count", "count", "aantal", Unit::count},
                       {"suppressed", "suppressed", "onderdrukt", Unit::truth}},
                      {}};
    add_counts(cells, "all", all);
    add_counts(cells, "placement_kind", kinds);
    add_counts(cells, "benefit_kind", benefits);
    add_counts(cells, "target_group", groups);
    add_counts(cells, "end_reason", end_reasons(ledger, order.date));
    ReportTable notes{"practice_notes", "Practice notes",
                      {{"title", "title", "titel"}, {"text", "text", "tekst"}}, {}};
    each_record(ledger, type::practice_note, [&notes](const RecordState& note) {
        // What came from another municipality is theirs to pass on.
        if (!reference_in_force(note, "peer").empty()) return;
        notes.rows.push_back(
            {field_in_force(note, "title"), cell_of(field_in_force(note, "text"))});
    });
    Report report;
    report.title = "Exchange package on " + order.date.text();
    report.tables = {std::move(cells), std::move(notes)};
    return report;
}

}  // namespace veldwerk::office
