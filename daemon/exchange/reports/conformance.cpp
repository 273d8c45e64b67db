// SPDX-License-Identifier: EUPL-1.2
// Whether businesses conform: signals and their answers, work that looks unpaid, and whom the
// alderman has to talk with.
#include <algorithm>
#include <map>
#include <set>
#include <tuple>

#include "daemon/exchange/reports/free_labour.hpp"
#include "daemon/exchange/reports/report.hpp"
#include "daemon/office/naming.hpp"
#include "daemon/office/reading.hpp"

namespace veldwerk::office {
namespace {

/// Why the alderman should talk with an employer.
struct Occasion {
    std::int64_t signals{};  ///< without an answer
    std::int64_t flags{};    ///< of work that looks unpaid
    std::optional<CivilDate> last_talk;
};
using Occasions = std::map<RecordId, Occasion>;

ReportTable signals_table(Ledger& ledger, Occasions& occasions) {
    ReportTable signals{"signals", "Signals",
                        {{"employer", "employer", "werkgever"},
                         {"date", "date", "datum", Unit::date},
                         {"kind", "kind", "soort", Unit::term, Vocabulary::signal_kind},
                         {"text", "text", "tekst"},
                         {"by", "by", "door"},
                         {"answered", "answered", "beantwoord", Unit::truth}},
                        {}};
    std::set<RecordId> answered;
    each_record(ledger, type::conformance_signal, [&answered](const RecordState& signal) {
        answered.insert(reference_in_force(signal, "answers"));
    });
    each_record(ledger, type::conformance_signal, [&](const RecordState& signal) {
        const bool is_answer = !reference_in_force(signal, "answers").empty();
        const RecordId employer = reference_in_force(signal, "employer");
        const bool has_answer = answered.contains(signal.id);
        if (!is_answer && !has_answer) ++occasions[employer].signals;
        signals.rows.push_back({label_of(ledger, type::employer, employer),
                                cell_of(date_in_force(signal, "date")),
                                cell_of(text_in_force(signal, "kind")),
                                cell_of(field_in_force(signal, "text")),
                                name_of_person(ledger, signal.candidates.front().by.person),
                                is_answer ? ReportCell{} : ReportCell{has_answer}});
    });
    return signals;
}

ReportTable labour_table(Ledger& ledger, CivilDate date, Occasions& occasions) {
    ReportTable labour{"free_labour", "Work that looks unpaid",
                       {{"participant", "participant", "deelnemer"},
                        {"placement", "placement", "plaatsing"},
                        {"employer", "employer", "werkgever"},
                        {"reason", "why", "reden"},
                        {"minutes", "present", "minuten", Unit::minutes},
                        {"last_date", "last on", "laatst_op", Unit::date}},
                       {}};
    for (const auto& flag : free_labour(ledger, date)) {
        if (!flag.employer.empty()) ++occasions[flag.employer].flags;
        const std::string employer =
            flag.employer.empty() ? "" : label_of(ledger, type::employer, flag.employer);
        labour.rows.push_back({flag.participant, flag.placement, cell_of(employer), flag.reason,
                               flag.minutes, flag.last.text()});
    }
    return labour;
}

/// Most reasons first; among equals whoever was talked with longest ago, or never.
ReportTable talks_table(Ledger& ledger, const Occasions& occasions) {
    ReportTable list{"talks", "For the alderman's talks",
                     {{"employer", "employer", "werkgever"},
                      {"open_signals", "open signals", "open_signalen", Unit::count},
                      {"flags", "unpaid work", "gratis_arbeid", Unit::count},
                      {"last_talk", "last talk", "laatste_gesprek", Unit::date}},
                     {}};
    for (const auto& [employer, occasion] : occasions) {
        if (occasion.signals + occasion.flags == 0) continue;
        list.rows.push_back({label_of(ledger, type::employer, employer), occasion.signals,
                             occasion.flags, cell_of(occasion.last_talk)});
    }
    std::sort(list.rows.begin(), list.rows.end(), [](const auto& a, const auto& b) {
        return std::tie(b[1], b[2], a[3], a[0]) < std::tie(a[1], a[2], b[3], b[0]);
    });
    return list;
}

}  // namespace

Report conformance_report(Ledger& ledger, const ReportOrder& order) {
    Occasions occasions;
    each_record(ledger, type::employer_talk, [&occasions](const RecordState& talk) {
        auto& last = occasions[reference_in_force(talk, "employer")].last_talk;
        last = std::max(last, date_in_force(talk, "date"));
    });
    Report report;
    report.title = "Conformance of employers on " + order.date.text();
    report.tables.push_back(signals_table(ledger, occasions));
    report.tables.push_back(labour_table(ledger, order.date, occasions));
    report.tables.push_back(talks_table(ledger, occasions));
    return report;
}

}  // namespace veldwerk::office
