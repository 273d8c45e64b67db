// SPDX-License-Identifier: EUPL-1.2
// Days without a decision, computed anew from the observations in the history: who was superseded
// by himself no longer counts; what is left agrees within a quarter of an hour and then the
// strongest source with the most minutes is established, or the day is disputed; unauthorised
// absence is never established by rule. Days that rest on more than that (planned absences, other
// placements of the participant) are left to the tests of the rule itself.
#include <algorithm>
#include <tuple>

#include "daemon/office/settings.hpp"
#include "protocol/records/value.hpp"
#include "protocol/records/vocabulary.hpp"
#include "protocol/rules/day.hpp"
#include "tests/simulation/broken_promise.hpp"
#include "tests/simulation/promises.hpp"

namespace veldwerk::simulation {
namespace {

constexpr std::int64_t tolerance_minutes = 15;

struct Seen {
    RecordId id;
    RecordId person;
    Stamp stamp;
    std::int64_t source{};
    bool confirmed{};
    std::vector<Part> parts;
    std::set<std::string> supersedes;
};
using SeenOfDay = std::map<std::pair<RecordId, CivilDate>, std::vector<Seen>>;

SeenOfDay all_seen(const Oracle& oracle) {
    SeenOfDay days;
    const SlotNumber supersedes = find_type(type::observation)->find("supersedes")->slot;
    for (const auto& id : oracle.records(type::observation)) {
        const auto value = [&](std::string_view field) {
            return oracle.in_force(type::observation, id, field);
        };
        const Change& change = oracle.creation_of(id)->change;
        Seen seen{id, change.person, change.stamp, decode_integer(value("source")).value_or(0),
                  decode_integer(value("confirmed")).value_or(0) != 0,
                  decode_parts(value("parts")).value_or(std::vector<Part>{}),
                  oracle.elements(type::observation, id, supersedes)};
        const auto placement = RecordId::from_view(value("placement"));
        days[{*placement, *decode_date(value("date"))}].push_back(std::move(seen));
    }
    return days;
}

std::vector<Seen> that_count(const std::vector<Seen>& all) {
    std::vector<Seen> counting;
    for (const auto& one : all) {
        const bool superseded = std::any_of(all.begin(), all.end(), [&one](const Seen& other) {
            return other.id != one.id && other.person == one.person &&
                   other.supersedes.contains(std::string(one.id.view()));
        });
        if (!superseded && !one.parts.empty()) counting.push_back(one);
    }
    return counting;
}

bool agree(const std::vector<Seen>& seen) {
    std::map<std::int64_t, std::vector<std::int64_t>> minutes;
    for (const auto& one : seen) {
        for (const auto& part : one.parts) minutes[part.status].push_back(part.minutes);
    }
    return std::all_of(minutes.begin(), minutes.end(), [&seen](const auto& status) {
        const auto [least, most] =
            std::minmax_element(status.second.begin(), status.second.end());
        return status.second.size() == seen.size() && *most - *least <= tolerance_minutes;
    });
}

bool any_unauthorised(const std::vector<Seen>& seen) {
    return std::any_of(seen.begin(), seen.end(), [](const Seen& one) {
        return std::any_of(one.parts.begin(), one.parts.end(), [](const Part& part) {
            return part.status == attendance::unauthorised_absence;
        });
    });
}

/// Scheduled minutes of the day; nothing outside the dates. The employers here keep no holidays.
std::optional<std::int64_t> scheduled(const Oracle& oracle, const RecordId& placement,
                                      CivilDate date) {
    const auto value = [&](std::string_view field) {
        return oracle.in_force(type::placement, placement, field);
    };
    const auto start = decode_date(value("start"));
    const auto end = decode_date(value("end"));
    if (!start || date < *start || (end && *end < date)) return std::nullopt;
    const auto off = decode_spans(value("interruptions")).value_or(std::vector<DateSpan>{});
    for (const auto& span : off) {
        if (span.first <= date && date <= span.last) return 0;
    }
    std::int64_t minutes = 0;
    for (const auto& entry : decode_schedule(value("schedule")).value_or(
             std::vector<ScheduleEntry>{})) {
        if (!entry.from || *entry.from <= date) {
            minutes = entry.minutes[static_cast<std::size_t>(date.weekday())];
        }
    }
    return minutes;
}

std::int64_t total(const std::vector<Part>& parts) {
    std::int64_t minutes = 0;
    for (const auto& part : parts) minutes += part.minutes;
    return minutes;
}

/// What the naive rule cannot say alone.
std::set<RecordId> placements_with_more(const Oracle& oracle) {
    std::set<RecordId> more;
    for (const auto& id : oracle.records(type::planned_absence)) {
        const auto placement = oracle.in_force(type::planned_absence, id, "placement");
        more.insert(RecordId::from_view(placement).value());
    }
    std::map<std::string, std::vector<RecordId>> of_participant;
    for (const auto& id : oracle.records(type::placement)) {
        of_participant[oracle.in_force(type::placement, id, "participant")].push_back(id);
    }
    for (const auto& id : oracle.records(type::placement)) {
        // Where it stands is not days' business; what was seen of a withdrawn one is left out.
        const auto state = decode_integer(oracle.in_force(type::placement, id, "state"));
        if (state == placement_state::withdrawn) more.insert(id);
    }
    for (const auto& [participant, placements] : of_participant) {
        if (placements.size() > 1) more.insert(placements.begin(), placements.end());
    }
    return more;
}

std::set<std::pair<RecordId, CivilDate>> decided_days(const Oracle& oracle) {
    std::set<std::pair<RecordId, CivilDate>> days;
    for (const auto& id : oracle.records(type::decision)) {
        const auto date = decode_date(oracle.in_force(type::decision, id, "date"));
        const auto record = RecordId::from_view(oracle.in_force(type::decision, id, "record"));
        if (date && record) days.emplace(*record, *date);
    }
    return days;
}

}  // namespace

void ask_established_days(World& world, const Oracle& oracle) {
    const auto more = placements_with_more(oracle);
    const auto decided = decided_days(oracle);
    for (const auto& [day, all] : all_seen(oracle)) {
        const auto& [placement, date] = day;
        if (more.contains(placement) || decided.contains(day)) continue;
        if (!world.town->ledger().granted(placement)) continue;
        const auto seen = that_count(all);
        const auto planned = scheduled(oracle, placement, date);
        const bool unusual = !planned || *planned == 0;
        const bool confirmed = std::all_of(seen.begin(), seen.end(),
                                           [](const Seen& one) { return one.confirmed; });
        const bool over = !seen.empty() && total(seen.front().parts) > 1440;
        const bool by_rule =
            agree(seen) && !any_unauthorised(seen) && (!unusual || confirmed) && !over;
        const auto record = world.town->ledger().load(type::established_day,
                                                      established_day_id(placement, date));
        const std::string name = "the day " + date.text() + " of " + placement.text();
        promised(record.has_value() == !seen.empty(), promise::established,
                 name + (record ? " stands, and nobody saw anything" : " is not there"));
        if (!record) continue;
        world.chronicle.count(by_rule ? "days established" : "days disputed");
        const auto basis = decode_integer(office::field_in_force(record->state, "basis"));
        promised(basis == (by_rule ? day_basis::rule : day_basis::disputed), promise::established,
                 name + (by_rule ? " is not established, and all agree"
                                 : " is established, and a person should decide"));
        if (!by_rule) continue;
        const auto best = std::max_element(
            seen.begin(), seen.end(), [](const Seen& a, const Seen& b) {
                return std::tuple(a.source, total(a.parts), b.stamp) <
                       std::tuple(b.source, total(b.parts), a.stamp);
            });
        promised(office::field_in_force(record->state, "parts") == encode_parts(best->parts),
                 promise::established, name + " has another value than the strongest");
    }
}

}  // namespace veldwerk::simulation
