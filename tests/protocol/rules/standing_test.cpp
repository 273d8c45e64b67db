// SPDX-License-Identifier: EUPL-1.2
#include "protocol/rules/standing.hpp"

#include <gtest/gtest.h>

#include "protocol/records/vocabulary.hpp"

namespace veldwerk {
namespace {

namespace state = placement_state;

PlacementStandingFacts granted() {
    PlacementStandingFacts facts;
    facts.written = state::active;
    facts.granted = true;
    facts.today = make_date(2026, 12, 4);
    return facts;
}

TEST(Standing, NobodyWroteAnythingIsADraft) {
    EXPECT_EQ(placement_standing({}), state::draft);
}

TEST(Standing, APlacementEndsOnTheDayAfterItsLast) {
    PlacementStandingFacts facts = granted();
    facts.end = make_date(2026, 12, 4);
    EXPECT_EQ(placement_standing(facts), state::active);

    facts.today = make_date(2026, 12, 5);
    EXPECT_EQ(placement_standing(facts), state::ended);
    facts.end_closed = true;
    EXPECT_EQ(placement_standing(facts), state::closed);
}

TEST(Standing, AReportedEndWithoutADayEndsNothing) {
    PlacementStandingFacts facts = granted();
    facts.written = state::ended;

    EXPECT_EQ(placement_standing(facts), state::active);
}

TEST(Standing, AnInterruptionHoldsOnItsDaysOnly) {
    PlacementStandingFacts facts = granted();
    facts.interruptions = {{*make_date(2026, 12, 1), *make_date(2026, 12, 4)}};
    EXPECT_EQ(placement_standing(facts), state::interrupted);

    facts.today = make_date(2026, 12, 5);
    EXPECT_EQ(placement_standing(facts), state::active);
}

TEST(Standing, AReportedInterruptionWithoutDaysHolds) {
    PlacementStandingFacts facts = granted();
    facts.written = state::interrupted;

    EXPECT_EQ(placement_standing(facts), state::interrupted);
}

TEST(Standing, AWithdrawalThatKnewOfAllUsesStands) {
    PlacementStandingFacts facts;
    facts.written = state::withdrawn;

    EXPECT_EQ(placement_standing(facts), state::withdrawn);
    EXPECT_FALSE(withdrawal_held(facts));
}

TEST(Standing, AUseThatTheWithdrawalDidNotSeeHoldsIt) {
    PlacementStandingFacts facts;
    facts.written = state::withdrawn;
    facts.unseen_uses = {{}};
    EXPECT_TRUE(withdrawal_held(facts));
    EXPECT_EQ(placement_standing(facts), state::draft);

    facts.granted = true;
    EXPECT_EQ(placement_standing(facts), state::active);
}

TEST(Standing, OnlyWhatWasGrantedAndGoesOnHoldsAPlace) {
    EXPECT_TRUE(holds_place(true, state::active));
    EXPECT_TRUE(holds_place(true, state::interrupted));
    EXPECT_FALSE(holds_place(true, state::ended));
    EXPECT_FALSE(holds_place(true, state::rejected));
    EXPECT_FALSE(holds_place(false, state::requested));
}

}  // namespace
}  // namespace veldwerk
