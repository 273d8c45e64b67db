// SPDX-License-Identifier: EUPL-1.2
// The law of merge on larger worlds. Up to seven changes of up to four writers every causal shape
// is walked; from there to four writers with three changes each there are millions, so shapes are
// drawn from a fixed seed. Of a world, drawn or not, every order of arrival is proven.
#include <algorithm>
#include <random>

#include "tests/protocol/merge/every_world.hpp"

namespace veldwerk::proof {
namespace {

using Counts = std::vector<std::size_t>;

class SlowMergeLaw : public EveryWorld {
protected:
    void prove_every_shape(const std::vector<Counts>& cases) {
        const Merge classes[] = {Merge::contested, Merge::office, Merge::set, Merge::request};
        for (const auto& counts : cases) {
            for_each_shape(counts, [&](const Shape& shape) {
                const std::uint64_t turn = worlds();
                const auto acts = static_cast<std::uint32_t>(turn / 4 % masks_of(counts.size()));
                prove(shape, ground_of(classes[turn % 4]),
                      {.acts = acts, .values = values_in_turn(turn / 5)});
            });
        }
    }
};

/// Each author has seen all its own changes, and of the others whatever luck brought.
Shape draw_shape(const Counts& counts, std::mt19937& luck) {
    Shape shape;
    std::vector<std::size_t> left;
    for (std::size_t writer = 0; writer < counts.size(); ++writer) {
        left.insert(left.end(), counts[writer], writer);
    }
    std::shuffle(left.begin(), left.end(), luck);
    for (const std::size_t writer : left) {
        std::uint32_t seen = 0;
        for (std::size_t event = 0; event < shape.writers.size(); ++event) {
            const bool own = shape.writers[event] == writer;
            if (!own && luck() % 3 != 0) continue;
            seen |= std::uint32_t{1} << event | shape.seen[event];
        }
        shape.writers.push_back(writer);
        shape.seen.push_back(seen);
    }
    return shape;
}

Casting draw_casting(std::size_t events, std::mt19937& luck) {
    Casting casting;
    casting.acts = luck() % 3 == 0 ? static_cast<std::uint32_t>(luck() % 16) : 0;
    casting.values = values_in_turn(luck());
    casting.one_person = luck() % 4 == 0;
    if (luck() % 2 == 0) casting.refused = std::uint32_t{1} << luck() % events;
    if (luck() % 2 == 0) casting.refused |= std::uint32_t{1} << luck() % events;
    casting.creation = static_cast<Creation>(luck() % 4);
    if (luck() % 2 == 0) {
        casting.twin = Twin{luck() % events, luck() % 2 == 0, luck() % 2 == 0, luck() % 4 == 0};
    }
    return casting;
}

TEST_F(SlowMergeLaw, HoldsForEveryShapeOfUpToSixChangesOfFourWriters) {
    prove_every_shape({{3}, {3, 1}, {3, 2}, {3, 3}, {3, 1, 1}, {3, 2, 1}, {1, 1, 1, 1},
                       {2, 1, 1, 1}, {2, 2, 1, 1}, {3, 1, 1, 1}});
}

TEST_F(SlowMergeLaw, HoldsForEveryShapeOfSevenChangesOfThreeWriters) {
    prove_every_shape({{3, 3, 1}, {3, 2, 2}});
}

TEST_F(SlowMergeLaw, HoldsForAnyTwinInShapesOfThreeByTwo) {
    for_each_shape({2, 2, 2}, [&](const Shape& shape) {
        for (std::size_t of = 0; of < 6; ++of) {
            const Twin twin{of, of % 2 == 0, of % 3 == 0};
            prove(shape, ground_of(Merge::contested), {.twin = twin});
            prove(shape, ground_of(Merge::office), {.acts = 1, .twin = twin});
        }
    });
}

TEST_F(SlowMergeLaw, HoldsForDrawnShapesUpToFourByThree) {
    std::mt19937 luck(1);
    const Merge classes[] = {Merge::contested, Merge::office, Merge::set, Merge::plain};
    const std::vector<std::pair<Counts, int>> cases{
        {{2, 2, 2, 1}, 1'000}, {{2, 2, 2, 2}, 500}, {{3, 3, 3}, 200}, {{3, 3, 3, 3}, 60}};
    for (const auto& [counts, draws] : cases) {
        for (int draw = 0; draw < draws; ++draw) {
            const Shape shape = draw_shape(counts, luck);
            prove(shape, ground_of(classes[luck() % 4]),
                  draw_casting(shape.writers.size(), luck));
        }
    }
}

}  // namespace
}  // namespace veldwerk::proof
