// SPDX-License-Identifier: EUPL-1.2
#include "tests/protocol/merge/small_office.hpp"

#include <algorithm>

namespace veldwerk::proof {

SmallOffice::SmallOffice(const World& world, Flaw flaw)
    : flaw_(flaw), there_(world.known.begin(), world.known.end()) {}

std::optional<Recorded> SmallOffice::find(const Stamp& stamp) const {
    const auto found = entries_.find(stamp);
    if (found == entries_.end()) return std::nullopt;
    const Entry& entry = found->second;
    if (flaw_ == Flaw::no_read_through && entry.standing == Standing::refused) return std::nullopt;
    return Recorded{entry.standing, entry.event->change, entry.twin_of};
}

std::optional<Standing> SmallOffice::standing(const Stamp& stamp) const {
    const auto found = entries_.find(stamp);
    if (found == entries_.end()) return std::nullopt;
    return found->second.standing;
}

bool SmallOffice::operator==(const SmallOffice& other) const {
    return there_ == other.there_ && entries_ == other.entries_ && states_ == other.states_;
}

RecordState& SmallOffice::state_of(const RecordWrites& on) {
    RecordState& state = states_[on.record];
    state.type = on.type;
    state.id = on.record;
    return state;
}

bool SmallOffice::ready(const Change& change) const {
    if (flaw_ == Flaw::parks_nothing) return true;
    return std::all_of(change.records.begin(), change.records.end(), [this](const auto& on) {
        return on.creates || there_.contains(on.record);
    });
}

std::optional<Stamp> SmallOffice::counting_twin(const Event& event) const {
    if (flaw_ == Flaw::keeps_twins_apart) return std::nullopt;
    for (const auto& [stamp, entry] : entries_) {
        const bool counts = entry.standing == Standing::in_effect ||
                            entry.standing == Standing::parked;
        if (counts && entry.event->change.id == event.change.id &&
            entry.event->bytes == event.bytes) {
            return stamp;
        }
    }
    return std::nullopt;
}

void SmallOffice::arrive(const Event& event) {
    const Change& change = event.change;
    if (entries_.contains(change.stamp)) return;
    if (event.refused) {
        entries_[change.stamp] = {Standing::refused, &event, {}};
        for (const auto& on : change.records) {
            if (states_.contains(on.record)) read_through(state_of(on), change, on, *this);
        }
    } else if (const auto counting = counting_twin(event)) {
        become_twins(event, *counting);
    } else {
        entries_[change.stamp] = {Standing::parked, &event, {}};
        release_parked();
    }
    apply_flaw();
    std::erase_if(states_, [](const auto& entry) {
        return entry.second.candidates.empty() && entry.second.early.empty();
    });
}

void SmallOffice::become_twins(const Event& event, const Stamp& counting) {
    const Stamp lower = std::min(counting, event.change.stamp);
    const Stamp higher = std::max(counting, event.change.stamp);
    const Standing standing = entries_[counting].standing;
    entries_[event.change.stamp].event = &event;
    entries_[lower].standing = standing;
    entries_[higher].standing = Standing::twin;
    entries_[higher].twin_of = lower;
    for (auto& [stamp, entry] : entries_) {
        if (entry.standing == Standing::twin && entry.twin_of == higher) entry.twin_of = lower;
    }
    for (const auto& on : event.change.records) {
        if (states_.contains(on.record)) unite(state_of(on), {lower, higher}, on, *this);
    }
}

void SmallOffice::take_effect_now(Entry& entry) {
    entry.standing = Standing::in_effect;
    for (const auto& on : entry.event->change.records) {
        there_.insert(on.record);
        RecordState& state = state_of(on);
        if (flaw_ == Flaw::last_arrival_wins) state.candidates.clear();
        take_effect(state, entry.event->change, on, *this);
        if (flaw_ != Flaw::devices_overrule_office) continue;
        for (const auto& write : on.writes) {
            std::erase_if(state.candidates, [&write](const Candidate& candidate) {
                return std::find(write.replaces.begin(), write.replaces.end(),
                                 candidate.by.stamp) != write.replaces.end();
            });
        }
    }
}

void SmallOffice::release_parked() {
    for (bool moved = true; moved;) {
        moved = false;
        for (auto& [stamp, entry] : entries_) {
            if (entry.standing != Standing::parked || !ready(entry.event->change)) continue;
            take_effect_now(entry);
            moved = true;
        }
    }
}

void SmallOffice::apply_flaw() {
    if (flaw_ != Flaw::forgets_early_marks) return;
    for (auto& [id, state] : states_) state.early.clear();
}

}  // namespace veldwerk::proof
