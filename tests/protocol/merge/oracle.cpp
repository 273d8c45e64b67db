// SPDX-License-Identifier: EUPL-1.2
#include "tests/protocol/merge/oracle.hpp"

#include <xxhash.h>

#include <algorithm>
#include <set>

#include "protocol/records/value.hpp"

namespace veldwerk::proof {

Oracle::Oracle(const World& world)
    : world_(world), standing_(world.events.size()), counts_as_(world.events.size()) {
    for (const auto& event : world.events) {
        std::uint32_t same = 0;
        for (std::size_t other = 0; other < world.events.size(); ++other) {
            if (world.events[other].bytes == event.bytes) same |= std::uint32_t{1} << other;
        }
        same_bytes_.push_back(same);
    }
    collect_cells();
}

void Oracle::collect_cells() {
    for (std::size_t event = 0; event < world_.events.size(); ++event) {
        for (const auto& on : world_.events[event].change.records) {
            for (const auto& write : on.writes) {
                auto cell = std::find_if(cells_.begin(), cells_.end(), [&](const Cell& known) {
                    return known.record == on.record && known.slot == write.slot &&
                           known.element == write.element;
                });
                if (cell == cells_.end()) {
                    cells_.push_back({on.type, on.record, write.slot, write.element,
                                      merge_of(on.type, write.slot),
                                      std::vector<const Write*>(world_.events.size())});
                    cell = std::prev(cells_.end());
                }
                cell->writes[event] = &write;
            }
        }
    }
    std::sort(cells_.begin(), cells_.end(), [](const Cell& a, const Cell& b) {
        return std::tie(a.record, a.slot, a.element) < std::tie(b.record, b.slot, b.element);
    });
}

bool Oracle::in_effect(std::size_t event) const {
    return has(event) && standing_[event] == Standing::in_effect;
}

bool Oracle::is_act(std::size_t event) const {
    return world_.events[event].change.act != Act::none;
}

// Refused by its bytes; a twin if the same save came under a lower stamp; parked until every record
// it touches was brought into being by a change in effect.
void Oracle::stand(std::uint32_t arrived) {
    arrived_ = arrived;
    const auto& events = world_.events;
    for (std::size_t event = 0; event < events.size(); ++event) {
        standing_[event] = events[event].refused ? Standing::refused : Standing::parked;
        counts_as_[event] = event;
        if (!has(event) || events[event].refused) continue;
        for (std::size_t other = 0; other < events.size(); ++other) {
            const auto& lowest = events[counts_as_[event]].change.stamp;
            const bool same = (same_bytes_[event] >> other & 1U) != 0;
            if (same && has(other) && !events[other].refused &&
                events[other].change.stamp < lowest) {
                counts_as_[event] = other;
                standing_[event] = Standing::twin;
            }
        }
    }
    std::set<RecordId> there(world_.known.begin(), world_.known.end());
    for (bool moved = true; moved;) {
        moved = false;
        for (std::size_t event = 0; event < events.size(); ++event) {
            if (!has(event) || standing_[event] != Standing::parked) continue;
            const auto& records = events[event].change.records;
            const bool ready = std::all_of(records.begin(), records.end(), [&](const auto& on) {
                return on.creates || there.contains(on.record);
            });
            if (!ready) continue;
            standing_[event] = Standing::in_effect;
            for (const auto& on : records) there.insert(on.record);
            moved = true;
        }
    }
}

void Oracle::reach(const Stamp& stamp, const Cell& cell, std::uint32_t& visited,
                   Reach& found) const {
    std::size_t event = 0;
    while (event < world_.events.size() && world_.events[event].change.stamp != stamp) ++event;
    if (event < world_.events.size() && has(event) && standing_[event] == Standing::twin) {
        event = counts_as_[event];
    }
    const bool here = event < world_.events.size() && has(event);
    if (!here || standing_[event] == Standing::parked) {
        found.awaited.push_back(here ? world_.events[event].change.stamp : stamp);
        return;
    }
    if ((visited >> event & 1U) != 0) return;
    visited |= std::uint32_t{1} << event;
    if (standing_[event] == Standing::in_effect) {
        // Who wrote nothing here cannot be replaced here.
        if (cell.writes[event] != nullptr) found.in_effect |= std::uint32_t{1} << event;
    } else if (const Write* write = cell.writes[event]) {
        for (const auto& older : write->replaces) reach(older, cell, visited, found);
    }
}

Author Oracle::author_of(std::size_t event) const {
    const Change& change = world_.events[event].change;
    return {change.stamp, change.person, change.claimed, is_act(event)};
}

void Oracle::fill(const Cell& cell, RecordState& state) const {
    const std::size_t count = world_.events.size();
    std::vector<Reach> reaches(count);
    std::uint32_t replaced = 0;
    std::map<Stamp, bool> early;  // whether an act is among those that replaced it
    for (std::size_t event = 0; event < count; ++event) {
        if (!in_effect(event) || cell.writes[event] == nullptr) continue;
        std::uint32_t visited = 0;
        for (const auto& stamp : cell.writes[event]->replaces) {
            reach(stamp, cell, visited, reaches[event]);
        }
        for (const auto& stamp : reaches[event].awaited) {
            early[stamp] = early[stamp] || is_act(event);
        }
        for (std::size_t older = 0; older < count; ++older) {
            const bool the_offices_own = cell.merge == Merge::office && is_act(older);
            const bool may = !the_offices_own || is_act(event);
            if ((reaches[event].in_effect >> older & 1U) != 0 && may) replaced |= 1U << older;
        }
    }
    std::vector<Candidate> candidates;
    std::uint32_t candidate_events = 0;
    for (std::size_t event = 0; event < count; ++event) {
        if (!in_effect(event) || cell.writes[event] == nullptr) continue;
        if ((replaced >> event & 1U) != 0) continue;
        candidate_events |= std::uint32_t{1} << event;
        candidates.push_back(
            {cell.slot, cell.element, cell.writes[event]->value, author_of(event)});
    }
    std::sort(candidates.begin(), candidates.end(), [](const Candidate& a, const Candidate& b) {
        return a.by.stamp < b.by.stamp;
    });
    state.candidates.insert(state.candidates.end(), candidates.begin(), candidates.end());
    for (const auto& [stamp, by_act] : early) {
        state.early.push_back({cell.slot, cell.element, stamp, by_act});
    }
    fill_base(cell, candidate_events, reaches, state);
}

// The last value that all candidates descend from. In a slot of the office only its own acts count:
// what a device suggested was never in force there.
void Oracle::fill_base(const Cell& cell, std::uint32_t candidates,
                       const std::vector<Reach>& reaches, RecordState& state) const {
    const bool of_office = cell.merge == Merge::office;
    if (cell.merge != Merge::contested && cell.merge != Merge::request && !of_office) return;
    const std::size_t count = world_.events.size();
    std::vector<std::uint32_t> descends_from(count);
    for (std::size_t event = 0; event < count; ++event) {
        std::uint32_t all = reaches[event].in_effect;
        for (std::uint32_t before = 0; before != all;) {
            before = all;
            for (std::size_t older = 0; older < count; ++older) {
                if ((before >> older & 1U) != 0) all |= reaches[older].in_effect;
            }
        }
        descends_from[event] = all & ~(std::uint32_t{1} << event);
    }
    std::uint32_t shared = ~std::uint32_t{0};
    std::set<std::string> values;
    for (std::size_t event = 0; event < count; ++event) {
        if (of_office && !is_act(event)) shared &= ~(std::uint32_t{1} << event);
        if ((candidates >> event & 1U) == 0 || (of_office && !is_act(event))) continue;
        shared &= descends_from[event];
        values.insert(cell.writes[event]->value);
    }
    if (values.size() < 2) return;
    std::uint32_t last = shared;
    for (std::size_t event = 0; event < count; ++event) {
        if ((shared >> event & 1U) != 0) last &= ~descends_from[event];
    }
    for (std::size_t event = 0; event < count; ++event) {
        if (last == std::uint32_t{1} << event) {
            state.bases.push_back({cell.slot, cell.writes[event]->value});
        }
    }
}

std::map<RecordId, RecordState> Oracle::expect(std::uint32_t arrived) {
    stand(arrived);
    std::map<RecordId, RecordState> states;
    for (const auto& cell : cells_) {
        RecordState& state = states[cell.record];
        state.type = cell.type;
        state.id = cell.record;
        fill(cell, state);
    }
    std::erase_if(states, [](const auto& entry) {
        return entry.second.candidates.empty() && entry.second.early.empty();
    });
    return states;
}

namespace {

std::set<std::string> values_of(std::span<const Candidate> cell, bool acts_only) {
    std::set<std::string> values;
    for (const auto& candidate : cell) {
        if (candidate.by.act || !acts_only) values.insert(candidate.value);
    }
    return values;
}

std::string base_of(const RecordState& state, SlotNumber slot) {
    for (const auto& base : state.bases) {
        if (base.slot == slot) return base.value;
    }
    return {};
}

std::string most_cautious_of(std::span<const Candidate> cell, bool earliest) {
    std::string chosen;
    for (const auto& candidate : cell) {
        const auto number = decode_integer(candidate.value);
        const auto best = decode_integer(chosen);
        if (!number) continue;
        if (!best || (earliest ? *number < *best : *number > *best)) chosen = candidate.value;
    }
    return chosen;
}

std::string latest_of(std::span<const Candidate> cell) {
    const Candidate* latest = &cell.front();
    for (const auto& candidate : cell) {
        const auto& a = candidate.by;
        const auto& b = latest->by;
        if (a.claimed.unix_ms != b.claimed.unix_ms) {
            if (a.claimed.unix_ms > b.claimed.unix_ms) latest = &candidate;
        } else if (a.stamp > b.stamp) {
            latest = &candidate;
        }
    }
    return latest->value;
}

}  // namespace

std::string expected_in_force(const RecordState& state, const Ground& ground) {
    const auto cell = state.cell(ground.slot);
    if (cell.empty()) return {};
    const auto all = values_of(cell, false);
    const auto of_acts = values_of(cell, true);
    switch (ground.merge) {
        case Merge::plain: return latest_of(cell);
        case Merge::cautious:
            return most_cautious_of(
                cell, find_type(ground.type)->slot(ground.slot)[0]->kind == Kind::date);
        case Merge::request:
            if (of_acts.empty()) return most_cautious_of(cell, false);
            [[fallthrough]];
        case Merge::contested:
            if (all.size() == 1) return *all.begin();
            [[fallthrough]];
        case Merge::office:
            return of_acts.size() == 1 ? *of_acts.begin() : base_of(state, ground.slot);
        default: return cell.front().value;
    }
}

std::vector<std::string> expected_elements(const RecordState& state, SlotNumber slot) {
    std::set<std::string> elements;
    for (const auto& candidate : state.candidates) {
        if (candidate.slot == slot && candidate.value == element_present) {
            elements.insert(candidate.element);
        }
    }
    return {elements.begin(), elements.end()};
}

Digest expected_digest(const RecordState& state) {
    __extension__ using Wide = unsigned __int128;
    const auto eight = [](std::uint64_t number) {
        std::string bytes(8, '\0');
        for (auto& byte : bytes) {
            byte = static_cast<char>(number % 256);
            number /= 256;
        }
        return bytes;
    };
    Wide sum = 0;
    for (const auto& candidate : state.candidates) {
        const std::string bytes = std::string(state.id.view()) +
                                  std::string(candidate.by.stamp.writer.view()) +
                                  eight(candidate.by.stamp.counter) + eight(candidate.slot) +
                                  eight(candidate.element.size()) + candidate.element +
                                  candidate.value;
        const auto hash = XXH3_128bits(bytes.data(), bytes.size());
        sum += (Wide{hash.high64} << 64) + hash.low64;
    }
    return {static_cast<std::uint64_t>(sum >> 64), static_cast<std::uint64_t>(sum)};
}

}  // namespace veldwerk::proof
