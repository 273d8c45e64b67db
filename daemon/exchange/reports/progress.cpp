// SPDX-License-Identifier: EUPL-1.2
// How far the programme is: 20 public and 25 public-private jobs, the first five this year.
#include <algorithm>
#include <map>

#include "daemon/exchange/reports/filled.hpp"
#include "daemon/exchange/reports/report.hpp"
#include "daemon/office/reading.hpp"
#include "protocol/records/vocabulary.hpp"

namespace veldwerk::office {
namespace {

struct TargetRow {
    std::int64_t kind{};
    std::int64_t count{};
    std::optional<CivilDate> due;
};

std::vector<TargetRow> targets_of(Ledger& ledger) {
    std::vector<TargetRow> targets;
    each_record(ledger, type::target, [&targets](const RecordState& state) {
        targets.push_back({number_in_force(state, "kind").value_or(0),
                           number_in_force(state, "count").value_or(0),
                           date_in_force(state, "due")});
    });
    return targets;
}

/// The total that is due next; if all have passed, the last one.
const TargetRow* milestone(const std::vector<TargetRow>& targets, CivilDate date) {
    const TargetRow* next = nullptr;
    for (const auto& target : targets) {
        if (target.kind != target_kind::total || !target.due) continue;
        if (next == nullptr) {
            next = &target;
            continue;
        }
        const bool next_passed = *next->due < date;
        const bool passed = *target.due < date;
        const bool nearer = passed ? next_passed && *next->due < *target.due
                                   : next_passed || *target.due < *next->due;
        if (nearer) next = &target;
    }
    return next;
}

/// Targets of one kind are steps on one way: the furthest is what is planned. A programme that only
/// says a total plans that.
std::int64_t planned_by(const std::vector<TargetRow>& targets) {
    std::map<std::int64_t, std::int64_t> furthest;
    for (const auto& target : targets) {
        auto& count = furthest[target.kind];
        count = std::max(count, target.count);
    }
    const std::int64_t jobs =
        furthest[target_kind::public_job] + furthest[target_kind::public_private];
    return jobs == 0 ? furthest[target_kind::total] : jobs;
}

}  // namespace

Report progress_report(Ledger& ledger, const ReportOrder& order) {
    std::int64_t of_public = 0;
    std::int64_t of_private = 0;
    std::int64_t waiting = 0;
    for (const auto& placement : all_placements(ledger)) {
        if (placement.state == placement_state::waiting) ++waiting;
        if (!placement.filled_on(order.date)) continue;
        ++(placement.kind == placement_kind::public_job ? of_public : of_private);
    }
    const std::int64_t filled = of_public + of_private;
    const auto targets = targets_of(ledger);
    Report report;
    report.title = "Progress on " + order.date.text();
    report.figures = {
        {{"filled", "jobs filled", "vervuld", Unit::count}, filled},
        {{"public", "public", "publiek", Unit::count}, of_public},
        {{"public_private", "public-private", "publiek_privaat", Unit::count}, of_private},
        {{"planned", "planned", "gepland", Unit::count},
         planned_by(targets)}};
    if (const TargetRow* next = milestone(targets, order.date)) {
        report.figures.push_back({{"milestone", "milestone", "mijlpaal", Unit::count},
                                  next->count});
        report.figures.push_back({{"milestone_due", "due", "uiterlijk", Unit::date},
                                  next->due->text()});
        report.figures.push_back(
            {{"milestone_reached", "milestone reached", "mijlpaal_gehaald", Unit::truth},
             filled >= next->count});
    }
    report.figures.push_back({{"waiting", "requests waiting", "wachtend", Unit::count}, waiting});
    return report;
}

}  // namespace veldwerk::office
