// SPDX-License-Identifier: EUPL-1.2
#include "tests/protocol/merge/world.hpp"

#include <algorithm>
#include <array>

#include "protocol/merge/merge.hpp"
#include "protocol/records/result.hpp"
#include "protocol/records/slots.hpp"
#include "protocol/records/value.hpp"
#include "tests/protocol/merge/oracle.hpp"

namespace veldwerk::proof {
namespace {

std::string value_of(const Ground& ground, std::size_t event, Values values) {
    if (ground.merge == Merge::set) {
        const bool removal = values == Values::with_empty ? event % 2 == 0 : event % 3 == 2;
        return removal ? std::string{} : std::string(element_present);
    }
    std::size_t number = event;
    if (values == Values::agreeing) number = event % 2;
    if (values == Values::with_empty && event % 3 == 1) return {};
    const std::string plain = encode_integer(static_cast<std::int64_t>(10 + number));
    if (!ground.grouped()) return plain;
    const auto fields = find_type(ground.type)->slot(ground.slot);
    return join_group({{fields[0]->number, plain}, {fields[1]->number, plain}});
}

std::string element_of(const Ground& ground, std::size_t writer) {
    if (ground.merge != Merge::set) return {};
    return writer == 3 ? "another skill" : "skill";
}

/// What an honest author replaces: what the rule lets it, of the candidates it saw. Every second
/// act is a decision, which also settles suggestions.
std::vector<Stamp> replaces_of(const World& world, std::uint32_t seen, const Write& write,
                               const RecordWrites& on, const Change& by) {
    Oracle oracle(world);
    const auto states = oracle.expect(seen);
    const auto state = states.find(on.record);
    if (state == states.end()) return {};
    const auto cell = state->second.cell(write.slot, write.element);
    const Merge merge = merge_of(on.type, write.slot);
    return by.act == Act::write ? replaces_of_act(cell, merge, by.person)
                                : replaces_of_write(cell, merge, by.person);
}

void repeat(World& world, const Twin& twin, std::size_t writers) {
    const Stamp first = world.events[twin.of].change.stamp;
    Change again = world.events[twin.of].change;
    again.stamp.writer = twin.lower ? writer_id(0) : writer_id(writers + 1);
    if (twin.seen) {
        for (std::size_t later = twin.of + 1; later < world.events.size(); ++later) {
            Change& change = world.events[later].change;
            for (auto& on : change.records) {
                for (auto& write : on.writes) {
                    std::replace(write.replaces.begin(), write.replaces.end(), first, again.stamp);
                }
            }
            world.events[later] = make_event(change, world.events[later].refused);
        }
    }
    const bool refused = world.events[twin.of].refused != twin.judged_apart;
    world.events.push_back(make_event(again, refused));
}

void bring_into_being(World& world, Creation creation, const Ground& ground) {
    const auto create_in = [&world](std::size_t event, const RecordWrites& on) {
        Change change = world.events[event].change;
        const auto there = std::find_if(
            change.records.begin(), change.records.end(),
            [&on](const RecordWrites& writes) { return writes.record == on.record; });
        if (there == change.records.end()) change.records.push_back(on);
        else there->creates = true;
        world.events[event] = make_event(change, world.events[event].refused);
    };
    if (creation != Creation::second_record) world.known.clear();
    if (creation == Creation::by_first) create_in(0, {ground.type, record_id(1), true, {}});
    if (creation == Creation::by_last) {
        create_in(world.events.size() - 1, {ground.type, record_id(1), true, {}});
    }
    if (creation != Creation::second_record) return;
    // Only every second writer's changes touch the record that the last event creates.
    for (std::size_t event = 0; event + 1 < world.events.size(); ++event) {
        Change change = world.events[event].change;
        if (change.stamp.writer != world.events.front().change.stamp.writer) continue;
        change.records.push_back({ground.type, record_id(2), false, {}});
        world.events[event] = make_event(change, world.events[event].refused);
    }
    create_in(world.events.size() - 1, {ground.type, record_id(2), true, {}});
}

template <class SomeId>
SomeId numbered(std::uint8_t kind, std::size_t number) {
    SomeId id;
    id.bytes[0] = kind;
    id.bytes[8] = static_cast<std::uint8_t>(number);
    id.bytes[15] = static_cast<std::uint8_t>(number);
    return id;
}

std::string text_of(const Stamp& stamp) {
    return "w" + std::to_string(stamp.writer.bytes[15]) + "#" + std::to_string(stamp.counter);
}

}  // namespace

WriterId writer_id(std::size_t number) { return numbered<WriterId>(0xa0, number); }
RecordId record_id(std::size_t number) { return numbered<RecordId>(0xb0, number); }

Event make_event(Change change, bool refused) {
    Event event{std::move(change), refused, {}};
    event.bytes = encode_change(event.change);
    return event;
}

Ground ground_of(Merge merge, bool grouped) {
    for (const auto& type : schema()) {
        for (const auto& field : type.fields) {
            if (field.merge == merge && field.grouped() == grouped && !type.derived()) {
                return {type.number, field.slot, merge};
            }
        }
    }
    throw BrokenInvariant("the schema has a field of every merge class");
}

World make_world(const Shape& shape, const Ground& ground, const Casting& casting) {
    World world;
    world.known = {record_id(1)};
    std::array<std::uint64_t, 16> counters{};
    std::size_t writers = 0;
    for (std::size_t event = 0; event < shape.writers.size(); ++event) {
        const std::size_t writer = shape.writers[event];
        writers = std::max(writers, writer + 1);
        Change change;
        change.stamp = {writer_id(writer + 1), ++counters[writer]};
        change.id = 100 + event;
        change.person = record_id(casting.one_person ? 90 : 90 + writer);
        // Clocks of phones agree with nothing: the later in the shape, the earlier claimed.
        change.claimed = Instant{static_cast<std::int64_t>(1'000 - 7 * event + 20 * writer)};
        const bool of_office = (casting.acts >> writer & 1U) != 0;
        if (of_office) change.act = event % 2 == 0 ? Act::write : Act::decide;
        RecordWrites on{ground.type, record_id(1), false, {}};
        Write write{ground.slot, element_of(ground, writer),
                    value_of(ground, event, casting.values), {}};
        write.replaces = replaces_of(world, shape.seen[event], write, on, change);
        on.writes.push_back(std::move(write));
        change.records.push_back(std::move(on));
        world.events.push_back(make_event(change));
    }
    for (std::size_t event = 0; event < world.events.size(); ++event) {
        world.events[event].refused = (casting.refused >> event & 1U) != 0;
    }
    if (casting.twin) repeat(world, *casting.twin, writers);
    if (casting.creation != Creation::before) bring_into_being(world, casting.creation, ground);
    return world;
}

std::string World::text() const {
    std::string text;
    for (const auto& event : events) {
        text += "  " + text_of(event.change.stamp) + " id " + std::to_string(event.change.id);
        if (event.change.act != Act::none) text += " act";
        if (event.refused) text += " refused";
        for (const auto& on : event.change.records) {
            text += on.creates ? "; creates " : "; on ";
            text += std::to_string(on.record.bytes[15]);
            for (const auto& write : on.writes) {
                text += " slot " + std::to_string(write.slot) + " replaces";
                for (const auto& stamp : write.replaces) text += " " + text_of(stamp);
            }
        }
        text += "\n";
    }
    return text;
}

}  // namespace veldwerk::proof
