// SPDX-License-Identifier: EUPL-1.2
// P3 and P4, seen from the office's queue: where several values of a contested field stand there is
// one open review with exactly these alternatives, and nowhere else; and nothing is active that no
// act of the office granted.
#include <algorithm>

#include "daemon/office/settings.hpp"
#include "protocol/records/stamps.hpp"
#include "protocol/records/value.hpp"
#include "protocol/records/vocabulary.hpp"
#include "tests/simulation/broken_promise.hpp"
#include "tests/simulation/promises.hpp"

namespace veldwerk::simulation {
namespace {

using Asked = std::map<std::pair<RecordId, SlotNumber>, std::vector<Stamp>>;

Asked open_reviews(World& world) {
    Asked asked;
    office::Ledger& ledger = world.town->ledger();
    for (const auto& id : ledger.all(type::review)) {
        const auto review = ledger.load(type::review, id)->state;
        const auto value = [&review](std::string_view field) {
            return office::field_in_force(review, field);
        };
        if (decode_integer(value("kind")) != review_kind::field) continue;
        if (decode_integer(value("state")) != review_state::open) continue;
        const auto record = RecordId::from_view(value("record")).value();
        const auto slot = static_cast<SlotNumber>(decode_integer(value("slot")).value());
        asked[{record, slot}] = decode_stamps(value("alternatives")).value();
    }
    return asked;
}

void check_queue(World& world, const Oracle& oracle) {
    Asked asked = open_reviews(world);
    for (const auto& cell : oracle.cells()) {
        if (merge_of(cell.type, cell.slot) != Merge::contested) continue;
        std::set<std::string> values;
        std::vector<Stamp> stamps;
        for (const auto& candidate : oracle.expected(cell).candidates) {
            values.insert(candidate.value);
            stamps.push_back(candidate.by.stamp);
        }
        const auto review = asked.find({cell.record, cell.slot});
        const std::string name = std::string(find_type(cell.type)->name) + ' ' +
                                 cell.record.text() + ", slot " + std::to_string(cell.slot);
        promised((values.size() > 1) == (review != asked.end()), promise::no_overwrite,
                 name + (values.size() > 1 ? " is contested, and nobody is asked"
                                           : " is in review, and all agree"));
        if (review == asked.end()) continue;
        world.chronicle.count("fields in review");
        promised(review->second == stamps, promise::no_overwrite,
                 name + ": the review does not list what stands there");
    }
}

void check_grants(World& world, const Oracle& oracle) {
    const SlotNumber slot = find_type(type::placement)->find("state")->slot;
    for (const auto& id : oracle.records(type::placement)) {
        const auto record = world.town->ledger().load(type::placement, id);
        const auto state = decode_integer(office::field_in_force(record->state, "state"));
        if (state != placement_state::active) continue;
        const bool granted = std::any_of(
            oracle.entries().begin(), oracle.entries().end(), [&](const auto& entry) {
                const Change& change = entry.second.change;
                const Write* write = change.find(id, slot, {});
                return change.act != Act::none && write != nullptr &&
                       decode_integer(write->value) == placement_state::active;
            });
        promised(granted, promise::across_records, "a placement is active without a grant");
    }
}

}  // namespace

void ask_asked_of_a_person(World& world, const Oracle& oracle) {
    check_queue(world, oracle);
    check_grants(world, oracle);
}

}  // namespace veldwerk::simulation
