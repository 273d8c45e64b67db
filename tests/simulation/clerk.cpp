// SPDX-License-Identifier: EUPL-1.2
#include "tests/simulation/clerk.hpp"

#include "daemon/office/reviews.hpp"
#include "protocol/merge/in_force.hpp"
#include "protocol/records/value.hpp"
#include "protocol/records/vocabulary.hpp"

namespace veldwerk::simulation {

Clerk::Clerk(World& world) : world_(world), dice_(world.dice.fork("clerk")) {}

/// Of furnishing: nothing can go wrong yet.
RecordId Clerk::put(const std::string& type, std::vector<TypedField> fields,
                    const std::string& record) {
    const auto receipt = world_.town->put({{type, record, {}, std::move(fields), {}}});
    expect(receipt.has_value(), "the office takes its first records");
    return receipt->ids.front();
}

void Clerk::furnish_work() {
    employer_ = put("employer", {{"name", "Gemeente"}, {"kvk", "00000001"}, {"holidays", "none"}});
    workplace_ = put("workplace", {{"employer", employer_.text()}, {"name", "Wijkcentrum"}});
    put("employer_agreement", {{"employer", employer_.text()}, {"signed_on", "2026-01-01"}});
    for (const std::string code : {"J1", "J2"}) {
        const auto job = put("job", {{"code", code}, {"title", "care"},
                                     {"employer", employer_.text()},
                                     {"workplace", workplace_.text()}, {"kind", "public"},
                                     {"seats", std::to_string(world_.size.participants)}});
        put("displacement_check", {{"job", job.text()}, {"result", "positive"}});
        put("volunteer_coordination", {{"job", job.text()}, {"status", "agreed"}});
        put("job", {{"state", "approved"}}, job.text());
        jobs_.push_back(job);
    }
}

void Clerk::add_participant() {
    const std::string number = std::to_string(participants_.size() + 1);
    const auto participant = put("participant", {{"code", "P" + number}, {"given_name", "Test"},
                                                 {"family_name", "Persoon"}});
    put("consent", {{"participant", participant.text()}, {"kind", "data"},
                    {"given_on", "2026-01-01"}});
    const auto placement =
        put("placement", {{"code", "L" + number}, {"participant", participant.text()},
                          {"job", dice_.pick(jobs_).text()}, {"workplace", workplace_.text()},
                          {"kind", "public"}, {"start", "2026-10-01"},
                          {"contract_minutes_per_week", "2400"},
                          {"schedule", "mon:480,tue:480,wed:480,thu:480,fri:480"}});
    put("placement", {{"state", "active"}}, placement.text());
    participants_.push_back(participant);
}

void Clerk::furnish() {
    furnish_work();
    for (std::size_t i = 0; i < world_.size.coaches; ++i) {
        coaches_.push_back(put("coach", {{"name", "Coach " + std::to_string(i + 1)}}));
    }
    for (std::size_t i = 0; i < world_.size.participants; ++i) {
        add_participant();
        assign(participants_.back(), dice_.pick(coaches_), {});
        // Most have two who see them, so that there is something to disagree about.
        if (dice_.chance(750)) assign(participants_.back(), dice_.pick(coaches_), {});
    }
    world_.town->turn_day();
}

void Clerk::assign(const RecordId& participant, const RecordId& coach, const std::string& from) {
    for (const auto& known : assigned_) {
        if (known.participant == participant && known.coach == coach) return;
    }
    std::vector<TypedField> fields{{"participant", participant.text()}, {"coach", coach.text()},
                                   {"role", "main"}};
    if (!from.empty()) fields.push_back({"from", from});
    const auto receipt = world_.town->put({{"assignment", {}, {}, std::move(fields), {}}});
    if (receipt) assigned_.push_back({receipt->ids.front(), participant, coach});
}

void Clerk::hand_over() {
    if (assigned_.empty() || !world_.town->up()) return;
    const std::size_t chosen = dice_.below(assigned_.size());
    const Assigned ends = assigned_[chosen];
    const CivilDate today = amsterdam_date(world_.now());
    // Some end as of yesterday, some have a last day still to come.
    const CivilDate last = today.plus(static_cast<std::int32_t>(dice_.between(-1, 1)));
    const bool ended = world_.town
                           ->put({{"assignment", ends.record.text(), {},
                                   {{"to", last.text()}}, {}}})
                           .has_value();
    if (!ended) return;
    assigned_.erase(assigned_.begin() + static_cast<std::ptrdiff_t>(chosen));
    world_.chronicle.count("hand-overs");
    const auto from = today.plus(static_cast<std::int32_t>(dice_.between(0, 1)));
    if (dice_.chance(800)) assign(ends.participant, dice_.pick(coaches_), from.text());
}

std::optional<std::string> Clerk::some_of(TypeNumber type) {
    std::vector<RecordId> ids;
    world_.town->guarded("looking", [&] { ids = world_.town->ledger().all(type); });
    if (ids.empty()) return std::nullopt;
    return dice_.pick(ids).text();
}

void Clerk::decide_something() {
    std::vector<office::ReviewView> open;
    world_.town->guarded("listing reviews", [&] {
        for (const auto& id : world_.town->ledger().all(type::review)) {
            const auto review = world_.town->ledger().load(type::review, id);
            auto view = office::view_review(world_.town->ledger(), review->state);
            if (view.state == review_state::open || dice_.chance(50)) {
                open.push_back(std::move(view));
            }
        }
    });
    if (open.empty()) return;
    const auto& view = dice_.pick(open);
    office::DecisionOrder order;
    order.review = view.id.text();
    order.version = view.version;
    order.reason = "looked into it";
    order.person = world_.town->person();
    const bool by_value = view.kind == review_kind::day &&
                          (view.alternatives.empty() || dice_.chance(200));
    if (by_value) {
        order.values = {{"parts", dice_.chance(500) ? "present:240,sick:240" : ""}};
    } else {
        order.choose = 1 + dice_.below(std::max<std::size_t>(1, view.alternatives.size()));
    }
    world_.town->decide(order);
}

void Clerk::write_something() {
    const CivilDate today = amsterdam_date(world_.now());
    const auto day = [&](std::int64_t back, std::int64_t ahead) {
        return today.plus(static_cast<std::int32_t>(dice_.between(-back, ahead))).text();
    };
    std::string type = "placement";
    std::vector<TypedField> fields;
    switch (dice_.below(7)) {
        case 0: fields = {{"end", day(0, 60)}}; break;
        case 1: fields = {{"contract_minutes_per_week", "2160"}}; break;
        case 2:
            type = "participant";
            fields = {{"benefit_kind", dice_.chance(500) ? "unemployment" : "wia"}};
            break;
        case 3:
            type = "participant";
            fields = {{"address", "Raadhuis " + std::to_string(dice_.below(9))}};
            break;
        case 4:
            type = "meeting";
            fields = {{"state", dice_.chance(500) ? "cancelled" : "planned"}};
            break;
        case 5:
            type = "displacement_check";
            fields = {{"result", dice_.chance(800) ? "positive" : "rejected"}};
            break;
        default:
            type = "job";
            fields = {{"seats", std::to_string(dice_.between(1, 4))}};
            break;
    }
    const auto record = some_of(find_type(type)->number);
    if (record) world_.town->put({{type, *record, {}, std::move(fields), {}}});
}

void Clerk::grant_something() {
    const auto placement = some_of(type::placement);
    if (!placement) return;
    world_.town->put({{"placement", *placement, {},
                       {{"state", dice_.chance(800) ? "active" : "rejected"}}, {}}});
}

/// What an employer tells the office.
void Clerk::observe_something() {
    const auto placement = some_of(type::placement);
    if (!placement) return;
    const CivilDate date =
        amsterdam_date(world_.now()).plus(static_cast<std::int32_t>(dice_.between(-3, 0)));
    world_.town->put({{"observation", {}, {},
                       {{"placement", *placement}, {"date", date.text()},
                        {"parts", dice_.chance(600) ? "present:480" : "leave:480"},
                        {"source", "employer"}}, {}}});
}

void Clerk::live(std::int64_t days) {
    for (std::int64_t day = 0; day < days; ++day) {
        const auto acts = dice_.between(2, 6);
        for (std::int64_t i = 0; i < acts; ++i) {
            const auto when = day * day_ms + dice_.between(2 * hour_ms, 11 * hour_ms);
            world_.calendar.after(when, [this] {
                if (!world_.town->up()) return;
                const auto drawn = dice_.below(10);
                if (drawn < 4) return decide_something();
                if (drawn < 7) return write_something();
                if (drawn < 9) return grant_something();
                observe_something();
            });
        }
    }
}

}  // namespace veldwerk::simulation
