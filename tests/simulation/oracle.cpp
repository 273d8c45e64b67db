// SPDX-License-Identifier: EUPL-1.2
#include "tests/simulation/oracle.hpp"

#include <algorithm>

#include "protocol/records/slots.hpp"
#include "protocol/records/value.hpp"
#include "tests/simulation/broken_promise.hpp"

namespace veldwerk::simulation {
namespace {

/// The field of an order that names the participant.
constexpr SlotNumber root_of_order = 1;

const Write* write_in(const Change& change, const CellName& cell) {
    for (const auto& record : change.records) {
        if (record.record != cell.record || record.type != cell.type) continue;
        for (const auto& write : record.writes) {
            if (write.slot == cell.slot && write.element == cell.element) return &write;
        }
    }
    return nullptr;
}

bool is_act(const Change& change) { return change.act != Act::none; }

std::set<std::string> values_of(const std::vector<Candidate>& candidates, bool acts_only) {
    std::set<std::string> values;
    for (const auto& candidate : candidates) {
        if (candidate.by.act || !acts_only) values.insert(candidate.value);
    }
    return values;
}

/// Empty is least; of dates the earliest, of everything else the highest.
std::string most_cautious(const std::vector<Candidate>& candidates, bool date) {
    std::optional<std::int64_t> best;
    std::string chosen;
    for (const auto& candidate : candidates) {
        const auto number = decode_integer(candidate.value);
        if (!number || (best && (date ? *number >= *best : *number <= *best))) continue;
        best = number;
        chosen = candidate.value;
    }
    return chosen;
}

bool is_set(TypeNumber type, SlotNumber slot) { return merge_of(type, slot) == Merge::set; }

std::string latest(const std::vector<Candidate>& candidates) {
    const auto* last = &candidates.front();
    for (const auto& candidate : candidates) {
        const auto when = candidate.by.claimed.unix_ms;
        const auto then = last->by.claimed.unix_ms;
        if (when > then || (when == then && candidate.by.stamp > last->by.stamp)) {
            last = &candidate;
        }
    }
    return last->value;
}

}  // namespace

Oracle::Oracle(office::Ledger& ledger) {
    ledger.each_change([&](const office::StoredChange& stored) {
        auto change = decode_change(stored.bytes, stored.stamp);
        promised(change.has_value(), promise::nothing_lost, "a change does not read back");
        entries_[stored.stamp] = {stored, std::move(*change)};
    });
    for (const auto& [stamp, entry] : entries_) {
        const bool takes_effect = entry.stored.standing == Standing::in_effect;
        for (const auto& record : entry.change.records) {
            const RecordType* type = find_type(record.type);
            const Field* root = type->find(type->scope_field);
            for (const auto& write : record.writes) {
                if (root != nullptr && write.slot == root->slot) {
                    roots_[record.record] = write.value;
                }
                if (!takes_effect) continue;
                // What an erasure leaves of a set's elements: nobody writes the empty one.
                if (is_set(record.type, write.slot) && write.element.empty()) continue;
                writers_[{record.type, record.record, write.slot, write.element}].push_back(&entry);
            }
            if (!takes_effect) continue;
            if (record.creates) created_[record.record] = &entry;
            by_type_[record.type].insert(record.record);
            if (record.type != type::erasure_order || !record.creates) continue;
            const Write* participant = write_in(
                entry.change, {record.type, record.record, root_of_order, {}});
            if (participant != nullptr) erased_.insert(*RecordId::from_view(participant->value));
        }
    }
}

const Entry* Oracle::in_effect(const Stamp& stamp) const {
    const auto found = entries_.find(stamp);
    if (found == entries_.end()) return nullptr;
    return found->second.stored.standing == Standing::in_effect ? &found->second : nullptr;
}

std::vector<CellName> Oracle::cells() const {
    std::vector<CellName> names;
    for (const auto& [name, entries] : writers_) names.push_back(name);
    return names;
}

/// What a stamp named in `replaces` comes down to: itself, or through a refused change what that
/// one replaced in the cell.
void Oracle::reach(const Stamp& stamp, const CellName& cell, std::set<Stamp>& visited,
                   std::set<Stamp>& found) const {
    if (!visited.insert(stamp).second) return;
    const auto entry = entries_.find(stamp);
    if (entry == entries_.end()) return;
    const Write* write = write_in(entry->second.change, cell);
    if (write == nullptr) return;
    if (entry->second.stored.standing == Standing::in_effect) found.insert(stamp);
    if (entry->second.stored.standing == Standing::twin) {
        return reach(entry->second.stored.twin_of, cell, visited, found);
    }
    if (entry->second.stored.standing != Standing::refused) return;
    for (const auto& older : write->replaces) reach(older, cell, visited, found);
}

std::set<Stamp> Oracle::replaced_by(const Entry& entry, const CellName& cell) const {
    std::set<Stamp> visited;
    std::set<Stamp> found;
    for (const auto& stamp : write_in(entry.change, cell)->replaces) {
        reach(stamp, cell, visited, found);
    }
    return found;
}

ExpectedCell Oracle::expected(const CellName& cell) const {
    const auto writers = writers_.find(cell);
    if (writers == writers_.end()) return {};
    const bool of_office = merge_of(cell.type, cell.slot) == Merge::office;
    std::set<Stamp> replaced;
    for (const Entry* entry : writers->second) {
        for (const auto& stamp : replaced_by(*entry, cell)) {
            // What a device suggests replaces nothing that the office wrote.
            if (of_office && is_act(entries_.at(stamp).change) && !is_act(entry->change)) continue;
            replaced.insert(stamp);
        }
    }
    ExpectedCell expected;
    for (const Entry* entry : writers->second) {
        const Change& change = entry->change;
        if (replaced.contains(change.stamp)) continue;
        expected.candidates.push_back(
            {cell.slot, cell.element, write_in(change, cell)->value,
             {change.stamp, change.person, change.claimed, is_act(change)}});
    }
    expected.base = base_of(cell, expected.candidates);
    return expected;
}

std::optional<std::string> Oracle::base_of(const CellName& cell,
                                           const std::vector<Candidate>& candidates) const {
    const Merge merge = merge_of(cell.type, cell.slot);
    const bool of_office = merge == Merge::office;
    if (merge != Merge::contested && merge != Merge::request && !of_office) return std::nullopt;
    if (values_of(candidates, of_office).size() < 2) return std::nullopt;
    const auto ancestors = [&](const Stamp& stamp) {
        std::set<Stamp> all;
        std::vector<Stamp> ahead{stamp};
        while (!ahead.empty()) {
            const Entry* entry = in_effect(ahead.back());
            ahead.pop_back();
            if (entry == nullptr) continue;
            for (const auto& older : replaced_by(*entry, cell)) {
                if (older != stamp && all.insert(older).second) ahead.push_back(older);
            }
        }
        return all;
    };
    std::optional<std::set<Stamp>> shared;
    for (const auto& candidate : candidates) {
        if (of_office && !candidate.by.act) continue;
        auto own = ancestors(candidate.by.stamp);
        if (shared) std::erase_if(own, [&](const Stamp& s) { return !shared->contains(s); });
        shared = std::move(own);
    }
    if (of_office) {
        std::erase_if(*shared, [&](const Stamp& s) { return !is_act(entries_.at(s).change); });
    }
    std::set<Stamp> last = *shared;
    for (const auto& stamp : *shared) {
        for (const auto& older : ancestors(stamp)) last.erase(older);
    }
    if (last.size() != 1) return std::nullopt;
    return write_in(entries_.at(*last.begin()).change, cell)->value;
}

std::string Oracle::in_force(TypeNumber type, const RecordId& record, SlotNumber slot) const {
    const ExpectedCell cell = expected({type, record, slot, {}});
    if (cell.candidates.empty()) return {};
    const auto all = values_of(cell.candidates, false);
    const auto of_acts = values_of(cell.candidates, true);
    const bool date = find_type(type)->slot(slot).front()->kind == Kind::date;
    switch (merge_of(type, slot)) {
        case Merge::plain: return latest(cell.candidates);
        case Merge::cautious: return most_cautious(cell.candidates, date);
        case Merge::request:
            if (of_acts.empty()) return most_cautious(cell.candidates, false);
            [[fallthrough]];
        case Merge::contested:
            if (all.size() == 1) return *all.begin();
            [[fallthrough]];
        case Merge::office:
            return of_acts.size() == 1 ? *of_acts.begin() : cell.base.value_or(std::string{});
        default: return cell.candidates.front().value;
    }
}

std::string Oracle::in_force(TypeNumber type, const RecordId& record,
                             std::string_view name) const {
    const Field& field = *find_type(type)->find(name);
    return field_of_slot(field, in_force(type, record, field.slot));
}

std::set<std::string> Oracle::elements(TypeNumber type, const RecordId& record,
                                       SlotNumber slot) const {
    std::set<std::string> elements;
    for (auto cell = writers_.lower_bound({type, record, slot, {}});
         cell != writers_.end() && cell->first.record == record && cell->first.slot == slot;
         ++cell) {
        for (const auto& candidate : expected(cell->first).candidates) {
            if (!candidate.value.empty()) elements.insert(cell->first.element);
        }
    }
    return elements;
}

const std::set<RecordId>& Oracle::records(TypeNumber type) const {
    static const std::set<RecordId> none;
    const auto found = by_type_.find(type);
    return found == by_type_.end() ? none : found->second;
}

std::optional<RecordId> Oracle::participant_of(TypeNumber type, const RecordId& record) const {
    const RecordType* of = find_type(type);
    if (of->scope != Scope::participant) return std::nullopt;
    if (type == type::participant) return record;
    const auto root = roots_.find(record);
    if (root == roots_.end()) return std::nullopt;
    const auto above = RecordId::from_view(root->second);
    const Field* field = of->find(of->scope_field);
    return above ? participant_of(field->target, *above) : std::nullopt;
}

const Entry* Oracle::creation_of(const RecordId& record) const {
    const auto found = created_.find(record);
    return found == created_.end() ? nullptr : found->second;
}

}  // namespace veldwerk::simulation
