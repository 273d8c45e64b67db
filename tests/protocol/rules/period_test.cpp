// SPDX-License-Identifier: EUPL-1.2
#include "protocol/rules/period.hpp"

#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

#include <algorithm>

#include "tests/protocol/rules/day_facts.hpp"

namespace veldwerk {
namespace {

using namespace day_facts;

const CivilMonth november{2026 * 12 + 10};

CivilDate on(unsigned day) { return *make_date(2026, 11, day); }

DayKnown scheduled() {
    DayKnown day;
    day.granted = true;
    day.plan = {.scheduled_minutes = 480, .holiday = 0, .inside_dates = true,
                .interrupted = false};
    return day;
}

TEST(Period, AScheduledDayThatNobodyObservedIsUnknownAndOpen) {
    EXPECT_EQ(state_of(scheduled()), DayState::unknown);
    EXPECT_TRUE(is_open(DayState::unknown));
}

TEST(Period, ADayOffAHolidayAndADayOutsideTheDatesAskForNothing) {
    DayKnown off = scheduled();
    off.plan.scheduled_minutes = 0;
    DayKnown holiday = scheduled();
    holiday.plan.holiday = 1;
    DayKnown outside = scheduled();
    outside.plan = {};

    for (const auto& day : {off, holiday, outside}) {
        EXPECT_EQ(state_of(day), DayState::nothing);
        EXPECT_FALSE(is_open(state_of(day)));
    }
}

TEST(Period, AnEstablishedDayIsNotOpenAndADisputedOneIs) {
    DayKnown day = scheduled();
    day.basis = day_basis::rule;
    EXPECT_EQ(state_of(day), DayState::established);
    EXPECT_FALSE(is_open(state_of(day)));

    day.basis = day_basis::disputed;
    EXPECT_TRUE(is_open(state_of(day)));
}

TEST(Period, ADecidedDayWhoseQuestionIsOpenAgainIsOpen) {
    DayKnown day = scheduled();
    day.basis = day_basis::decision;
    EXPECT_FALSE(is_open(state_of(day)));

    day.in_review = true;
    EXPECT_EQ(state_of(day), DayState::disputed);
}

TEST(Period, WhatWasObservedOnAPlacementNeverGrantedWaits) {
    DayKnown day = scheduled();
    day.granted = false;
    EXPECT_EQ(state_of(day), DayState::nothing);

    day.observed = true;
    EXPECT_EQ(state_of(day), DayState::waiting);
    EXPECT_TRUE(is_open(DayState::waiting));
}

TEST(Period, TheMinutesOfAPeriodAreThosePresent) {
    const std::vector<ClosedDay> days{
        {record('A'), on(2), {{present, 300}, {sick, 180}}, false},
        {record('A'), on(3), {{sick, 480}}, false},
        {record('B'), on(2), {}, true},
        {record('B'), on(3), {{present, 432}}, false}};

    EXPECT_EQ(present_minutes(std::span<const ClosedDay>(days)), 732);
}

TEST(Period, TheBytesOfACloseNeverChange) {
    const std::vector<ClosedDay> days{{record('A', 1), on(30), {{present, 480}}, false},
                                      {record('A', 1), on(2), {}, true}};

    const std::string bytes = encode_days(november, days);

    const std::string id(record('A', 1).view());
    EXPECT_EQ(bytes, id + std::string("\x02\x05\x00\x3c\x03\x02\xc0\x07", 8));
}

TEST(Period, ADayIsFoundInWhatACloseListed) {
    const auto days = decode_days(november, encode_days(november, {
        {record('B'), on(2), {}, true}, {record('A'), on(9), {{present, 480}}, false}}));

    ASSERT_TRUE(days.has_value());
    ASSERT_NE(find_day(*days, record('A'), on(9)), nullptr);
    EXPECT_EQ(find_day(*days, record('A'), on(9))->parts, (std::vector<Part>{{present, 480}}));
    EXPECT_TRUE(find_day(*days, record('B'), on(2))->open);
    EXPECT_EQ(find_day(*days, record('A'), on(2)), nullptr);
    EXPECT_EQ(find_day(*days, record('C'), on(2)), nullptr);
}

TEST(Period, BytesThatNoCloseWroteAreNoList) {
    const std::string good = encode_days(november, {{record('A'), on(2), {{present, 1}}, false},
                                                    {record('A'), on(3), {}, false}});
    for (std::size_t length = 1; length < good.size(); ++length) {
        EXPECT_FALSE(decode_days(november, good.substr(0, length)).has_value()) << length;
    }
    EXPECT_FALSE(decode_days(november, good + good).has_value()) << "a placement twice";
    const std::string id(record('A').view());
    EXPECT_FALSE(decode_days(november, id + std::string("\x01\x3e\x00", 3))) << "31 November";
    EXPECT_FALSE(decode_days(november, id + std::string("\x02\x06\x00\x04\x00", 5))) << "falling";
    EXPECT_FALSE(decode_days(november, id + std::string("\x00", 1))) << "no days";
    EXPECT_TRUE(decode_days(november, {})->empty());
}

TEST(Period, OfTwoClosesTheEarlierByItsOwnAccountCounts) {
    const CloseOrder first{Instant{1000}, stamp('Z', 7)};
    const CloseOrder later{Instant{2000}, stamp('A', 1)};
    const CloseOrder same_time{Instant{1000}, stamp('Z', 8)};

    EXPECT_LT(first, later);
    EXPECT_LT(first, same_time);
}

RC_GTEST_PROP(PeriodAtRandom, ReadsBackWhatItListedInWhateverOrderItWasGiven, ()) {
    std::vector<ClosedDay> days;
    for (char placement : {'A', 'B', 'C'}) {
        for (unsigned day = 1; day <= 30; ++day) {
            if (*rc::gen::inRange(0, 3) != 0) continue;
            ClosedDay closed{record(placement), on(day), {}, *rc::gen::inRange(0, 2) == 0};
            if (*rc::gen::inRange(0, 2) == 0) {
                closed.parts.push_back({*rc::gen::inRange<std::int64_t>(1, 8),
                                        *rc::gen::inRange<std::int64_t>(0, 1441)});
            }
            days.push_back(std::move(closed));
        }
    }
    auto shuffled = days;
    for (std::size_t i = shuffled.size(); i > 1; --i) {
        std::swap(shuffled[i - 1], shuffled[*rc::gen::inRange<std::size_t>(0, i)]);
    }

    const std::string bytes = encode_days(november, shuffled);

    RC_ASSERT(bytes == encode_days(november, days));
    RC_ASSERT(decode_days(november, bytes) == std::optional(days));
}

}  // namespace
}  // namespace veldwerk
