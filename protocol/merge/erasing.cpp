// SPDX-License-Identifier: EUPL-1.2
#include "protocol/merge/erasing.hpp"

#include <algorithm>
#include <map>

#include "protocol/merge/in_force.hpp"
#include "protocol/records/value.hpp"
#include "protocol/wire/limits.hpp"

namespace veldwerk {
namespace {

bool is_set(TypeNumber type, SlotNumber slot) { return merge_of(type, slot) == Merge::set; }

bool is_unknown(TypeNumber type, SlotNumber slot) { return find_type(type)->slot(slot).empty(); }

/// What is left of the writes to one record.
std::vector<Write> emptied(const RecordWrites& record) {
    std::vector<Write> left;
    std::map<SlotNumber, std::size_t> sets;  // where the one write of a set stands
    for (const auto& write : record.writes) {
        if (!is_erasable(record.type, write.slot)) {
            left.push_back(write);
        } else if (is_unknown(record.type, write.slot)) {
            continue;
        } else if (!is_set(record.type, write.slot)) {
            // Outside a set an element names nothing: only a forger writes one, and it may say all.
            if (write.element.empty()) left.push_back({write.slot, {}, {}, write.replaces});
        } else if (const auto [at, is_new] = sets.try_emplace(write.slot, left.size()); is_new) {
            left.push_back({write.slot, {}, {}, write.replaces});
        } else {
            auto& all = left[at->second].replaces;
            all.insert(all.end(), write.replaces.begin(), write.replaces.end());
        }
    }
    for (const auto& [slot, at] : sets) {
        auto& all = left[at].replaces;
        std::sort(all.begin(), all.end());
        all.erase(std::unique(all.begin(), all.end()), all.end());
        all.resize(std::min(all.size(), limits::replaces_per_write_max));  // nobody merges them
    }
    return left;
}

/// From a record to the one that gives it its scope, to the participant: no path of the schema is
/// longer. It ends the walk where hostile changes point in a circle.
constexpr int steps_max = 4;

std::optional<RecordId> follow(const Change& change, const RecordWrites& record,
                               const ParticipantLookup& lookup, int steps) {
    if (const auto known = lookup(record.type, record.record)) return known;
    const RecordType* type = find_type(record.type);
    if (type == nullptr || type->scope != Scope::participant || steps == 0) return std::nullopt;
    if (type->scope_field == 0) return record.record;
    const Field& path = *type->find(type->scope_field);
    for (const auto& write : record.writes) {
        const auto next = RecordId::from_view(write.value);
        if (write.slot != path.slot || !next) continue;
        if (path.target == type::participant) return next;
        for (const auto& other : change.records) {
            if (other.record == *next) return follow(change, other, lookup, steps - 1);
        }
        return lookup(path.target, *next);
    }
    return std::nullopt;
}

}  // namespace

std::optional<RecordId> participant_of(const Change& change, const RecordWrites& record,
                                       const ParticipantLookup& lookup) {
    return follow(change, record, lookup, steps_max);
}

bool is_erasable(TypeNumber type, SlotNumber slot) {
    const RecordType* record_type = find_type(type);
    if (record_type == nullptr) return false;
    const auto fields = record_type->slot(slot);
    return std::all_of(fields.begin(), fields.end(), [](const Field* field) {
        return field->erasure == Erasure::erase;
    });
}

bool erase_values(Change& change, const IsErased& is_erased) {
    bool moved = false;
    for (auto& record : change.records) {
        const bool any = std::any_of(
            record.writes.begin(), record.writes.end(),
            [&record](const Write& write) { return is_erasable(record.type, write.slot); });
        if (!any || !is_erased(record)) continue;
        auto left = emptied(record);
        if (left == record.writes) continue;
        record.writes = std::move(left);
        moved = true;
    }
    return moved;
}

bool erase_values(RecordState& state) {
    const RecordState before = state;
    const auto vanishes = [&state](const auto& one) {
        return is_erasable(state.type, one.slot) &&
               (!one.element.empty() || is_unknown(state.type, one.slot));
    };
    std::erase_if(state.candidates, vanishes);
    std::erase_if(state.early, vanishes);
    std::erase_if(state.bases,
                  [&state](const Base& base) { return is_erasable(state.type, base.slot); });
    for (auto& candidate : state.candidates) {
        if (is_erasable(state.type, candidate.slot)) candidate.value.clear();
    }
    return !(state == before);
}

bool is_erased_element(TypeNumber type, const Write& write) {
    return write.element.empty() && is_set(type, write.slot);
}

bool is_in_force(const RecordState& erasure_order) {
    const Field& state = *find_type(type::erasure_order)->find("state");
    return decode_integer(value_in_force(erasure_order, state)).value_or(0) >=
           erasure_state::ordered;
}

std::string told_erasure(const RecordState& erasure_order) {
    const Field& state = *find_type(type::erasure_order)->find("state");
    const Candidate* ordered = winner(erasure_order, state.slot);
    std::string text = "Erased by order " + erasure_order.id.text().substr(28);
    if (ordered != nullptr) {
        std::string time = amsterdam_time(ordered->by.claimed).text();
        std::replace(time.begin(), time.end(), 'T', ' ');
        text += " on " + time;
    }
    return text + '.';
}

}  // namespace veldwerk
