// SPDX-License-Identifier: EUPL-1.2
#include "protocol/merge/merge.hpp"

#include <algorithm>
#include <map>
#include <set>
#include <tuple>

#include "protocol/merge/derived.hpp"
#include "protocol/merge/erasing.hpp"
#include "protocol/records/schema.hpp"

namespace veldwerk {
namespace {

/// A cell's name: which slot, and of a set which element.
struct CellName {
    SlotNumber slot{};
    std::string_view element;
};

/// One cell of a record under change, with what came before to ask.
class CellMerge {
public:
    CellMerge(RecordState& state, CellName name, const History& history)
        : state_(state), name_(name), history_(history), merge_(merge_of(state.type, name.slot)) {}

    void replace(const Stamp& stamp, bool by_act) {
        std::set<Stamp> seen;
        replace(stamp, by_act, seen);
    }
    void add(const Author& by, const std::string& value);
    /// What a rule made of an older request no longer stands: it is derived anew by whoever can.
    void outdate_derived();
    /// True if the stamp was waited for as already replaced; it is no longer.
    [[nodiscard]] std::optional<Replaced> take_early(const Stamp& stamp);
    void rename(const Twins& twins);
    void find_base();

private:
    /// `seen` ends the walk where hostile changes replace each other in a circle.
    void replace(const Stamp& stamp, bool by_act, std::set<Stamp>& seen);
    void await(const Stamp& stamp, bool by_act);
    [[nodiscard]] std::vector<Candidate>::iterator find(const Stamp& stamp);
    /// The stamps a write replaces, with refused ones read through and twins read as the lower.
    [[nodiscard]] std::vector<Stamp> effective_replaces(const Write& write) const;
    void add_effective(const Stamp& stamp, std::set<Stamp>& seen, std::vector<Stamp>& found) const;
    /// All writes of this cell that the stamp's write descends from, with their values. In a slot
    /// of the office only its own: what a device suggested was never in force there.
    [[nodiscard]] std::map<Stamp, std::string> ancestors(const Stamp& stamp) const;
    [[nodiscard]] const Write* write_of(const Recorded& recorded) const {
        return recorded.change.find(state_.id, name_.slot, name_.element);
    }

