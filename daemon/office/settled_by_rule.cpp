// SPDX-License-Identifier: EUPL-1.2
#include "daemon/office/settled_by_rule.hpp"

#include <algorithm>
#include <set>
#include <tuple>

#include "daemon/office/day_facts.hpp"
#include "daemon/office/naming.hpp"
#include "daemon/office/reading.hpp"
#include "protocol/merge/derived.hpp"
#include "protocol/records/vocabulary.hpp"
#include "protocol/rules/day.hpp"

namespace veldwerk::office {
namespace {

/// Where conflicts may lie, each place once however many changes touched it.
struct Touched {
    std::set<std::pair<RecordId, CivilDate>> days;
    std::set<std::tuple<TypeNumber, RecordId, SlotNumber>> slots;
};

bool decides_by_itself(TypeNumber type, SlotNumber slot) {
    const Merge merge = merge_of(type, slot);
    return merge == Merge::plain || merge == Merge::cautious;
}

void note_change(Ledger& ledger, const Change& change, Touched& touched) {
    for (const auto& writes : change.records) {
        if (writes.type == type::observation) {
            const auto record = ledger.load(type::observation, writes.record);
            if (!record) continue;
            const auto date = date_in_force(record->state, "date");
            if (date) touched.days.emplace(reference_in_force(record->state, "placement"), *date);
            continue;
        }
        if (writes.creates) continue;  // what nobody else knew nobody else wrote
        for (const auto& write : writes.writes) {
            if (!decides_by_itself(writes.type, write.slot)) continue;
            touched.slots.emplace(writes.type, writes.record, write.slot);
        }
    }
}

bool several_agree(Ledger& ledger, DayFactsReader& reader, const RecordId& placement,
                   CivilDate date) {
    if (ledger.on_date(type::observation, placement, date).size() < 2) return false;
    const auto day = ledger.load(type::established_day, established_day_id(placement, date));
    if (!day || number_in_force(day->state, "basis") != day_basis::rule) return false;
    const DayFacts facts = reader.facts(placement, date);
    std::set<RecordId> people;
    for (const Counted& counted : not_superseded(facts.observations)) {
        people.insert(counted.observation->person);
    }
    return people.size() > 1;
}

std::optional<SettledByRule> settled_slot(Ledger& ledger, TypeNumber type_number,
                                          const RecordId& id, SlotNumber slot) {
    const RecordType* type = find_type(type_number);
    const auto record = type == nullptr ? std::nullopt : ledger.load(type_number, id);
    if (!record) return std::nullopt;
    std::set<std::string> values;
    for (const auto& candidate : written(record->state.cell(slot))) values.insert(candidate.value);
    if (values.size() < 2) return std::nullopt;
    const bool cautious = merge_of(type_number, slot) == Merge::cautious;
    return SettledByRule{std::string(type->name) + ' ' + label_of(ledger, type_number, id) + ": " +
                             fields_of_slot({type_number, slot}),
                         cautious ? "the most cautious counts" : "what was entered last counts"};
}

}  // namespace

std::vector<SettledByRule> settled_by_rule(Ledger& ledger,
                                           const std::vector<ChangeRange>& changes) {
    Touched touched;
    for (const auto& range : changes) {
        for (auto counter = range.after + 1; counter <= range.until; ++counter) {
            const Stamp stamp{range.writer, counter};
            const auto stored = ledger.find_change(stamp);
            if (!stored || stored->standing != Standing::in_effect) continue;
            const auto change = decode_change(stored->bytes, stamp);
            expect(change.has_value(), "the history reads back");
            note_change(ledger, *change, touched);
        }
    }
    std::vector<SettledByRule> settled;
    DayFactsReader reader(ledger);
    for (const auto& [placement, date] : touched.days) {
        if (!several_agree(ledger, reader, placement, date)) continue;
        settled.push_back({label_of(ledger, type::placement, placement) + " on " + date.text(),
                           "several people saw the same"});
    }
    for (const auto& [type_number, record, slot] : touched.slots) {
        if (auto one = settled_slot(ledger, type_number, record, slot)) {
            settled.push_back(std::move(*one));
        }
    }
    std::sort(settled.begin(), settled.end());
    return settled;
}

}  // namespace veldwerk::office
