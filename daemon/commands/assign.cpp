// SPDX-License-Identifier: EUPL-1.2
// `assign`: gives a participant to a coach, for a while or until further notice; or tells what it
// would mean for each device.
#include <nlohmann/json.hpp>

#include <set>

#include "daemon/commands/commands.hpp"
#include "daemon/office/acting.hpp"
#include "daemon/office/caseload.hpp"
#include "daemon/office/devices.hpp"
#include "daemon/office/naming.hpp"

namespace veldwerk::office {
namespace {

carriage::RecordEdit edit_of(const Given& given) {
    carriage::RecordEdit edit{.type = "assignment", .record = {}, .version = {}, .fields = {},
                              .create_as = {}};
    const auto add = [&](const char* field, const std::string& value) {
        if (!value.empty()) edit.fields.push_back({.field = field, .values = {value}});
    };
    add("participant", given.text("--participant"));
    add("coach", given.text("--coach"));
    add("role", given.has("--role") ? given.text("--role") : "main");
    add("from", given.text("--from"));
    add("to", given.text("--to"));
    return edit;
}

/// What devices may hold changes on this day.
struct Turn {
    CivilDate on;
    RecordId coach;
    RecordId participant;
    bool gains{};
};

/// Undoes what was tried.
struct Tried : std::exception {};

/// The days on which an assignment begins to count, or no longer does, from today on.
std::vector<CivilDate> days_that_matter(const Given& given, CivilDate today) {
    std::set<CivilDate> days{today};
    const auto from = parse_date(given.text("--from"));
    const auto to = parse_date(given.text("--to"));
    if (from && today < *from) days.insert(*from);
    if (to && today <= *to) days.insert(to->plus(1));
    return {days.begin(), days.end()};
}

void compare(const std::set<std::pair<RecordId, RecordId>>& before,
             const std::set<std::pair<RecordId, RecordId>>& after, CivilDate day,
             std::vector<Turn>& turns) {
    for (const auto& pair : after) {
        if (!before.contains(pair)) turns.push_back({day, pair.first, pair.second, true});
    }
    for (const auto& pair : before) {
        if (!after.contains(pair)) turns.push_back({day, pair.first, pair.second, false});
    }
}

Result<std::vector<Turn>> try_assignment(Context& context, const Given& given,
                                         const RecordId& person) {
    Office& office = context.office();
    Ledger& ledger = office.ledger();
    const auto days = days_that_matter(given, office.today());
    Result<std::vector<Turn>> turns = std::vector<Turn>{};
    try {
        office.transact([&] {
            auto before = held_on(ledger, days.front());
            std::vector<std::set<std::pair<RecordId, RecordId>>> without;
            for (const auto day : days) without.push_back(held_on(ledger, day));
            Acting acting(office);
            const auto taken = acting.take(
                {.act = Act::assign, .person = person, .edits = {edit_of(given)}});
            if (!taken) {
                turns = tl::unexpected<Error>(taken.error());
                throw Tried{};
            }
            acting.finish();
            auto last = std::move(before);
            for (std::size_t i = 0; i < days.size(); ++i) {
                auto after = held_on(ledger, days[i]);
                std::vector<Turn> all;
                compare(last, after, days[i], all);
                for (const auto& turn : all) {
                    // What the other assignments do on that day is not this one's doing.
                    const std::pair pair{turn.coach, turn.participant};
                    const auto& earlier = without[i == 0 ? 0 : i - 1];
                    const bool by_others = earlier.contains(pair) != without[i].contains(pair);
                    if (!by_others) turns->push_back(turn);
                }
                last = std::move(after);
            }
            throw Tried{};
        });
    } catch (const Tried&) {
        // As intended: nothing of it stays.
    }
    return turns;
}

/// For each device that is in use, what it would gain and lose, and when.
Result<void> tell_turns(Context& context, const Given& given) {
    const auto person = context.person();
    if (!person) return tl::unexpected<Error>(person.error());
    const auto turns = try_assignment(context, given, *person);
    if (!turns) return tl::unexpected<Error>(turns.error());
    Office& office = context.office();
    std::vector<carriage::TableRow> rows;
    for (const auto& device : devices_on(office.ledger(), office.today())) {
        const bool in_use = device.state == "active" || device.state == "overdue" ||
                            device.state == "blocked";
        if (!in_use) continue;
        for (const auto& turn : *turns) {
            if (turn.coach != device.coach) continue;
            const std::string participant =
                label_of(office.ledger(), type::participant, turn.participant);
            const char* word = turn.gains ? "gains" : "loses";
            rows.push_back({device.coach_name, device.id.text().substr(28), turn.on.text(), word,
                            participant});
            if (!context.json()) continue;
            context.print({{"device", device.id.text()}, {"coach", device.coach.text()},
                           {"on", turn.on.text()}, {"change", word},
                           {"participant", participant}});
        }
    }
    if (context.json()) return {};
    if (rows.empty()) {
        context.tell("No device would gain or lose anything.");
    } else {
        context.print({"coach", "device", "on", "", "participant"}, rows);
        context.tell("Who loses somebody sends what is unsent first, and purges then.");
    }
    return {};
}

Result<void> assign(Context& context, const Given& given) {
    if (given.has("--dry-run")) return tell_turns(context, given);
    const auto id = context.act(edit_of(given), Act::assign);
    if (!id) return tl::unexpected<Error>(id.error());
    if (context.json()) {
        context.print({{"id", id->text()}});
    } else {
        context.tell(id->text());
    }
    return {};
}

}  // namespace

Command assign_command() {
    return {.name = "assign",
            .meaning = "give a participant to a coach",
            .parameters = {{"--participant", "id, code or tail", Takes::word, true},
                           {"--coach", "id, code or tail", Takes::word, true},
                           {"--role", "main (without it) or substitute"},
                           {"--from", "first day; without it from now on"},
                           {"--to", "last day; without it until further notice"},
                           {"--dry-run", "say what each device would gain and lose",
                            Takes::nothing}},
            .run = assign,
            .verbs = {},
            .audited = true};
}

}  // namespace veldwerk::office
