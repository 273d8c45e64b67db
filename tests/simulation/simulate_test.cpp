// SPDX-License-Identifier: EUPL-1.2
#include "tests/simulation/simulate.hpp"

#include <gtest/gtest.h>

namespace veldwerk::simulation {
namespace {

void expect_worlds_hold(std::uint64_t first, std::uint64_t seeds, const Asked& asked) {
    for (std::uint64_t seed = first; seed < first + seeds; ++seed) {
        const Outcome outcome = simulate(seed, asked);
        ASSERT_TRUE(outcome.holds()) << told(outcome, "veldwerk-simulate", asked);
    }
}

TEST(Simulation, EveryPromiseHoldsInSomeTensOfWorlds) { expect_worlds_hold(1, 30, {}); }

// A refusal that became safe unheard; a life lost as a whole; a replay that asked for a lift anew;
// a phone that asked twice to go on, and was known by the second answer alone.
TEST(Simulation, WorldsThatOnceBrokeAPromiseKeepIt) {
    for (const std::uint64_t seed : {209U, 306U, 408U, 1064U, 2820U}) {
        expect_worlds_hold(seed, 1, {});
    }
}

TEST(Simulation, ASeedIsOneHistory) {
    const Outcome once = simulate(7, {});
    const Outcome again = simulate(7, {});

    EXPECT_EQ(once.hash, again.hash);
    EXPECT_EQ(once.counts, again.counts);
    EXPECT_NE(once.hash, simulate(8, {}).hash);
}

TEST(Simulation, AFailureSaysWhichPromiseWhatHappenedAndHowToSeeItAgain) {
    Outcome outcome;
    outcome.seed = 41;
    outcome.broken = "P0 Something.";
    outcome.detail = "this was seen";
    outcome.last_events = {"first", "last"};

    const std::string text = told(outcome, "veldwerk-simulate", {.coaches = 3, .days = 0});

    EXPECT_NE(text.find("P0 Something.\n  this was seen"), std::string::npos);
    EXPECT_NE(text.find("  first\n  last\n"), std::string::npos);
    EXPECT_NE(text.find("veldwerk-simulate --first 41 --seeds 1 --trace --coaches 3\n"),
              std::string::npos);
}

TEST(SlowSimulation, EveryPromiseHoldsInHundredsOfWorlds) { expect_worlds_hold(1000, 600, {}); }

TEST(NightSimulation, EveryPromiseHoldsInManyThousandsOfWorlds) {
    expect_worlds_hold(10'000, 20'000, {});
}

// Each phone that claims too much begins another life of an office that was set back, and costs a
// round of peace: worlds with many of both have no bound yet (simulation/README.md).
constexpr const char* no_bound_yet = "offices set back";

TEST(SlowSimulation, EveryPromiseHoldsWithMoreThanAHundredPhones) {
    expect_worlds_hold(1, 1, {.coaches = 100, .days = 7, .without = no_bound_yet});
}

TEST(NightSimulation, EveryPromiseHoldsWithHundredsOfPhonesOverWeeks) {
    expect_worlds_hold(1, 1, {.coaches = 150, .days = 15, .without = no_bound_yet});
}

TEST(SlowSimulation, EveryPromiseHoldsInLongerWorlds) {
    expect_worlds_hold(5000, 5, {.coaches = 8, .days = 21, .without = no_bound_yet});
}

}  // namespace
}  // namespace veldwerk::simulation
