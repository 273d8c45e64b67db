// SPDX-License-Identifier: EUPL-1.2
// What dates, schedule, interruptions and the employer's calendar make of a date.
#include "protocol/rules/schedule.hpp"

#include <gtest/gtest.h>

#include "protocol/records/holidays.hpp"
#include "protocol/records/vocabulary.hpp"

namespace veldwerk {
namespace {

const CivilDate monday = *make_date(2026, 11, 30);
const CivilDate friday = *make_date(2026, 12, 4);
const CivilDate christmas = *make_date(2026, 12, 25);  // a Friday

/// Monday to Thursday 480, from 30 November 2026 on.
PlacementPlan neighbourhood_care() {
    PlacementPlan plan;
    plan.start = monday;
    plan.schedule = {{std::nullopt, {480, 480, 480, 480, 0, 0, 0}}};
    return plan;
}

TEST(Schedule, AsksItsMinutesOfEachWeekday) {
    EXPECT_EQ(plan_of(monday, neighbourhood_care()), (DayPlan{480, 0, true, false}));
    EXPECT_EQ(plan_of(friday, neighbourhood_care()), (DayPlan{0, 0, true, false}));
}

TEST(Schedule, FollowsTheLastEntryThatHasBegun) {
    auto placement = neighbourhood_care();
    placement.schedule.push_back({friday, {0, 0, 0, 0, 432, 0, 0}});

    EXPECT_EQ(plan_of(friday.plus(-1), placement).scheduled_minutes, 480);
    EXPECT_EQ(plan_of(friday, placement).scheduled_minutes, 432);
    EXPECT_EQ(plan_of(friday.plus(3), placement).scheduled_minutes, 0);
}

TEST(Schedule, AsksNothingBeforeItsFirstDatedEntry) {
    auto placement = neighbourhood_care();
    placement.schedule = {{monday.plus(1), {480, 480, 480, 480, 0, 0, 0}}};

    EXPECT_EQ(plan_of(monday, placement).scheduled_minutes, 0);
}

TEST(Schedule, CountsBothEndsOfTheDatesAsInside) {
    auto placement = neighbourhood_care();
    placement.end = monday.plus(1);

    EXPECT_FALSE(plan_of(monday.plus(-7), placement).inside_dates);
    EXPECT_TRUE(plan_of(monday, placement).inside_dates);
    EXPECT_TRUE(plan_of(monday.plus(1), placement).inside_dates);
    EXPECT_EQ(plan_of(monday.plus(2), placement), (DayPlan{0, 0, false, false}));
}

TEST(Schedule, OfAPlacementWithoutAStartHasNoDayInside) {
    auto placement = neighbourhood_care();
    placement.start.reset();

    EXPECT_EQ(plan_of(monday, placement), (DayPlan{0, 0, false, false}));
}

TEST(Schedule, LosesTheDaysOfAnInterruptionBothEndsIncluded) {
    auto placement = neighbourhood_care();
    placement.interruptions = {{monday.plus(1), monday.plus(2)}};

    EXPECT_EQ(plan_of(monday, placement).scheduled_minutes, 480);
    EXPECT_EQ(plan_of(monday.plus(1), placement), (DayPlan{0, 0, true, true}));
    EXPECT_EQ(plan_of(monday.plus(2), placement), (DayPlan{0, 0, true, true}));
    EXPECT_EQ(plan_of(monday.plus(3), placement).scheduled_minutes, 480);
}

TEST(Schedule, KnowsTheHolidaysOfTheUsualCalendar) {
    auto placement = neighbourhood_care();
    const auto good_friday = easter_sunday(2027).plus(-2);

    EXPECT_NE(plan_of(christmas, placement).holiday, 0U);
    EXPECT_EQ(plan_of(good_friday, placement).holiday, 0U) << "few employers give it";
}

TEST(Schedule, KnowsOnlyTheHolidaysThatTheEmployerKeepsFromADateOn) {
    auto placement = neighbourhood_care();
    placement.calendar = {{*make_date(2027, 1, 1), 0}};

    EXPECT_NE(plan_of(christmas, placement).holiday, 0U) << "before the entry: the usual calendar";
    EXPECT_EQ(plan_of(*make_date(2027, 12, 25), placement).holiday, 0U);
}

TEST(Unobserved, ReadsAsHolidayNotScheduledOrUnknown) {
    EXPECT_EQ(unobserved({480, 0, true, false}), (Part{attendance::unknown, 480}));
    EXPECT_EQ(unobserved({480, 1, true, false}), (Part{attendance::holiday, 480}));
    EXPECT_EQ(unobserved({0, 0, true, false}), (Part{attendance::not_scheduled, 0}));
}

TEST(Unobserved, IsADayOffWhenTheHolidayFallsOnOne) {
    EXPECT_EQ(unobserved({0, 1, true, false}), (Part{attendance::not_scheduled, 0}));
}

TEST(Unobserved, SaysNothingOutsideThePlacementsDates) {
    EXPECT_EQ(unobserved({0, 1, false, false}), std::nullopt);
}

}  // namespace
}  // namespace veldwerk
