// SPDX-License-Identifier: EUPL-1.2
// The review queue with its age: how long each question waits, and how much there is of each kind.
#include <map>

#include "daemon/exchange/reports/report.hpp"
#include "daemon/office/reading.hpp"
#include "daemon/office/waiting.hpp"

namespace veldwerk::office {
namespace {

struct Counts {
    std::int64_t open{};
    std::int64_t decided{};
};

ReportTable kinds_table(Ledger& ledger) {
    std::map<std::int64_t, Counts> counts;
    each_record(ledger, type::review, [&counts](const RecordState& review) {
        Counts& of_kind = counts[number_in_force(review, "kind").value_or(0)];
        const bool open = number_in_force(review, "state") == review_state::open;
        ++(open ? of_kind.open : of_kind.decided);
    });
    ReportTable kinds{"kinds", "By kind",
                      {{"kind", "kind", "soort", Unit::term, Vocabulary::review_kind},
                       {"open", "open", "open", Unit::count},
                       {"decided", "decided", "besloten", Unit::count}},
                      {}};
    for (const auto& [kind, count] : counts) {
        kinds.rows.push_back({name_of_kind(kind), count.open, count.decided});
    }
    return kinds;
}

}  // namespace

Report reviews_report(Ledger& ledger, const ReportOrder& order) {
    ReportTable open{"reviews", "Open, the oldest first",
                     {{"id", "review", "beoordeling"},
                      {"kind", "kind", "soort", Unit::term, Vocabulary::review_kind},
                      {"subject", "about", "onderwerp"},
                      {"since", "since", "sinds", Unit::date},
                      {"age_days", "days", "dagen", Unit::count}},
                     {}};
    for (const auto& review : waiting_reviews(ledger, order.date)) {
        open.rows.push_back({review.name, name_of_kind(review.kind), review.subject,
                             review.since.text(), review.days_on(order.date)});
    }
    Report report;
    report.title = "Questions that wait for a person, on " + order.date.text();
    report.figures = {{{"open", "open", "open", Unit::count},
                       static_cast<std::int64_t>(open.rows.size())}};
    report.tables = {kinds_table(ledger), std::move(open)};
    return report;
}

}  // namespace veldwerk::office
