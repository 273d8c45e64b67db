// SPDX-License-Identifier: EUPL-1.2
#include "protocol/merge/in_force.hpp"

#include <algorithm>
#include <optional>
#include <tuple>

#include "protocol/merge/derived.hpp"
#include "protocol/records/slots.hpp"
#include "protocol/records/value.hpp"

namespace veldwerk {
namespace {

using Cell = std::span<const Candidate>;

bool values_agree(Cell cell) {
    return std::all_of(cell.begin(), cell.end(), [&cell](const Candidate& candidate) {
        return candidate.value == cell.front().value;
    });
}

/// The latest by claimed time, then writer, then counter: only `plain` fields are settled by time.
const Candidate* latest(Cell cell) {
    const auto later = [](const Candidate& a, const Candidate& b) {
        return std::tie(a.by.claimed, a.by.stamp) < std::tie(b.by.claimed, b.by.stamp);
    };
    return &*std::max_element(cell.begin(), cell.end(), later);
}

/// Vocabulary and number: the highest. A date (of a withdrawal): the earliest; empty is least.
const Candidate* most_cautious(Cell cell, bool is_date) {
    const auto less_cautious = [is_date](const Candidate& a, const Candidate& b) {
        const auto left = decode_integer(a.value);
        const auto right = decode_integer(b.value);
        if (!left || !right) return !left && right.has_value();
        return is_date ? *left > *right : *left < *right;
    };
    return &*std::max_element(cell.begin(), cell.end(), less_cautious);
}

/// The one written by an act, if exactly one was; else, if all agree, any; else nobody wins.
const Candidate* contested_winner(Cell cell) {
    if (values_agree(cell)) return &cell.front();
    const Candidate* by_act = nullptr;
    for (const auto& candidate : cell) {
        if (!candidate.by.act) continue;
        if (by_act != nullptr && by_act->value != candidate.value) return nullptr;
        by_act = &candidate;
    }
    return by_act;
}

bool any_act(Cell cell) {
    return std::any_of(cell.begin(), cell.end(), [](const Candidate& c) { return c.by.act; });
}

std::vector<Candidate> acts_of(Cell cell) {
    std::vector<Candidate> acts;
    std::copy_if(cell.begin(), cell.end(), std::back_inserter(acts),
                 [](const Candidate& candidate) { return candidate.by.act; });
    return acts;
}

bool is_date_slot(TypeNumber type, SlotNumber slot) {
    const RecordType* record_type = find_type(type);
    const Field* field = record_type == nullptr ? nullptr : record_type->find(slot);
    return field != nullptr && field->kind == Kind::date;
}

const Candidate* office_winner(Cell cell) {
    const Candidate* only = nullptr;
    for (const auto& candidate : cell) {
        if (!candidate.by.act && candidate.by.stamp.counter != 0) continue;
        if (only != nullptr && only->value != candidate.value) return nullptr;
        only = &candidate;
    }
    return only;
}

}  // namespace

const Candidate* winner(const RecordState& state, SlotNumber slot) {
    const Cell cell = state.cell(slot);
    const bool derived = !cell.empty() && is_derived(cell.front());
    if (derived && merge_of(state.type, slot) == Merge::request) return &cell.front();
    return winner_as_written(state, slot);
}

const Candidate* winner_as_written(const RecordState& state, SlotNumber slot) {
    const Merge merge = merge_of(state.type, slot);
    const Cell cell = merge == Merge::request ? written(state.cell(slot)) : state.cell(slot);
    if (cell.empty()) return nullptr;
    switch (merge) {
        case Merge::fact: return &cell.front();
        case Merge::set: return nullptr;
        case Merge::plain: return latest(cell);
        case Merge::contested: return contested_winner(cell);
        case Merge::cautious: return most_cautious(cell, is_date_slot(state.type, slot));
        case Merge::request:
            return any_act(cell) ? contested_winner(cell) : most_cautious(cell, false);
        case Merge::office: return office_winner(cell);
    }
    return nullptr;
}

std::string in_force(const RecordState& state, SlotNumber slot) {
    if (const Candidate* candidate = winner(state, slot)) return candidate->value;
    if (const Base* base = state.base(slot)) return base->value;
    return {};
}

std::string in_force_as_written(const RecordState& state, SlotNumber slot) {
    if (const Candidate* candidate = winner_as_written(state, slot)) return candidate->value;
    if (const Base* base = state.base(slot)) return base->value;
    return {};
}

std::string value_in_force(const RecordState& state, const Field& field) {
    return field_of_slot(field, in_force(state, field.slot));
}

std::vector<std::string> elements_in_force(const RecordState& state, SlotNumber slot) {
    std::vector<std::string> elements;
    for (const auto& candidate : state.slot(slot)) {
        if (candidate.value.empty()) continue;
        if (elements.empty() || elements.back() != candidate.element) {
            elements.push_back(candidate.element);
        }
    }
    return elements;
}

bool in_review(const RecordState& state, SlotNumber slot) {
    const Merge merge = merge_of(state.type, slot);
    const Cell cell = merge == Merge::request ? written(state.cell(slot)) : state.cell(slot);
    if (cell.size() < 2) return false;
    switch (merge) {
        case Merge::contested: return !values_agree(cell);
        case Merge::request: return any_act(cell) && !values_agree(cell);
        case Merge::office: {
            const auto acts = acts_of(cell);
            return acts.size() > 1 && !values_agree(acts);
        }
        default: return false;
    }
}

std::vector<Candidate> suggestions(const RecordState& state, SlotNumber slot) {
    std::vector<Candidate> suggested;
    if (merge_of(state.type, slot) != Merge::office) return suggested;
    const std::string now = in_force(state, slot);
    for (const auto& candidate : state.cell(slot)) {
        const bool by_device = !candidate.by.act && candidate.by.stamp.counter != 0;
        if (by_device && candidate.value != now) suggested.push_back(candidate);
    }
    return suggested;
}

}  // namespace veldwerk
