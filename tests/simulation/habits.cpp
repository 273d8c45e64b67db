// SPDX-License-Identifier: EUPL-1.2
#include "tests/simulation/habits.hpp"

#include <array>

#include "tests/simulation/screen.hpp"
#include "tests/simulation/town.hpp"

namespace veldwerk::simulation {
namespace {

using Fields = std::vector<TypedField>;

const std::vector<std::string> day_parts{
    "present:480", "present:480", "present:480", "present:470", "present:465", "present:420",
    "present:300,sick:180", "sick:480", "sick:480", "leave:480", "unauthorised_absence:480",
    "present:0", "authorised_absence:480", "special_leave:240,present:240"};

std::string some_word(Dice& dice) {
    static const std::vector<std::string> words{"noord", "zuid", "markt", "haven", "tuin", "brug"};
    return dice.pick(words) + std::to_string(dice.below(10));
}

std::string some_date(World& world, Dice& dice, std::int64_t back, std::int64_t ahead) {
    const auto today = amsterdam_date(world.now());
    return today.plus(static_cast<std::int32_t>(dice.between(-back, ahead))).text();
}

TypedRecord created(std::string type, Fields fields) {
    return {std::move(type), {}, {}, std::move(fields), {}};
}

TypedRecord edited(std::string type, const ShownId& shown, Fields fields) {
    return {std::move(type), shown.id, shown.version, std::move(fields), {}};
}

// Each gives what to type, or nothing where the phone shows nothing to type about.

TypedSave observe(World& world, Phone& phone, Dice& dice) {
    const auto placement = some_of(phone, "placement");
    if (!placement) return {};
    static const std::vector<std::string> sources{"seen", "seen", "employer", "participant"};
    Fields fields{{"placement", placement->id},
                  {"date", some_date(world, dice, 4, dice.chance(30) ? 1 : 0)},
                  {"parts", dice.pick(day_parts)},
                  {"source", dice.pick(sources)}};
    if (dice.chance(100)) fields.push_back({"confirmed", "true"});
    return {created("observation", std::move(fields))};
}

TypedSave correct(World& world, Phone& phone, Dice& dice) {
    const auto own = some_own_observation(phone);
    if (!own) return {};
    Fields fields{{"placement", own->placement},
                  {"date", dice.chance(900) ? own->date : some_date(world, dice, 3, 0)},
                  {"source", "seen"},
                  {"supersedes", own->id}};
    if (dice.chance(850)) fields.push_back({"parts", dice.pick(day_parts)});
    return {created("observation", std::move(fields))};
}

TypedSave write_down(World& world, Phone& phone, Dice& dice) {
    const auto participant = some_of(phone, "participant");
    if (!participant) return {};
    const std::string date = some_date(world, dice, 2, 0);
    const std::string minutes = std::to_string(15 * dice.between(1, 8));
    if (dice.chance(500)) {
        return {created("contact", {{"participant", participant->id}, {"kind", "personal"},
                                    {"date", date}, {"minutes", minutes},
                                    {"text", some_word(dice)}})};
    }
    Fields fields{{"participant", participant->id}, {"date", date}, {"minutes", minutes},
                  {"travel_minutes", "20"}, {"text", some_word(dice)}};
    if (const auto goal = some_of(phone, "coaching_goal"); goal && dice.chance(300)) {
        fields.push_back({"goal", goal->id});
    }
    return {created("coaching_log", std::move(fields))};
}

TypedSave keep_contact_details(World&, Phone& phone, Dice& dice) {
    const auto participant = some_of(phone, "participant");
    if (!participant) return {};
    switch (dice.below(4)) {
        case 0: return {edited("participant", *participant, {{"address", some_word(dice)}})};
        case 1:
            return {edited("participant", *participant, {{"email", some_word(dice) + "@b.nl"}})};
        case 2:
            return {edited("participant", *participant,
                           {{"phones", "06" + std::to_string(dice.below(5)), Mode::remove}})};
        default:
            return {edited("participant", *participant,
                           {{"phones", "06" + std::to_string(dice.below(5)), Mode::add}})};
    }
}

TypedSave change_placement(World& world, Phone& phone, Dice& dice) {
    const auto placement = some_of(phone, "placement");
    if (!placement) return {};
    static const std::vector<std::string> hours{"1920", "2160", "2400"};
    static const std::vector<std::string> forms{"temporary", "permanent", "secondment"};
    switch (dice.below(6)) {
        case 0:
            return {edited("placement", *placement,
                           {{"end", some_date(world, dice, 0, 40)}, {"end_reason", "completed"}})};
        case 1: return {edited("placement", *placement, {{"end", some_date(world, dice, 0, 90)}})};
        case 2:
            return {edited("placement", *placement,
                           {{"contract_minutes_per_week", dice.pick(hours)}})};
        case 3: return {edited("placement", *placement, {{"contract_form", dice.pick(forms)}})};
        case 4: {
            const auto from = some_date(world, dice, 3, 3);
            return {edited("placement", *placement, {{"interruptions", from + ".." + from}})};
        }
        default:
            return {edited("placement", *placement,
                           {{"start", some_date(world, dice, 40, 0)}})};
    }
}

TypedSave ask(World& world, Phone& phone, Dice& dice) {
    static const std::vector<std::string> states{"requested", "requested", "withdrawn", "ended",
                                                 "interrupted"};
    if (dice.chance(600)) {
        const auto placement = some_of(phone, "placement");
        if (!placement) return {};
        return {edited("placement", *placement, {{"state", dice.pick(states)}})};
    }
    const auto participant = some_of(phone, "participant");
    const auto job = some_of(phone, "job");
    if (!participant || !job) return {};
    TypedRecord placement = created(
        "placement", {{"participant", participant->id}, {"job", job->id}, {"kind", "public"},
                      {"start", some_date(world, dice, 10, 10)},
                      {"schedule", "mon:480,tue:480,wed:480"},
                      {"state", dice.chance(500) ? "requested" : "draft"}});
    placement.create_as = phone.replica().new_record_id(phone.clock());
    TypedSave save{placement};
    if (dice.chance(300)) {
        // A record and what refers to it, in one save.
        save.push_back(created("observation", {{"placement", placement.create_as->text()},
                                               {"date", some_date(world, dice, 2, 0)},
                                               {"parts", "present:240"}, {"source", "seen"}}));
    }
    return save;
}

TypedSave plan_absence(World& world, Phone& phone, Dice& dice) {
    if (const auto absence = some_of(phone, "planned_absence"); absence && dice.chance(400)) {
        return {edited("planned_absence", *absence,
                       {{dice.chance(500) ? "to" : "from", some_date(world, dice, 1, 6)}})};
    }
    const auto placement = some_of(phone, "placement");
    if (!placement) return {};
    return {created("planned_absence", {{"placement", placement->id},
                                        {"from", some_date(world, dice, 1, 4)},
                                        {"status", dice.chance(700) ? "leave" : "special_leave"}})};
}

TypedSave consent(World& world, Phone& phone, Dice& dice) {
    const auto consent = some_of(phone, "consent");
    if (consent && dice.chance(400)) {
        return {edited("consent", *consent,
                       {{dice.chance(300) ? "withdrawn_on" : "given_on",
                         some_date(world, dice, 5, 0)}})};
    }
    const auto participant = some_of(phone, "participant");
    if (!participant) return {};
    return {created("consent", {{"participant", participant->id}, {"kind", "plan"},
                                {"given_on", some_date(world, dice, 5, 0)}})};
}

TypedSave meet(World& world, Phone& phone, Dice& dice) {
    static const std::vector<std::string> states{"planned", "held", "cancelled"};
    const auto meeting = some_of(phone, "meeting");
    if (!meeting || dice.chance(150)) {
        return {created("meeting", {{"title", some_word(dice)}, {"room", some_word(dice)},
                                    {"start", some_date(world, dice, 0, 9) + "T18:00"}})};
    }
    switch (dice.below(4)) {
        case 0: return {edited("meeting", *meeting, {{"state", dice.pick(states)}})};
        case 1: return {edited("meeting", *meeting, {{"facilities", some_word(dice), Mode::add}})};
        case 2: return {edited("meeting", *meeting, {{"place", some_word(dice)}})};
        default: return {edited("meeting", *meeting, {{"room", some_word(dice)}})};
    }
}

TypedSave carve(World&, Phone& phone, Dice& dice) {
    static const std::vector<std::string> doings{"plants", "post", "coffee"};
    const auto job = some_of(phone, "job");
    if (!job) return {};
    switch (dice.below(4)) {
        case 0: {
            TypedRecord task = created("task", {{"description", dice.pick(doings)},
                                                {"minutes_per_week",
                                                 std::to_string(30 * dice.between(1, 6))}});
            task.create_as = phone.replica().new_record_id(phone.clock());
            return {task, edited("job", *job, {{"tasks", task.create_as->text(), Mode::add}})};
        }
        case 1:
            return {edited("job", *job, {{"seats", std::to_string(dice.between(1, 3))}})};
        case 2:
            return {edited("job", *job,
                           {{"minutes_per_week", std::to_string(480 * dice.between(2, 4))}})};
        default:
            return {edited("job", *job,
                           {{"kind", dice.chance(500) ? "public" : "public_private"}})};
    }
}

TypedSave note_plans(World&, Phone& phone, Dice& dice) {
    const auto participant = some_of(phone, "participant");
    if (!participant) return {};
    switch (dice.below(4)) {
        case 0:
            if (const auto profile = some_of(phone, "talent_profile")) {
                return {edited("talent_profile", *profile,
                               {{"talents", some_word(dice),
                                 dice.chance(700) ? Mode::add : Mode::remove}})};
            }
            return {created("talent_profile", {{"participant", participant->id},
                                               {"talents", some_word(dice), Mode::add}})};
        case 1:
            return {created("coaching_goal", {{"participant", participant->id},
                                              {"text", some_word(dice)}})};
        case 2:
            if (const auto plan = some_of(phone, "plan")) {
                return {created("plan_feedback", {{"plan", plan->id}, {"text", some_word(dice)}})};
            }
            return {created("plan", {{"participant", participant->id},
                                     {"text", some_word(dice)}})};
        default:
            return {created("proposal", {{"participant", participant->id}, {"kind", "task"},
                                         {"text", some_word(dice)}})};
    }
}

TypedSave signal(World& world, Phone& phone, Dice& dice) {
    const auto employer = some_of(phone, "employer");
    if (!employer) return {};
    return {created("conformance_signal", {{"coach", phone.coach().text()},
                                           {"employer", employer->id}, {"kind", "other"},
                                           {"date", some_date(world, dice, 1, 0)},
                                           {"text", some_word(dice)}})};
}

/// A field of the office: what a phone writes there is a suggestion.
TypedSave suggest(World&, Phone& phone, Dice& dice) {
    const auto check = some_of(phone, "displacement_check");
    if (!check) return {};
    return {edited("displacement_check", *check,
                   {{"result", dice.chance(500) ? "positive" : "rejected"}})};
}

struct Habit {
    unsigned weight;
    TypedSave (*type)(World&, Phone&, Dice&);
};
constexpr std::array habits{Habit{34, observe}, Habit{12, correct}, Habit{10, write_down},
                            Habit{8, keep_contact_details}, Habit{12, change_placement},
                            Habit{8, ask}, Habit{6, plan_absence}, Habit{3, consent},
                            Habit{5, meet}, Habit{6, carve}, Habit{5, note_plans},
                            Habit{2, signal}, Habit{2, suggest}};

/// Refused work is tried again or given up.
void look_at_refusals(Phone& phone, Dice& dice) {
    std::vector<device::RefusedChange> refused;
    phone.guarded("looking at refusals", [&] { refused = phone.replica().refused(); });
    if (refused.empty() || !phone.usable()) return;
    const auto counter = dice.pick(refused).counter;
    dice.chance(500) ? phone.retry(counter) : phone.discard(counter);
}

}  // namespace

void do_something(World& world, Phone& phone) {
    // A phone given late in the storm has days planned beyond it: in peace nobody types.
    if (!world.stormy() || !phone.usable() || !is_ready(phone)) return;
    Dice& dice = phone.dice();
    if (dice.chance(60)) return look_at_refusals(phone, dice);
    std::uint64_t drawn = 0;
    for (const auto& habit : habits) drawn += habit.weight;
    drawn = dice.below(drawn);
    for (const auto& habit : habits) {
        if (drawn >= habit.weight) {
            drawn -= habit.weight;
            continue;
        }
        TypedSave save;
        if (!phone.guarded("reading", [&] { save = habit.type(world, phone, dice); })) return;
        if (!save.empty()) phone.save(save);
        return;
    }
}

void live_with(World& world, Phone& phone, std::int64_t days) {
    Dice dice = world.dice.fork("days of " + phone.name());
    for (std::int64_t day = 0; day < days; ++day) {
        const auto at = [&](std::int64_t from_hour, std::int64_t to_hour) {
            return day * day_ms + dice.between(from_hour * hour_ms, to_hour * hour_ms);
        };
        const auto saves = dice.between(0, 2 * world.size.saves_a_day);
        for (std::int64_t i = 0; i < saves; ++i) {
            world.calendar.after(at(1, 14), [&world, &phone] { do_something(world, phone); });
        }
        // Signal comes and goes; some days it does not come.
        for (auto syncs = dice.between(0, 3); syncs > 0; --syncs) {
            const bool live = dice.chance(250);
            world.calendar.after(at(1, 16), [&phone, live] { phone.sync(live); });
        }
        if (dice.chance(800)) world.calendar.after(at(17, 22), [&phone] { phone.sync(); });
    }
    world.calendar.after(dice.between(1, minute_ms), [&phone] { phone.sync(); });
}

void replace_later(World& world, const RecordId& coach, std::int64_t ms) {
    world.calendar.after(ms, [&world, coach] {
        if (!world.town->up()) return replace_later(world, coach, hour_ms);
        Phone& phone = world.give_phone(coach);
        if (world.stormy()) live_with(world, phone, 2);
    });
}

}  // namespace veldwerk::simulation