    RecordState& state_;
    CellName name_;
    const History& history_;
    Merge merge_;
};

bool before(const Candidate& a, const Candidate& b) {
    return std::tie(a.slot, a.element, a.by.stamp) < std::tie(b.slot, b.element, b.by.stamp);
}

bool in_order(const Replaced& a, const Replaced& b) {
    return std::tie(a.slot, a.element, a.stamp) < std::tie(b.slot, b.element, b.stamp);
}

std::vector<Candidate>::iterator CellMerge::find(const Stamp& stamp) {
    return std::find_if(state_.candidates.begin(), state_.candidates.end(),
                        [this, &stamp](const Candidate& candidate) {
                            return candidate.slot == name_.slot && candidate.by.stamp == stamp &&
                                   candidate.element == name_.element;
                        });
}

void CellMerge::replace(const Stamp& stamp, bool by_act, std::set<Stamp>& seen) {
    if (const auto candidate = find(stamp); candidate != state_.candidates.end()) {
        const bool protected_value = merge_ == Merge::office && candidate->by.act && !by_act;
        if (!protected_value) state_.candidates.erase(candidate);
        return;
    }
    if (!seen.insert(stamp).second) return;
    const auto recorded = history_.find(stamp);
    if (!recorded || recorded->standing == Standing::parked) {
        await(stamp, by_act);
    } else if (recorded->standing == Standing::refused) {
        if (const Write* write = write_of(*recorded)) {
            for (const auto& older : write->replaces) replace(older, by_act, seen);
        }
    } else if (recorded->standing == Standing::twin) {
        replace(recorded->twin_of, by_act, seen);
    }
}

/// One mark for each stamp: replaced both by an act and by a device, the act's word is the
/// stronger.
void CellMerge::await(const Stamp& stamp, bool by_act) {
    Replaced early{name_.slot, std::string(name_.element), stamp, by_act};
    const auto at = std::lower_bound(state_.early.begin(), state_.early.end(), early, in_order);
    if (at != state_.early.end() && !in_order(early, *at)) at->by_act = at->by_act || by_act;
    else state_.early.insert(at, std::move(early));
}

std::optional<Replaced> CellMerge::take_early(const Stamp& stamp) {
    const Replaced early{name_.slot, std::string(name_.element), stamp, false};
    const auto at = std::lower_bound(state_.early.begin(), state_.early.end(), early, in_order);
    if (at == state_.early.end() || in_order(early, *at)) return std::nullopt;
    Replaced taken = std::move(*at);
    state_.early.erase(at);
    return taken;
}

void CellMerge::add(const Author& by, const std::string& value) {
    Candidate candidate{name_.slot, std::string(name_.element), value, by};
    const auto at = std::lower_bound(state_.candidates.begin(), state_.candidates.end(), candidate,
                                     before);
    if (at != state_.candidates.end() && !before(candidate, *at)) return;  // already there
    state_.candidates.insert(at, std::move(candidate));
}

void CellMerge::outdate_derived() {
    if (merge_ == Merge::request) set_derived(state_, name_.slot, {});
}

void CellMerge::rename(const Twins& twins) {
    const auto candidate = find(twins.higher);
    if (candidate == state_.candidates.end()) return;
    Candidate renamed = std::move(*candidate);
    state_.candidates.erase(candidate);
    renamed.by.stamp = twins.lower;
    add(renamed.by, renamed.value);
}

void CellMerge::add_effective(const Stamp& stamp, std::set<Stamp>& seen,
                              std::vector<Stamp>& found) const {
    if (!seen.insert(stamp).second) return;
    const auto recorded = history_.find(stamp);
    if (!recorded || recorded->standing == Standing::parked) return;
    if (recorded->standing == Standing::in_effect) {
        found.push_back(stamp);
    } else if (recorded->standing == Standing::twin) {
        add_effective(recorded->twin_of, seen, found);
    } else if (const Write* write = write_of(*recorded)) {
        for (const auto& older : write->replaces) add_effective(older, seen, found);
    }
}

std::vector<Stamp> CellMerge::effective_replaces(const Write& write) const {
    std::set<Stamp> seen;
    std::vector<Stamp> found;
    for (const auto& stamp : write.replaces) add_effective(stamp, seen, found);
    return found;
}

std::map<Stamp, std::string> CellMerge::ancestors(const Stamp& stamp) const {
    std::map<Stamp, std::string> found;
    std::set<Stamp> visited;
    std::vector<Stamp> to_visit{stamp};
    while (!to_visit.empty()) {
        const Stamp next = to_visit.back();
        to_visit.pop_back();
        if (!visited.insert(next).second) continue;
        const auto recorded = history_.find(next);
        const Write* write = recorded ? write_of(*recorded) : nullptr;
        if (write == nullptr) continue;
        const bool counts = merge_ != Merge::office || recorded->change.act != Act::none;
        if (next != stamp && counts) found.emplace(next, write->value);
        const auto older = effective_replaces(*write);
        to_visit.insert(to_visit.end(), older.begin(), older.end());
    }
    return found;
}

/// Only where a person decides is there something to fall back on; elsewhere a rule decides.
void CellMerge::find_base() {
    std::erase_if(state_.bases, [this](const Base& base) { return base.slot == name_.slot; });
    if (merge_ != Merge::contested && merge_ != Merge::office && merge_ != Merge::request) return;
    std::vector<const Candidate*> cell;
    for (const auto& candidate : state_.cell(name_.slot)) {
        if (is_derived(candidate)) continue;
        if (merge_ != Merge::office || candidate.by.act) cell.push_back(&candidate);
    }
    const auto agrees = [&cell](const Candidate* c) { return c->value == cell.front()->value; };
    if (std::all_of(cell.begin(), cell.end(), agrees)) return;

    auto shared = ancestors(cell.front()->by.stamp);
    for (const Candidate* candidate : cell) {
        const auto own = ancestors(candidate->by.stamp);
        std::erase_if(shared, [&own](const auto& entry) { return !own.contains(entry.first); });
    }
    std::set<Stamp> superseded;
    for (const auto& [stamp, value] : shared) {
        for (const auto& [older, unused] : ancestors(stamp)) superseded.insert(older);
    }
    std::erase_if(shared, [&](const auto& entry) { return superseded.contains(entry.first); });
    if (shared.size() != 1) return;
    const auto at = std::find_if(state_.bases.begin(), state_.bases.end(),
                                 [this](const Base& base) { return base.slot > name_.slot; });
    state_.bases.insert(at, Base{name_.slot, shared.begin()->second});
}

/// The history as it will read once the arriving change stands where it is about to stand, so that
/// the walk to a common ancestor sees it.
class WithArrival : public History {
public:
    WithArrival(const History& history, const Change& change, Standing standing)
        : history_(history), change_(change), standing_(standing) {}
    [[nodiscard]] std::optional<Recorded> find(const Stamp& stamp) const override {
        if (stamp == change_.stamp) return Recorded{standing_, change_, {}};
        return history_.find(stamp);
    }

private:
    const History& history_;
    const Change& change_;
    Standing standing_;
};

}  // namespace

void take_effect(RecordState& state, const Change& change, const RecordWrites& writes,
                 const History& history) {
    const WithArrival arrived(history, change, Standing::in_effect);
    const bool by_act = change.act != Act::none;
    const Author author{change.stamp, change.person, change.claimed, by_act};
    for (const auto& write : writes.writes) {
        if (is_erased_element(state.type, write)) continue;
        CellMerge cell(state, {write.slot, write.element}, arrived);
        const auto early = cell.take_early(change.stamp);
        const bool still_stands = early && by_act && !early->by_act &&
                                  merge_of(state.type, write.slot) == Merge::office;
        // Added first: a hostile change that replaces itself, in whatever circle, then does so in
        // every order.
        if (!early || still_stands) cell.add(author, write.value);
        for (const auto& stamp : write.replaces) cell.replace(stamp, by_act);
        cell.outdate_derived();
        cell.find_base();
    }
}

void read_through(RecordState& state, const Change& refused, const RecordWrites& writes,
                  const History& history) {
    const WithArrival arrived(history, refused, Standing::refused);
    for (const auto& write : writes.writes) {
        if (is_erased_element(state.type, write)) continue;
        CellMerge cell(state, {write.slot, write.element}, arrived);
        const auto early = cell.take_early(refused.stamp);
        if (!early) continue;
        for (const auto& older : write.replaces) cell.replace(older, early->by_act);
        cell.find_base();
    }
}

void unite(RecordState& state, const Twins& twins, const RecordWrites& writes,
           const History& history) {
    for (const auto& write : writes.writes) {
        if (is_erased_element(state.type, write)) continue;
        CellMerge cell(state, {write.slot, write.element}, history);
        cell.rename(twins);
        for (const Stamp& stamp : {twins.lower, twins.higher}) {
            if (const auto early = cell.take_early(stamp)) cell.replace(twins.lower, early->by_act);
        }
        cell.find_base();
    }
}

std::vector<Stamp> replaces_of_write(std::span<const Candidate> cell, Merge merge,
                                     const RecordId& person) {
    const bool differ = std::any_of(cell.begin(), cell.end(), [&cell](const Candidate& candidate) {
        return candidate.value != cell.front().value;
    });
    std::vector<Stamp> replaced;
    for (const auto& candidate : cell) {
        const bool others_stay = merge == Merge::contested && differ;
        if (others_stay && candidate.by.person != person) continue;
        if (candidate.by.stamp.counter != 0) replaced.push_back(candidate.by.stamp);
    }
    return replaced;
}

std::vector<Stamp> replaces_of_act(std::span<const Candidate> cell, Merge merge,
                                   const RecordId& person) {
    if (merge != Merge::office) return replaces_of_write(cell, merge, person);
    std::vector<Stamp> replaced;
    for (const auto& candidate : cell) {
        if (candidate.by.act) replaced.push_back(candidate.by.stamp);
    }
    return replaced;
}

}  // namespace veldwerk
