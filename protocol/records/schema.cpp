// SPDX-License-Identifier: EUPL-1.2
// The rooms of the schema put together, and indexes over them that are built once: types by number,
// fields by number (from 1 without gaps), types by name, the fields of each slot together.
#include "protocol/records/schema.hpp"

#include <algorithm>
#include <unordered_map>
#include <vector>

#include "protocol/records/result.hpp"
#include "protocol/records/schema_tables.hpp"

namespace veldwerk {
namespace {

struct Slots {
    std::vector<const Field*> fields;  ///< by slot, then by number
    std::unordered_map<SlotNumber, std::span<const Field* const>> by_slot;
};

struct Index {
    std::vector<RecordType> types;
    std::vector<Slots> slots;  ///< beside `types`
    std::vector<std::size_t> places;  ///< by number: one more than the place in `types`; 0: none
    std::unordered_map<std::string_view, const RecordType*> by_name;

    [[nodiscard]] std::size_t place(TypeNumber number) const {
        return number < places.size() ? places[number] : 0;
    }
};

Slots slots_of(const RecordType& type) {
    Slots slots;
    for (const Field& field : type.fields) slots.fields.push_back(&field);
    std::stable_sort(slots.fields.begin(), slots.fields.end(),
                     [](const Field* a, const Field* b) { return a->slot < b->slot; });
    const std::span<const Field* const> all(slots.fields);
    for (std::size_t first = 0; first < all.size();) {
        std::size_t end = first + 1;
        while (end < all.size() && all[end]->slot == all[first]->slot) ++end;
        slots.by_slot.emplace(all[first]->slot, all.subspan(first, end - first));
        first = end;
    }
    return slots;
}

Index build_index() {
    Index index;
    for (const auto room : {tables::participant_types(), tables::guidance_types(),
                            tables::work_types(), tables::placement_types(),
                            tables::programme_types(), tables::office_types()}) {
        index.types.insert(index.types.end(), room.begin(), room.end());
    }
    std::sort(index.types.begin(), index.types.end(),
              [](const RecordType& a, const RecordType& b) { return a.number < b.number; });
    for (std::size_t i = 0; i < index.types.size(); ++i) {
        const RecordType& type = index.types[i];
        expect(index.place(type.number) == 0, "each record type has a number of its own");
        index.places.resize(type.number + 1);
        index.places[type.number] = i + 1;
        for (std::size_t f = 0; f < type.fields.size(); ++f) {
            expect(type.fields[f].number == f + 1, "fields are numbered from 1 without gaps");
        }
        index.slots.push_back(slots_of(type));
        index.by_name.emplace(type.name, &type);
    }
    return index;
}

const Index& index() {
    static const Index built = build_index();
    return built;
}

}  // namespace

std::span<const RecordType> schema() { return index().types; }

const RecordType* find_type(std::string_view name) {
    const auto& by_name = index().by_name;
    const auto found = by_name.find(name);
    return found == by_name.end() ? nullptr : found->second;
}

const RecordType* find_type(TypeNumber number) {
    const std::size_t place = index().place(number);
    return place == 0 ? nullptr : &index().types[place - 1];
}

const Field* RecordType::find(std::string_view field_name) const {
    const auto found = std::find_if(fields.begin(), fields.end(), [&](const Field& field) {
        return field.name == field_name;
    });
    return found == fields.end() ? nullptr : &*found;
}

const Field* RecordType::find(FieldNumber field_number) const {
    if (field_number == 0 || field_number > fields.size()) return nullptr;
    return &fields[field_number - 1];
}

std::span<const Field* const> RecordType::slot(SlotNumber slot) const {
    const std::size_t place = index().place(number);
    if (place == 0) return {};
    const auto& by_slot = index().slots[place - 1].by_slot;
    const auto found = by_slot.find(slot);
    return found == by_slot.end() ? std::span<const Field* const>{} : found->second;
}

Merge merge_of(TypeNumber type, SlotNumber slot) {
    const RecordType* const known = find_type(type);
    if (known == nullptr) return Merge::plain;
    const auto fields = known->slot(slot);
    return fields.empty() ? Merge::plain : fields.front()->merge;
}

}  // namespace veldwerk
