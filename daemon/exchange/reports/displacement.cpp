// SPDX-License-Identifier: EUPL-1.2
// The register of displacement checks: of each job the tasks that a check saw, what it said, and
// until when; and the jobs that nobody has checked.
#include <algorithm>
#include <set>

#include "daemon/exchange/reports/report.hpp"
#include "daemon/office/naming.hpp"
#include "daemon/office/reading.hpp"
#include "protocol/merge/in_force.hpp"

namespace veldwerk::office {
namespace {

std::string tasks_told(Ledger& ledger, const RecordState& check) {
    std::string told;
    const SlotNumber slot = find_type(type::displacement_check)->find("tasks_seen")->slot;
    for (const auto& element : elements_in_force(check, slot)) {
        const auto id = RecordId::from_view(element);
        if (!id) continue;
        told += (told.empty() ? "" : ", ") + label_of(ledger, type::task, *id);
    }
    return told;
}

}  // namespace

Report displacement_report(Ledger& ledger, const ReportOrder& order) {
    ReportTable checks{"checks", "Displacement checks",
                       {{"job", "job", "basisbaan"},
                        {"state", "job is", "status", Unit::term, Vocabulary::job_state},
                        {"result", "check", "uitkomst", Unit::term, Vocabulary::check_result},
                        {"decided_on", "decided on", "besloten_op", Unit::date},
                        {"decided_by", "by", "besloten_door"},
                        {"valid_until", "valid until", "geldig_tot_en_met", Unit::date},
                        {"tasks", "tasks seen", "taken"},
                        {"answers", "answers", "antwoorden"}},
                       {}};
    std::set<RecordId> checked;
    std::int64_t expired = 0;
    std::int64_t undecided = 0;
    each_record(ledger, type::displacement_check, [&](const RecordState& check) {
        const RecordId job_id = reference_in_force(check, "job");
        const auto job = ledger.load(type::job, job_id);
        const auto until = date_in_force(check, "valid_until");
        const std::string result = text_in_force(check, "result");
        const RecordId by = reference_in_force(check, "decided_by");
        if (until && *until < order.date) ++expired;
        if (result.empty()) ++undecided;
        checked.insert(job_id);
        checks.rows.push_back({label_of(ledger, type::job, job_id),
                               cell_of(job ? text_in_force(job->state, "state") : std::string{}),
                               cell_of(result), cell_of(date_in_force(check, "decided_on")),
                               cell_of(by.empty() ? std::string{} : name_of_person(ledger, by)),
                               cell_of(until), cell_of(tasks_told(ledger, check)),
                               cell_of(text_in_force(check, "answers"))});
    });
    std::int64_t unchecked = 0;
    each_record(ledger, type::job, [&](const RecordState& job) {
        if (checked.contains(job.id)) return;
        ++unchecked;
        checks.rows.push_back({label_of(ledger, type::job, job.id),
                               cell_of(text_in_force(job, "state")), {}, {}, {}, {}, {}, {}});
    });
    std::sort(checks.rows.begin(), checks.rows.end());
    Report report;
    report.title = "Displacement register on " + order.date.text();
    report.figures = {
        {{"unchecked", "jobs without a check", "basisbanen_zonder_toets", Unit::count}, unchecked},
        {{"undecided", "checks not decided", "niet_besloten", Unit::count}, undecided},
        {{"expired", "checks expired", "verlopen", Unit::count}, expired}};
    report.tables.push_back(std::move(checks));
    return report;
}

}  // namespace veldwerk::office
