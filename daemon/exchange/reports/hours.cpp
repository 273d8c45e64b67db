// SPDX-License-Identifier: EUPL-1.2
// Coach hours of a month in relation to goals, and per participant: the monthly statement that a
// coach and the participant sign.
#include <algorithm>
#include <map>

#include "daemon/exchange/reports/report.hpp"
#include "daemon/office/naming.hpp"
#include "daemon/office/reading.hpp"

namespace veldwerk::office {
namespace {

struct Spent {
    std::int64_t minutes{};
    std::int64_t travel{};
    std::map<std::string, std::int64_t> goals;  ///< by code; what was for no goal is not among them

    Spent& operator+=(const Spent& more) {
        minutes += more.minutes;
        travel += more.travel;
        for (const auto& [goal, spent] : more.goals) goals[goal] += spent;
        return *this;
    }
    /// The cells of the columns below.
    [[nodiscard]] std::vector<ReportCell> cells() const {
        std::vector<NamedMinutes> list;
        for (const auto& [goal, spent] : goals) list.push_back({goal, spent});
        return {minutes, travel, std::move(list)};
    }
};

void add_columns(std::vector<ReportColumn>& columns) {
    columns.push_back({"minutes", "guidance", "minuten", Unit::minutes});
    columns.push_back({"travel_minutes", "travel", "reisminuten", Unit::minutes});
    columns.push_back({"goals", "for goals", "doelen", Unit::goals});
}

void add_row(ReportTable& table, std::vector<std::string> of, const Spent& spent) {
    std::vector<ReportCell> row(of.begin(), of.end());
    for (auto& cell : spent.cells()) row.push_back(std::move(cell));
    table.rows.push_back(std::move(row));
}

/// A coach by code; whoever logged it at the office by name.
std::string author_of(Ledger& ledger, const RecordId& person) {
    return ledger.exists(type::coach, person) ? label_of(ledger, type::coach, person)
                                              : name_of_person(ledger, person);
}

/// What each coach spent for each participant in the month.
using Hours = std::map<std::string, std::map<std::string, Spent>>;

Hours hours_of(Ledger& ledger, CivilMonth month) {
    Hours hours;
    each_record(ledger, type::coaching_log, [&](const RecordState& log) {
        const auto date = date_in_force(log, "date");
        if (!date || month_of(*date) != month) return;
        const std::string coach = author_of(ledger, log.candidates.front().by.person);
        const std::string participant =
            label_of(ledger, type::participant, reference_in_force(log, "participant"));
        const RecordId goal = reference_in_force(log, "goal");
        Spent spent;
        spent.minutes = number_in_force(log, "minutes").value_or(0);
        spent.travel = number_in_force(log, "travel_minutes").value_or(0);
        if (!goal.empty()) spent.goals[label_of(ledger, type::coaching_goal, goal)] = spent.minutes;
        hours[coach][participant] += spent;
    });
    return hours;
}

std::string line_to_sign(const std::string& participant, const std::string& coach) {
    return "Seen and agreed, " + participant +
           ": ............................   jobcoach " + coach +
           ": ............................   date: ..............";
}

}  // namespace

Report hours_report(Ledger& ledger, const ReportOrder& order) {
    ReportTable coaches{"coaches", "By coach", {{"coach", "coach", "jobcoach"}}, {}};
    ReportTable statements{"statements", "By participant, to sign",
                           {{"participant", "participant", "deelnemer"},
                            {"coach", "coach", "jobcoach"}},
                           {}};
    add_columns(coaches.columns);
    add_columns(statements.columns);
    Report report;
    for (const auto& [coach, participants] : hours_of(ledger, order.month)) {
        Spent all;
        for (const auto& [participant, spent] : participants) {
            all += spent;
            add_row(statements, {participant, coach}, spent);
            report.closing.push_back(line_to_sign(participant, coach));
        }
        add_row(coaches, {coach}, all);
    }
    std::sort(statements.rows.begin(), statements.rows.end());
    std::sort(report.closing.begin(), report.closing.end());
    report.title = "Guidance in " + order.month.text();
    report.tables = {std::move(coaches), std::move(statements)};
    return report;
}

}  // namespace veldwerk::office
