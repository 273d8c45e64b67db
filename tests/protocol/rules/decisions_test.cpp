// SPDX-License-Identifier: EUPL-1.2
// What several decisions on one day come to.
#include "protocol/rules/decisions.hpp"

#include <gtest/gtest.h>

#include "tests/protocol/rules/day_facts.hpp"

namespace veldwerk {
namespace {

using namespace day_facts;

const Stamp seen = stamp('A', 1);

Stamp in_force(const std::vector<DecisionFacts>& decisions) {
    const auto verdict = verdict_of(decisions, 15);
    return verdict.in_force ? verdict.in_force->stamp : Stamp{};
}

TEST(Decisions, OfNobodyDecideNothing) {
    const auto verdict = verdict_of({}, 15);

    EXPECT_EQ(verdict.in_force, nullptr);
    EXPECT_FALSE(verdict.differ);
}

TEST(Decisions, AreReplacedByTheOneThatNamesThem) {
    const auto first = decided(1, {seen}, {{present, 480}});
    const auto second = decided(2, {first.stamp}, {{sick, 480}});

    EXPECT_EQ(in_force({second, first}), second.stamp);
    EXPECT_TRUE(verdict_of(std::vector{first, second}, 15).covered.contains(seen))
        << "what a replaced decision covered stays covered";
}

TEST(Decisions, ThatAgreeWithinTheToleranceAreOne) {
    const auto carla = decided(1, {seen}, {{present, 470}});
    const auto dirk = decided(2, {seen}, {{present, 480}});
    const std::vector both{carla, dirk};

    EXPECT_FALSE(verdict_of(both, 15).differ);
    EXPECT_EQ(in_force(both), dirk.stamp) << "the most minutes, as of observations";
}

TEST(Decisions, ThatDifferAndKnowNothingOfEachOtherDecideNothing) {
    const std::vector both{decided(1, {seen}, {{present, 480}}), decided(2, {seen}, {{sick, 480}})};

    EXPECT_TRUE(verdict_of(both, 15).differ);
    EXPECT_EQ(in_force(both), Stamp{});
}

TEST(Decisions, ThatDifferLeaveTheLastOneThatBothKnewInForce) {
    const auto oldest = decided(1, {seen}, {{leave, 480}});
    const auto known = decided(2, {oldest.stamp}, {{present, 300}, {sick, 180}});
    const auto carla = decided(3, {known.stamp}, {{present, 480}});
    const auto dirk = decided(4, {known.stamp}, {{sick, 480}});
    const std::vector all{dirk, oldest, carla, known};

    EXPECT_TRUE(verdict_of(all, 15).differ);
    EXPECT_EQ(in_force(all), known.stamp);
}

TEST(Decisions, ThatDifferAreSettledByOneThatNamesBoth) {
    const auto carla = decided(1, {seen}, {{present, 480}});
    const auto dirk = decided(2, {seen}, {{sick, 480}});
    const auto last = decided(3, {carla.stamp, dirk.stamp}, {{sick, 480}});

    EXPECT_FALSE(verdict_of(std::vector{carla, last, dirk}, 15).differ);
    EXPECT_EQ(in_force({carla, last, dirk}), last.stamp);
}

TEST(Decisions, InAForgedCircleStandForNothing) {
    const auto one = decided(1, {stamp('Z', 2)}, {{present, 480}});
    const auto other = decided(2, {stamp('Z', 1)}, {{sick, 480}});

    EXPECT_TRUE(verdict_of(std::vector{one, other}, 15).standing.empty());
    EXPECT_EQ(in_force({other, one}), Stamp{});
}

}  // namespace
}  // namespace veldwerk
