// SPDX-License-Identifier: EUPL-1.2
// What participants organise themselves: meetings and who came, plans, and the limitations that
// were removed.
#include <algorithm>
#include <map>

#include "daemon/exchange/reports/report.hpp"
#include "daemon/office/naming.hpp"
#include "daemon/office/reading.hpp"
#include "protocol/records/vocabulary.hpp"

namespace veldwerk::office {
namespace {

constexpr std::int64_t limitation_removed = 2;  // Vocabulary::limitation_state

std::map<RecordId, std::int64_t> present_by_meeting(Ledger& ledger) {
    std::map<RecordId, std::int64_t> present;
    each_record(ledger, type::meeting_attendance, [&](const RecordState& attendance) {
        if (number_in_force(attendance, "present").value_or(0) == 0) return;
        ++present[reference_in_force(attendance, "meeting")];
    });
    return present;
}

std::int64_t count_of(Ledger& ledger, TypeNumber type) {
    return static_cast<std::int64_t>(ledger.all(type).size());
}

ReportTable removed_table() {
    return {"removed", "Limitations removed",
            {{"removed_on", "removed on", "weggenomen_op", Unit::date},
             {"participant", "participant", "deelnemer"},
             {"removed_by", "by", "weggenomen_door"}},
            {}};
}

/// Whose and when; what it was is the participant's own.
std::vector<ReportCell> removed_row(Ledger& ledger, const RecordState& limitation) {
    const auto plan = ledger.load(type::plan, reference_in_force(limitation, "plan"));
    return {cell_of(date_in_force(limitation, "removed_on")),
            plan ? label_of(ledger, type::participant,
                            reference_in_force(plan->state, "participant"))
                 : ReportCell{},
            cell_of(field_in_force(limitation, "removed_by"))};
}

}  // namespace

Report meetings_report(Ledger& ledger, const ReportOrder&) {
    ReportTable meetings{"meetings", "Meetings",
                         {{"title", "meeting", "bijeenkomst"},
                          {"start", "start", "begin"},
                          {"place", "place", "plaats"},
                          {"state", "state", "status", Unit::term, Vocabulary::meeting_state},
                          {"initiator", "on initiative of", "initiatiefnemer"},
                          {"present", "came", "aanwezig", Unit::count},
                          {"sequence", "published anew", "volgnummer", Unit::count}},
                         {}};
    auto present = present_by_meeting(ledger);
    std::int64_t by_participants = 0;
    each_record(ledger, type::meeting, [&](const RecordState& meeting) {
        const RecordId initiator = reference_in_force(meeting, "initiator");
        if (!initiator.empty()) ++by_participants;
        const std::string state = text_in_force(meeting, "state");
        const auto sequence = number_in_force(meeting, "sequence");
        meetings.rows.push_back(
            {cell_of(text_in_force(meeting, "title")), cell_of(text_in_force(meeting, "start")),
             cell_of(text_in_force(meeting, "place")), state.empty() ? "planned" : state,
             cell_of(initiator.empty() ? std::string{}
                                       : label_of(ledger, type::participant, initiator)),
             present[meeting.id], sequence ? ReportCell{*sequence} : ReportCell{}});
    });
    std::sort(meetings.rows.begin(), meetings.rows.end(),
              [](const auto& a, const auto& b) { return a[1] < b[1]; });
    std::int64_t removed = 0;
    ReportTable gone = removed_table();
    each_record(ledger, type::limitation, [&](const RecordState& limitation) {
        if (number_in_force(limitation, "state") != limitation_removed) return;
        ++removed;
        gone.rows.push_back(removed_row(ledger, limitation));
    });
    std::sort(gone.rows.begin(), gone.rows.end());
    Report report;
    report.title = "Meetings, plans and limitations";
    report.figures = {
        {{"on_initiative_of_participants", "on participants' initiative",
          "op_initiatief_van_deelnemers", Unit::count}, by_participants},
        {{"plans", "plans", "plannen", Unit::count}, count_of(ledger, type::plan)},
        {{"feedback", "pieces of feedback", "terugkoppelingen", Unit::count},
         count_of(ledger, type::plan_feedback)},
        {{"limitations", "limitations", "beperkingen", Unit::count},
         count_of(ledger, type::limitation)},
        {{"limitations_removed", "of these removed", "waarvan_weggenomen", Unit::count}, removed}};
    report.tables = {std::move(meetings), std::move(gone)};
    return report;
}

}  // namespace veldwerk::office
