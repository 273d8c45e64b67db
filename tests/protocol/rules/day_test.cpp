// SPDX-License-Identifier: EUPL-1.2
// How a day is established: each sentence of the rule by name, and the conflicts C1 to C4 in every
// order of arrival. day_at_random.cpp holds the rule against a naive second reading of it.
#include "protocol/rules/day.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <map>
#include <numeric>
#include <set>

#include "tests/protocol/rules/day_facts.hpp"

namespace veldwerk {
namespace {

using namespace day_facts;
using Reasons = std::vector<DayReason>;
using Parts = std::vector<Part>;

DayOutcome establish_tuesday(std::vector<ObservationFacts> observations,
                             std::vector<DecisionFacts> decisions = {}) {
    DayFacts facts = tuesday();
    facts.observations = std::move(observations);
    facts.decisions = std::move(decisions);
    return establish(facts);
}

TEST(Day, WithoutObservationsIsNotEstablished) {
    EXPECT_EQ(establish_tuesday({}), DayOutcome{});
}

TEST(Day, OfOneObservationHasItsValueByRule) {
    const auto day = establish_tuesday({observed('A', 1, {{present, 480}})});

    EXPECT_EQ(day.parts, (Parts{{present, 480}}));
    EXPECT_EQ(day.basis, day_basis::rule);
    EXPECT_EQ(day.rests_on, stamp('A', 1));
    EXPECT_FALSE(day.review_needed || day.open);
    EXPECT_TRUE(day.alternatives.empty());
}

TEST(Day, HasTheValueOfTheStrongestSource) {
    const auto day =
        establish_tuesday({observed('A', 1, {{present, 480}}, observation_source::participant),
                           observed('B', 1, {{present, 472}}, observation_source::employer),
                           imported(1, {{present, 478}})});

    EXPECT_EQ(day.parts, (Parts{{present, 472}}));
    EXPECT_EQ(day.rests_on, stamp('B', 1));
}

TEST(Day, HasAmongEqualSourcesTheMostMinutesThenTheLowestStamp) {
    const auto most = establish_tuesday(
        {observed('A', 1, {{present, 470}}), observed('B', 1, {{present, 480}})});
    const auto tie = establish_tuesday({observed('B', 1, {{present, 300}, {sick, 180}}),
                                        observed('A', 1, {{present, 310}, {sick, 170}})});

    EXPECT_EQ(most.rests_on, stamp('B', 1));
    EXPECT_EQ(tie.rests_on, stamp('A', 1));
}

TEST(Day, InDisputeShowsNothingAndAsksForAPerson) {
    const auto day = establish_tuesday(
        {observed('B', 1, {{present, 480}}), observed('A', 1, {{present, 460}})});

    EXPECT_TRUE(day.parts.empty());
    EXPECT_EQ(day.basis, day_basis::disputed);
    EXPECT_EQ(day.rests_on, Stamp{});
    EXPECT_EQ(day.reasons, Reasons{DayReason::disagree});
    EXPECT_EQ(day.alternatives, (std::vector{stamp('A', 1), stamp('B', 1)}));
    EXPECT_TRUE(day.review_needed && day.open);
}

TEST(Day, NeedsNoPersonOnceTheRestAgree) {
    const auto first = observed('A', 1, {{sick, 480}});
    const auto other = observed('B', 1, {{present, 480}});
    const auto corrected = superseding(observed('A', 2, {{present, 480}}), first);

    EXPECT_TRUE(establish_tuesday({first, other}).open);
    EXPECT_FALSE(establish_tuesday({first, other, corrected}).review_needed);
}

TEST(Day, IsEmptiedByAVoidOfTheSamePerson) {
    const auto first = observed('A', 1, {{present, 480}});
    const auto other = observed('B', 1, {{present, 480}});

    EXPECT_EQ(establish_tuesday({first, superseding(observed('A', 2, {}), first)}), DayOutcome{});
    EXPECT_EQ(establish_tuesday({other, superseding(observed('A', 2, {}), other)}).parts,
              other.parts) << "nobody voids what another saw";
}

TEST(Day, IsNeverUnauthorisedByRule) {
    const auto day = establish_tuesday(
        {observed('A', 1, {{unauthorised, 480}}), observed('B', 1, {{unauthorised, 480}})});

    EXPECT_TRUE(day.parts.empty());
    EXPECT_EQ(day.basis, day_basis::disputed);
    EXPECT_EQ(day.reasons, Reasons{DayReason::unauthorised});
}

TEST(Day, ShowsTheOneOtherStatusBesideUnauthorisedAbsenceMeanwhile) {
    const auto absent = observed('A', 1, {{unauthorised, 480}});
    const auto on_leave = imported(1, {{leave, 480}});
    const auto ill = observed('B', 1, {{sick, 480}}, observation_source::participant);

    const auto day = establish_tuesday({absent, on_leave});

    EXPECT_EQ(day.parts, (Parts{{leave, 480}}));
    EXPECT_EQ(day.basis, day_basis::disputed);
    EXPECT_EQ(day.rests_on, on_leave.stamp);
    EXPECT_TRUE(establish_tuesday({absent, on_leave, ill}).parts.empty()) << "two others";
}

TEST(Day, OfHalfUnauthorisedAbsenceShowsNoValueThatNobodyWrote) {
    const auto day = establish_tuesday({observed('A', 1, {{present, 240}, {unauthorised, 240}})});

    EXPECT_TRUE(day.parts.empty());
    EXPECT_TRUE(day.open);
}

TEST(Day, ThatIsUnusualNeedsConfirmation) {
    struct Case {
        DayPlan plan;
        Reasons reasons;
    };
    const std::vector<Case> cases{
        {{0, 0, false, false}, {DayReason::outside_dates}},
        {{480, 1, true, false}, {DayReason::holiday}},
        {{0, 0, true, false}, {DayReason::unscheduled}},
        {{0, 0, true, true}, {DayReason::unscheduled}},
        {{0, 1, true, false}, {DayReason::holiday, DayReason::unscheduled}},
    };
    for (const auto& [plan, reasons] : cases) {
        DayFacts facts = tuesday();
        facts.plan = plan;
        facts.observations = {observed('A', 1, {{present, 480}})};
        const auto asked = establish(facts);
        facts.observations.front().confirmed = true;
        const auto confirmed = establish(facts);

        EXPECT_EQ(asked.reasons, reasons);
        EXPECT_TRUE(asked.open && asked.parts.empty());
        EXPECT_EQ(confirmed.basis, day_basis::rule);
    }
}

TEST(Day, TogetherWithOthersHoldsNoMoreThan1440Minutes) {
    DayFacts facts = tuesday();
    facts.observations = {observed('A', 1, {{present, 480}})};
    facts.minutes_elsewhere = 960;
    EXPECT_EQ(establish(facts).basis, day_basis::rule);

    facts.minutes_elsewhere = 961;
    const auto day = establish(facts);

    EXPECT_EQ(day.reasons, Reasons{DayReason::over_a_day});
    EXPECT_TRUE(day.open && day.parts.empty());
    EXPECT_EQ(claimed_minutes(facts), 480) << "the other day sees it, though it is not established";
}

TEST(Day, OfAnotherPlacementIsNotADayWithoutMinutes) {
    DayFacts facts = tuesday();
    facts.minutes_elsewhere = 2000;

    EXPECT_EQ(establish(facts), DayOutcome{});
}

TEST(Decision, ThatNamesAllSettlesTheDayAndKeepsItsReview) {
    const auto a = observed('A', 1, {{sick, 480}});
    const auto b = observed('B', 1, {{present, 480}});
    const auto split = decided(1, {a.stamp, b.stamp}, {{present, 300}, {sick, 180}});

    const auto day = establish_tuesday({a, b}, {split});

    EXPECT_EQ(day.parts, split.outcome);
    EXPECT_EQ(day.basis, day_basis::decision);
    EXPECT_EQ(day.decision, split.id);
    EXPECT_EQ(day.rests_on, split.stamp);
    EXPECT_TRUE(day.review_needed && !day.open);
    EXPECT_EQ(day.reasons, Reasons{DayReason::disagree});
}

TEST(Decision, IsJoinedByALaterObservationThatAgrees) {
    const auto a = observed('A', 1, {{unauthorised, 480}});
    const auto decision = decided(1, {a.stamp}, {{unauthorised, 480}});

    const auto day = establish_tuesday({a, observed('B', 1, {{unauthorised, 470}})}, {decision});

    EXPECT_FALSE(day.open);
    EXPECT_EQ(day.parts, decision.outcome);
}

TEST(Decision, StaysInForceWhenALaterObservationReopensTheQuestion) {
    const auto a = observed('A', 1, {{sick, 480}});
    const auto b = observed('B', 1, {{present, 480}});
    const auto late = imported(1, {{leave, 480}});
    const auto first = decided(1, {a.stamp, b.stamp}, {{present, 300}, {sick, 180}});

    const auto day = establish_tuesday({a, b, late}, {first});

    EXPECT_TRUE(day.open);
    EXPECT_EQ(day.parts, first.outcome);
    EXPECT_EQ(day.basis, day_basis::decision);
    EXPECT_EQ(day.reasons, (Reasons{DayReason::disagree, DayReason::reopened}));

    auto named = day.alternatives;
    named.insert(named.end(), day.decisions.begin(), day.decisions.end());
    const auto again = establish_tuesday({a, b, late}, {first, decided(2, named, late.parts)});
    EXPECT_FALSE(again.open);
    EXPECT_EQ(again.parts, late.parts);
}

TEST(Decision, IsReopenedWhenWhatItNamedIsTakenBack) {
    const auto a = observed('A', 1, {{sick, 480}});
    const auto b = observed('B', 1, {{present, 480}});
    const auto joined = superseding(observed('B', 2, {{present, 475}}), b);
    const auto taken_back = superseding(observed('B', 3, {}), joined);
    const auto first = decided(1, {a.stamp, b.stamp}, {{present, 480}});

    const auto day = establish_tuesday({a, b, joined, taken_back}, {first});

    EXPECT_TRUE(day.open);
    EXPECT_EQ(day.parts, first.outcome);
    EXPECT_EQ(day.alternatives, (std::vector{a.stamp, taken_back.stamp}));
    const auto last = decided(2, {a.stamp, taken_back.stamp, first.stamp}, {{sick, 480}});
    EXPECT_FALSE(establish_tuesday({a, b, joined, taken_back}, {first, last}).open);
}

TEST(Decision, IsNotReopenedByAVoidOfWhatItNeverSaw) {
    const auto a = observed('A', 1, {{sick, 480}});
    const auto b = observed('B', 1, {{present, 480}});
    const auto mistake = observed('A', 2, {{leave, 480}});
    const auto taken_back = superseding(observed('A', 3, {}), mistake);
    const auto first = decided(1, {a.stamp, b.stamp}, {{present, 480}});

    EXPECT_FALSE(establish_tuesday({a, b, mistake, taken_back}, {first}).open);
}

TEST(Decision, OfTwoReviewersWhoDifferReopensAndFallsBack) {
    const auto a = observed('A', 1, {{unauthorised, 480}});
    const auto b = imported(1, {{leave, 480}});
    const auto carla = decided(1, {a.stamp, b.stamp}, {{unauthorised, 480}});
    const auto dirk = decided(2, {a.stamp, b.stamp}, {{leave, 480}});

    const auto day = establish_tuesday({a, b}, {carla, dirk});

    EXPECT_TRUE(day.open);
    EXPECT_EQ(day.basis, day_basis::disputed);
    EXPECT_EQ(day.parts, b.parts) << "what was shown before anybody decided";
    EXPECT_EQ(day.decisions, (std::vector{carla.stamp, dirk.stamp}));
    EXPECT_EQ(day.reasons.back(), DayReason::decisions_differ);
}

TEST(Decision, MaySayThatNothingCounts) {
    const auto a = observed('A', 1, {{present, 480}});
    const auto b = observed('B', 1, {{sick, 480}});

    const auto day = establish_tuesday({a, b}, {decided(1, {a.stamp, b.stamp}, {})});

    EXPECT_TRUE(day.parts.empty());
    EXPECT_EQ(day.basis, day_basis::decision);
    EXPECT_FALSE(day.open);
}

TEST(EstablishedDay, HasOneIdPerPlacementAndDate) {
    const auto date = *make_date(2026, 12, 1);

    EXPECT_EQ(established_day_id(record('L', 1), date), established_day_id(record('L', 1), date));
    EXPECT_NE(established_day_id(record('L', 1), date), established_day_id(record('L', 2), date));
    EXPECT_NE(established_day_id(record('L', 1), date),
              established_day_id(record('L', 1), date.plus(1)));
}

// --- every order of arrival ---

/// Lets the facts of a small world arrive in every order. After each arrival the day depends only
/// on which facts are there; returns what it comes to in the end.
DayOutcome in_every_order(const DayFacts& world) {
    const std::size_t seen = world.observations.size();
    std::vector<std::size_t> order(seen + world.decisions.size());
    std::iota(order.begin(), order.end(), 0U);
    std::map<std::set<std::size_t>, DayOutcome> days;
    do {
        DayFacts facts = world;
        facts.observations.clear();
        facts.decisions.clear();
        std::set<std::size_t> here;
        for (const std::size_t next : order) {
            here.insert(next);
            if (next < seen) facts.observations.push_back(world.observations[next]);
            else facts.decisions.push_back(world.decisions[next - seen]);
            const auto day = establish(facts);
            EXPECT_EQ(days.try_emplace(here, day).first->second, day) << "the order mattered";
        }
    } while (std::next_permutation(order.begin(), order.end()));
    return establish(world);
}

TEST(Conflict, C1SickByPhoneAndSeenAtWorkGoesToAPersonWhoSplitsTheDay) {
    DayFacts world = tuesday();
    world.observations = {observed('A', 1, {{sick, 480}}, observation_source::participant),
                          observed('B', 1, {{present, 480}})};
    const auto asked = in_every_order(world);
    EXPECT_TRUE(asked.open && asked.parts.empty());
    EXPECT_EQ(asked.alternatives.size(), 2U);

    // Afterwards A corrects to what was decided, B takes back and C decides that too.
    world.decisions = {decided(1, asked.alternatives, {{present, 300}, {sick, 180}})};
    world.observations.push_back(
        superseding(observed('A', 2, {{present, 300}, {sick, 170}}), world.observations[0]));
    EXPECT_FALSE(in_every_order(world).open);
    world.observations.push_back(superseding(observed('B', 2, {}), world.observations[1]));
    EXPECT_TRUE(in_every_order(world).open);
    const auto reopened = establish(world);
    auto named = reopened.alternatives;
    named.push_back(world.decisions[0].stamp);
    world.decisions.push_back(decided(2, named, {{sick, 480}}));
    const auto day = in_every_order(world);

    EXPECT_FALSE(day.open);
    EXPECT_EQ(day.parts, (Parts{{sick, 480}}));
}

TEST(Conflict, C2TheSameValueTwiceIsOneDay) {
    DayFacts world = tuesday();
    world.observations = {observed('A', 1, {{present, 480}}), observed('B', 1, {{present, 480}}),
                          imported(1, {{present, 480}}), imported(2, {{present, 480}}, "2")};

    const auto day = in_every_order(world);

    EXPECT_EQ(day.basis, day_basis::rule);
    EXPECT_EQ(day.parts, (Parts{{present, 480}}));
    EXPECT_EQ(day.rests_on, stamp('A', 1));
}

TEST(Conflict, C3WithinTheToleranceTheStrongestSourceHasIt) {
    DayFacts world = tuesday();
    world.observations = {imported(1, {{present, 480}}), observed('B', 1, {{present, 470}}),
                          observed('C', 1, {{present, 478}}, observation_source::employer)};

    EXPECT_EQ(in_every_order(world).parts, (Parts{{present, 470}}));
}

TEST(Conflict, C4UnauthorisedAgainstTheEmployersLeaveShowsLeaveUntilDecided) {
    DayFacts world = tuesday();
    world.observations = {observed('A', 1, {{unauthorised, 480}}), imported(1, {{leave, 480}})};
    const auto asked = in_every_order(world);
    EXPECT_EQ(asked.parts, (Parts{{leave, 480}}));
    EXPECT_TRUE(asked.open);

    // Two reviewers differ; a third act settles it.
    world.decisions = {decided(1, asked.alternatives, {{unauthorised, 480}}),
                       decided(2, asked.alternatives, {{leave, 480}})};
    EXPECT_EQ(in_every_order(world).parts, (Parts{{leave, 480}}));
    auto named = asked.alternatives;
    for (const auto& decision : world.decisions) named.push_back(decision.stamp);
    world.decisions.push_back(decided(3, named, {{unauthorised, 480}}));
    const auto day = in_every_order(world);

    EXPECT_FALSE(day.open);
    EXPECT_EQ(day.parts, (Parts{{unauthorised, 480}}));
}

}  // namespace
}  // namespace veldwerk
