// SPDX-License-Identifier: EUPL-1.2
// The law of merge, proven over every small world: each causal shape of up to three writers with
// two changes each, on each merge class, in every order of arrival and with every repetition. What
// the result must be is the oracle's to say, which knows the law and not the code.
#include "protocol/merge/merge.hpp"

#include "tests/protocol/merge/every_world.hpp"

namespace veldwerk::proof {
namespace {

/// Acts, refusals, creation and a repetition, for three events of three writers.
constexpr std::uint32_t castings_at_once = 8 * 8 * 2 * 25;

Casting everything_at_once(std::uint32_t number) {
    Casting casting{.acts = number % 8, .refused = number / 8 % 8};
    const std::uint32_t rest = number / 128;
    if (rest < 24) {
        casting.twin = Twin{rest / 8, rest % 2 == 1, rest / 2 % 2 == 1, rest / 4 % 2 == 1};
    }
    casting.creation = static_cast<Creation>(number % 11 % 4);
    return casting;
}

class MergeLaw : public EveryWorld {
protected:
    /// Every shape and every choice of writers who are the office; or with one choice of each
    /// number of them, where the class treats all acts alike.
    enum class Offices : std::uint8_t { any_writers, first_writers };
    void prove_with_acts(const Ground& ground, Offices offices) {
        std::uint64_t turn = 0;
        for (const auto& counts : up_to_three_by_two()) {
            for_each_shape(counts, [&](const Shape& shape) {
                for (std::uint32_t acts = 0; acts < masks_of(counts.size()); ++acts) {
                    const bool first_ones = (acts & (acts + 1)) == 0;
                    if (offices == Offices::first_writers && !first_ones) continue;
                    prove(shape, ground, {.acts = acts, .values = values_in_turn(turn++)});
                }
            });
        }
    }
    /// Every shape of devices alone.
    void prove_without_acts(const Ground& ground) {
        std::uint64_t turn = 0;
        for (const auto& counts : up_to_three_by_two()) {
            for_each_shape(counts, [&](const Shape& shape) {
                prove(shape, ground, {.values = values_in_turn(turn++)});
            });
        }
    }
};

TEST_F(MergeLaw, HoldsForContestedFieldsWithAndWithoutActs) {
    prove_with_acts(ground_of(Merge::contested), Offices::any_writers);
}

TEST_F(MergeLaw, HoldsForContestedFieldsWhenOnePersonHasSeveralDevices) {
    for_each_shape({2, 2, 2}, [&](const Shape& shape) {
        prove(shape, ground_of(Merge::contested), {.one_person = true});
    });
}

TEST_F(MergeLaw, HoldsForGroupsOfFields) {
    prove_without_acts(ground_of(Merge::contested, true));
}

TEST_F(MergeLaw, HoldsForOfficeFieldsWithSuggestions) {
    prove_with_acts(ground_of(Merge::office), Offices::any_writers);
}

TEST_F(MergeLaw, HoldsForRequests) {
    prove_with_acts(ground_of(Merge::request), Offices::first_writers);
}

TEST_F(MergeLaw, HoldsForPlainFields) { prove_without_acts(ground_of(Merge::plain)); }

TEST_F(MergeLaw, HoldsForCautiousFields) { prove_without_acts(ground_of(Merge::cautious)); }

TEST_F(MergeLaw, HoldsForAdditionsAndRemovalsOfSets) { prove_without_acts(ground_of(Merge::set)); }

TEST_F(MergeLaw, HoldsForFacts) { prove_without_acts(ground_of(Merge::fact)); }

TEST_F(MergeLaw, HoldsWithAnyOneChangeRefusedAndWithAnyOfFour) {
    std::uint64_t turn = 0;
    for (const auto& counts : up_to_three_by_two()) {
        for_each_shape(counts, [&](const Shape& shape) {
            const std::size_t events = shape.writers.size();
            for (std::uint32_t refused = 1; refused < masks_of(events); ++refused) {
                const bool one = (refused & (refused - 1)) == 0;
                if (!one && events > 4) continue;
                const std::uint32_t acts = ++turn % 3 == 0 ? 0 : 1;
                const Merge merge = turn % 2 == 0 ? Merge::office : Merge::contested;
                prove(shape, ground_of(merge), {.acts = acts, .refused = refused});
            }
        });
    }
}

TEST_F(MergeLaw, HoldsWhenChangesAreParkedUntilTheirRecordsAreThere) {
    for (const auto& counts : up_to_three_by_two()) {
        for_each_shape(counts, [&](const Shape& shape) {
            for (const auto creation :
                 {Creation::by_first, Creation::by_last, Creation::second_record}) {
                const Merge merge = counts.size() == 2 ? Merge::office : Merge::contested;
                prove(shape, ground_of(merge), {.acts = 1, .creation = creation});
            }
        });
    }
}

TEST_F(MergeLaw, HoldsWhenARestoredPhoneRepeatsAnyChangeUnderAnotherStamp) {
    for (const auto& counts : up_to_three_by_two()) {
        if (counts == std::vector<std::size_t>{2, 2, 2}) continue;  // seven events: SlowMergeLaw
        for_each_shape(counts, [&](const Shape& shape) {
            for (std::size_t of = 0; of < shape.writers.size(); ++of) {
                for (const bool lower : {false, true}) {
                    for (const bool seen : {false, true}) {
                        prove(shape, ground_of(Merge::contested), {.twin = Twin{of, lower, seen}});
                    }
                }
            }
        });
    }
}

TEST_F(MergeLaw, HoldsForThreeWritersWithRefusalsActsTwinsAndCreationsAllAtOnce) {
    for_each_shape({1, 1, 1}, [&](const Shape& shape) {
        for (std::uint32_t all = 0; all < castings_at_once; ++all) {
            const Merge merge = all / 64 % 2 == 0 ? Merge::contested : Merge::office;
            prove(shape, ground_of(merge), everything_at_once(all));
        }
    });
}

TEST_F(MergeLaw, HoldsInOrdersThatRespectEachWritersOwn) {
    for_each_shape({2, 2, 2}, [&](const Shape& shape) {
        const Ground ground = ground_of(Merge::contested);
        prove(make_world(shape, ground, {.acts = 1}), {ground, Flaw::none, true});
    });
}

// Stamps can be guessed, so a hostile device may name what is not written yet, itself included, and
// changes may replace each other in a circle. The result is then of no use, but it is one.
TEST_F(MergeLaw, HoldsForAnyRelationOfThreeChangesEvenCircles) {
    Shape strangers{{0, 1, 2}, {0, 0, 0}};
    for (const Merge merge : {Merge::plain, Merge::contested, Merge::office}) {
        const std::uint32_t acts_max = merge == Merge::office ? 8 : 1;
        for (std::uint32_t all = 0; all < 512 * 8 * acts_max; ++all) {
            const Ground ground = ground_of(merge);
            World world = make_world(strangers, ground,
                                     {.acts = all / 4096, .refused = all / 512 % 8});
            for (std::size_t event = 0; event < 3; ++event) {
                Write& write = world.events[event].change.records[0].writes[0];
                for (std::size_t named = 0; named < 3; ++named) {
                    if ((all >> (3 * event + named) & 1U) == 0) continue;
                    write.replaces.push_back(world.events[named].change.stamp);
                }
            }
            prove(world, {ground});
        }
    }
}

/// A world on one slot, written down by hand: each change names the events it replaces.
struct Line {
    std::size_t writer{};
    Act act{};
    bool refused{};
    std::vector<std::size_t> replaces;
};
World world_of(const Ground& ground, const std::vector<Line>& lines) {
    World world{{}, {record_id(1)}};
    for (const auto& line : lines) {
        Change change;
        change.stamp = {writer_id(line.writer), world.events.size() + 1};
        change.id = world.events.size() + 1;
        change.act = line.act;
        const std::string value = std::to_string(world.events.size());
        change.records = {{ground.type, record_id(1), false, {{ground.slot, {}, value, {}}}}};
        for (const auto older : line.replaces) {
            change.records[0].writes[0].replaces.push_back(
                {writer_id(lines[older].writer), older + 1});
        }
        world.events.push_back(make_event(change, line.refused));
    }
    return world;
}

TEST(MergeFault, OfTwoActsThatDifferedASuggestionWasTheBaseThoughItWasNeverInForce) {
    const Ground ground = ground_of(Merge::office);
    const World world = world_of(ground, {{1, Act::write, false, {}},
                                          {2, Act::none, false, {0}},
                                          {3, Act::write, false, {0, 1}},
                                          {4, Act::write, false, {0, 1}}});

    EXPECT_EQ(refute(world, {ground}), std::nullopt);

    SmallOffice office(world, Flaw::none);
    for (const auto& event : world.events) office.arrive(event);
    EXPECT_EQ(office.states().at(record_id(1)).base(ground.slot)->value, "0");
}

TEST(MergeFault, ARefusedChangeReplacedByAnActAndByADeviceLeftOneMarkOrTwo) {
    const Ground ground = ground_of(Merge::office);
    const World world = world_of(ground, {{1, Act::write, false, {}},
                                          {2, Act::none, true, {0}},
                                          {1, Act::write, false, {1}},
                                          {2, Act::none, false, {1}}});

    EXPECT_EQ(refute(world, {ground}), std::nullopt);
}

TEST(MergeFault, AChangeThatReplacedItselfThroughARefusedOneStoodInSomeOrders) {
    const Ground ground = ground_of(Merge::plain);
    const World world = world_of(ground, {{1, Act::none, false, {1}}, {2, Act::none, true, {0}}});

    EXPECT_EQ(refute(world, {ground}), std::nullopt);
}

// The canaries: an office with one flaw must not survive the proof that the right one passes.
class MergeProof : public testing::TestWithParam<Flaw> {};

TEST_P(MergeProof, CatchesAFlawedMerge) {
    std::uint64_t worlds = 0;
    std::optional<std::string> caught;

    for_each_shape({1, 1, 1}, [&](const Shape& shape) {
        for (std::uint32_t all = 0; all < castings_at_once && !caught; ++all) {
            const Ground ground = ground_of(all % 2 == 0 ? Merge::contested : Merge::office);
            caught = refute(make_world(shape, ground, everything_at_once(all)),
                            {ground, GetParam()});
            ++worlds;
        }
    });

    EXPECT_TRUE(caught) << "the flaw lived through " << worlds << " worlds";
}

INSTANTIATE_TEST_SUITE_P(Canaries, MergeProof,
                         testing::Values(Flaw::forgets_early_marks, Flaw::devices_overrule_office,
                                         Flaw::no_read_through, Flaw::keeps_twins_apart,
                                         Flaw::parks_nothing, Flaw::last_arrival_wins));

}  // namespace
}  // namespace veldwerk::proof
