// SPDX-License-Identifier: EUPL-1.2
// Larger worlds that rapidcheck draws: a dozen changes on several records and slots at once, some
// refused, some repeated by a restored phone, naming what they saw, what nobody has written yet and
// what never comes. Each arrives in a few random orders and must end where the oracle says.
#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

#include <algorithm>
#include <array>
#include <numeric>
#include <random>

#include "tests/protocol/merge/oracle.hpp"
#include "tests/protocol/merge/small_office.hpp"

namespace veldwerk::proof {
namespace {

constexpr std::size_t changes_per_world = 12;

class Drawing {
public:
    explicit Drawing(std::uint32_t seed) : luck_(seed) {}

    World world() {
        World world;
        world.known = {record_id(1)};
        for (std::size_t i = 0; i < changes_per_world; ++i) {
            const bool repetition = !world.events.empty() && up_to(8) == 0;
            Change change = repetition ? world.events[up_to(i)].change : fresh(i);
            const std::size_t writer = 1 + up_to(4);
            change.stamp = {writer_id(writer), 1 + counters_[writer]++};
            world.events.push_back(make_event(std::move(change), up_to(5) == 0));
        }
        return world;
    }

    std::vector<std::size_t> order() {
        std::vector<std::size_t> order(changes_per_world);
        std::iota(order.begin(), order.end(), std::size_t{0});
        std::shuffle(order.begin(), order.end(), luck_);
        return order;
    }

private:
    std::size_t up_to(std::size_t end) { return luck_() % end; }

    Change fresh(std::size_t number) {
        Change change;
        change.id = number + 1;
        change.person = record_id(90 + up_to(3));
        change.claimed = Instant{static_cast<std::int64_t>(up_to(5))};
        change.act = up_to(3) == 0 ? Act::write : Act::none;
        const std::size_t first = 1 + up_to(3);
        change.records.push_back(on_record(first, number));
        if (up_to(3) == 0) change.records.push_back(on_record(first % 3 + 1, number));
        return change;
    }

    RecordWrites on_record(std::size_t record, std::size_t number) {
        RecordWrites on{type::placement, record_id(record), up_to(4) == 0, {}};
        for (const SlotNumber slot : {SlotNumber{3}, SlotNumber{14}, SlotNumber{17},
                                      SlotNumber{18}, group::placement_term}) {
            if (up_to(3) == 0) on.writes.push_back({slot, "", value(number), names()});
        }
        if (up_to(2) == 0) {
            const std::string element = up_to(2) == 0 ? "one" : "other";
            on.writes.push_back({16, element, up_to(3) == 0 ? "" : "\x01", names()});
        }
        return on;
    }

    std::string value(std::size_t number) { return std::to_string(up_to(2) == 0 ? 0 : number); }

    /// Stamps near those that exist or will; the fifth writer's never come.
    std::vector<Stamp> names() {
        std::vector<Stamp> names(up_to(4));
        for (auto& name : names) {
            name = {writer_id(1 + up_to(20) % 5), 1 + up_to(changes_per_world / 3)};
        }
        return names;
    }

    std::mt19937 luck_;
    std::array<std::uint64_t, 8> counters_{};
};

/// Candidates and bases. A mark for a stamp that turns out not to write the cell it was named in is
/// never taken up, so only hostile or faulty changes leave one, and it changes no value.
std::map<RecordId, RecordState> without_marks(std::map<RecordId, RecordState> states) {
    for (auto& [id, state] : states) state.early.clear();
    std::erase_if(states, [](const auto& entry) { return entry.second.candidates.empty(); });
    return states;
}

RC_GTEST_PROP(DrawnWorlds, EndWhereTheOracleSaysInAnyOrder, (std::uint32_t seed)) {
    constexpr std::uint32_t all = (std::uint32_t{1} << changes_per_world) - 1;
    for (std::uint32_t part = 0; part < 20; ++part) {
        Drawing drawing(seed + part);
        const World world = drawing.world();
        Oracle oracle(world);
        const auto expected = without_marks(oracle.expect(all));

        for (int orders = 0; orders < 6; ++orders) {
            SmallOffice office(world, Flaw::none);
            std::uint32_t arrived = 0;
            for (const auto event : drawing.order()) {
                office.arrive(world.events[event]);
                arrived |= std::uint32_t{1} << event;
                if (orders > 0) continue;
                RC_ASSERT(without_marks(office.states()) == without_marks(oracle.expect(arrived)));
            }
            if (without_marks(office.states()) != expected) {
                RC_FAIL("seed " + std::to_string(seed + part) + "\n" + world.text());
            }
        }
    }
}

}  // namespace
}  // namespace veldwerk::proof
