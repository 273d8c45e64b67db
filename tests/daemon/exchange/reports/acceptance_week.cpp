// SPDX-License-Identifier: EUPL-1.2
#include "tests/daemon/exchange/reports/acceptance_week.hpp"

#include <nlohmann/json.hpp>
#include <sstream>

#include "daemon/office/closing.hpp"
#include "daemon/office/correction_reviews.hpp"

namespace veldwerk::office {
namespace {

const std::string full_week = "mon:432,tue:432,wed:432,thu:432,fri:432";

Report make(SmallWorld& world, const std::string& name, const std::string& date,
            const std::string& month) {
    const auto maker = find_report(name);
    EXPECT_TRUE(maker.has_value()) << name;
    return (*maker)(world.office->ledger(),
                    {parse_month(month).value(), parse_date(date).value(), world.office->today()});
}

}  // namespace

AcceptanceWeek::AcceptanceWeek() {
    set_up();
    monday();
    week();
    corrections();
    world.now("2026-12-06T20:00:00+01:00");
    world.office->turn_day();
}

void AcceptanceWeek::set_up() {
    world.now("2026-11-27T09:00:00+01:00");
    world.office->turn_day();
    dirk = world.put("person", {{"name", "Dirk"}, {"role", "team_leader"}});
    anja = world.put("coach", {{"name", "Anja"}, {"code", "A"}});
    bram = world.put("coach", {{"name", "Bram"}, {"code", "B"}});
    world.put("setting", {{"name", "cap_public"}, {"value", "4"}, {"from", "2026-01-01"}});
    world.put("target", {{"kind", "public"}, {"count", "20"}, {"due", "2027-12-31"}});
    world.put("target", {{"kind", "public_private"}, {"count", "25"}, {"due", "2027-12-31"}});
    world.put("target", {{"kind", "total"}, {"count", "5"}, {"due", "2026-12-31"}});
    world.put("cost_rate", {{"from", "2026-01-01"}, {"cost_cents_per_fte", "2900000"},
                            {"saving_cents_per_fte", "1600000"}});
    world.put("employer_agreement", {{"employer", world.employer.text()},
                                     {"signed_on", "2026-11-01"}, {"valid_until", "2027-12-31"}});
    for (int n = 1; n <= 9; ++n) world.consenting("D00" + std::to_string(n));
    for (const std::string code : {"J1", "J3", "J6", "J7", "J8"}) job(code, "public", true);
    job("J2", "public_private", true);
    job("J5", "public_private", true);
    place("L1", "D001", {{"job", "J1"}, {"kind", "public"}, {"contract_minutes_per_week", "1920"},
                         {"schedule", "mon:480,tue:480,wed:480,thu:480"}});
    place("L2", "D002", {{"job", "J2"}, {"kind", "public_private"},
                         {"contract_minutes_per_week", "1440"},
                         {"schedule", "mon:480,tue:480,thu:480"}});
    place("L3", "D003", {{"job", "J3"}, {"kind", "public"}, {"contract_minutes_per_week", "2160"},
                         {"schedule", full_week}});
    place("L4", "D004", {{"kind", "top_up"}, {"contract_minutes_per_week", "960"},
                         {"schedule", "wed:480,fri:480"}, {"end", "2026-12-04"},
                         {"end_reason", "left_pilot"}});
    place("L6", "D006", {{"job", "J6"}, {"kind", "public"}, {"contract_minutes_per_week", "2160"},
                         {"schedule", full_week}});
    for (const std::string code : {"L1", "L2", "L3", "L4", "L6"}) grant(code);
    for (const RecordId& coach : {anja, bram}) {
        for (const auto& participant : world.office->ledger().all(type::participant)) {
            world.assign(coach, participant, "2026-11-27");
        }
    }
    a = world.device(anja);
    b = world.device(bram);
}

void AcceptanceWeek::job(const std::string& code, const std::string& kind, bool approve) {
    world.put("job", {{"code", code}, {"title", "work"}, {"employer", world.employer.text()},
                      {"workplace", world.workplace.text()}, {"kind", kind},
                      {"minutes_per_week", "2160"}, {"seats", "1"}});
    if (!approve) return;
    world.put("displacement_check",
              {{"job", code}, {"result", "positive"}, {"valid_until", "2027-12-31"}});
    world.put("volunteer_coordination", {{"job", code}, {"status", "agreed"}});
    world.put("job", {{"state", "approved"}}, code);
}

void AcceptanceWeek::place(const std::string& code, const std::string& participant,
                           const FieldTexts& more) {
    FieldTexts fields{{"code", code}, {"participant", participant},
                      {"workplace", world.workplace.text()}};
    fields.insert(fields.end(), more.begin(), more.end());
    bool starts = false;
    for (const auto& [name, value] : more) starts |= name == "start";
    if (!starts) fields.emplace_back("start", "2026-11-30");
    world.put("placement", fields);
}

void AcceptanceWeek::grant(const std::string& code) {
    world.put("placement", {{"state", "active"}}, code);
}

void AcceptanceWeek::observe(const std::string& code, const std::string& day,
                             const std::string& parts) {
    world.put("observation",
              {{"placement", code}, {"date", day}, {"parts", parts}, {"source", "seen"}});
}

/// November has one day, and L6's file comes later: 480 + 480 + 432 = 1392.
void AcceptanceWeek::monday() {
    world.now("2026-11-30T16:00:00+01:00");
    const RecordId typed = world.put("observation", {{"placement", "L1"}, {"date", "2026-11-30"},
                                                     {"parts", "present:480"}, {"source", "seen"}});
    observe("L2", "2026-11-30", "present:480");
    observe("L3", "2026-11-30", "present:432");
    world.now("2026-12-03T12:00:00+01:00");
    const auto closed = close_month(*world.office, {.month = parse_month("2026-11").value(),
                                                    .person = world.person,
                                                    .accept_open = "L6: file follows"});
    EXPECT_TRUE(closed.has_value()) << closed.error().detail;
    world.put("observation", {{"placement", "L1"}, {"date", "2026-11-30"},
                              {"parts", "present:420"}, {"source", "seen"},
                              {"supersedes", typed.text()}});
    observe("L6", "2026-11-30", "present:432");
}

void AcceptanceWeek::week() {
    world.now("2026-12-04T17:00:00+01:00");
    for (const std::string day : {"2026-12-01", "2026-12-02", "2026-12-03"}) {
        observe("L1", day, "present:480");
        observe("L3", day, "present:432");
        observe("L6", day, "present:432");
    }
    observe("L6", "2026-12-04", "present:432");
    observe("L2", "2026-12-01", "present:300,sick:180");
    observe("L2", "2026-12-03", "present:480");
    observe("L4", "2026-12-02", "present:480");
    observe("L4", "2026-12-04", "present:480");
    const RecordId first = goal(a, "D001", "G1");
    const RecordId second = goal(b, "D002", "G2");
    log(a, {{"participant", "D001"}, {"goal", first.text()}, {"date", "2026-12-01"},
            {"minutes", "45"}, {"travel_minutes", "15"}});
    log(b, {{"participant", "D002"}, {"goal", second.text()}, {"date", "2026-12-01"},
            {"minutes", "30"}, {"travel_minutes", "20"}});
    log(a, {{"participant", "D002"}, {"date", "2026-12-02"}, {"minutes", "60"}});
    log(b, {{"participant", "D003"}, {"date", "2026-12-03"}, {"minutes", "75"}});
    place("L5", "D005", {{"job", "J5"}, {"kind", "public_private"}, {"start", "2026-12-07"},
                         {"contract_minutes_per_week", "2160"}, {"schedule", full_week}});
    grant("L5");
    place("L8", "D007", {{"job", "J7"}, {"kind", "public"}, {"start", "2026-12-14"},
                         {"contract_minutes_per_week", "2160"}, {"schedule", full_week}});
    grant("L8");
    place("L9", "D008", {{"job", "J8"}, {"kind", "public"}, {"start", "2026-12-14"},
                         {"contract_minutes_per_week", "2160"}, {"schedule", full_week}});
    world.put("placement", {{"state", "requested"}}, "L9");
}

void AcceptanceWeek::corrections() {
    for (const auto& correction : view_corrections(world.office->ledger())) {
        const auto approved =
            decide_correction(*world.office, {.correction = correction.id.text(),
                                              .version = correction.version,
                                              .approve = true,
                                              .reason = "as the file says",
                                              .person = dirk});
        EXPECT_TRUE(approved.has_value()) << approved.error().detail;
    }
}

RecordId AcceptanceWeek::goal(HandmadeDevice& device, const std::string& participant,
                              const std::string& code) {
    const RecordId id = world.new_id();
    world.admit_one(world.change(device, "coaching_goal", id,
                                 {{"participant", participant}, {"code", code}}));
    return id;
}

void AcceptanceWeek::log(HandmadeDevice& device, const FieldTexts& fields) {
    const auto verdict =
        world.admit_one(world.change(device, "coaching_log", world.new_id(), fields));
    EXPECT_EQ(verdict.standing, Standing::in_effect) << verdict.refusal.detail;
}

Report AcceptanceWeek::report(const std::string& name, const std::string& date,
                              const std::string& month) {
    return make(world, name, date, month);
}
std::string AcceptanceWeek::json(const std::string& name, const std::string& date) {
    return json_of(report(name, date)).dump();
}
std::string AcceptanceWeek::text(const std::string& name, const std::string& date) {
    return text_of(report(name, date));
}
std::string AcceptanceWeek::csv(const std::string& name, const std::string& date) {
    std::ostringstream out;
    write_csv(report(name, date), out);
    return out.str();
}

AcceptanceWeek& the_week() {
    static AcceptanceWeek week;
    return week;
}

std::string json_of_report(SmallWorld& world, const std::string& name, const std::string& date) {
    const auto month = month_of(parse_date(date).value()).text();
    return json_of(make(world, name, date, month)).dump();
}

}  // namespace veldwerk::office
