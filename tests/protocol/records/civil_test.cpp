// SPDX-License-Identifier: EUPL-1.2
#include "protocol/records/civil.hpp"

#include <gtest/gtest.h>


namespace veldwerk {
namespace {

CivilDate date(std::string_view text) { return *parse_date(text); }
LocalTime local(std::string_view text) { return *parse_local_time(text); }
Instant instant(std::string_view text) { return *parse_instant(text); }

TEST(CivilDate, CountsDaysFromTheEpochAndKnowsItsWeekday) {
    EXPECT_EQ(date("1970-01-01").days, 0);
    EXPECT_EQ(date("1969-12-31").days, -1);
    EXPECT_EQ(date("2026-11-30").text(), "2026-11-30");
    EXPECT_EQ(date("1970-01-01").weekday(), 3);
    EXPECT_EQ(date("2026-11-30").weekday(), 0);
    EXPECT_EQ(date("2026-12-06").weekday(), 6);
    EXPECT_EQ(date("1969-12-28").weekday(), 6);
    EXPECT_EQ(date("2026-11-30").plus(1).text(), "2026-12-01");
    EXPECT_EQ(first_date.text(), "0001-01-01");
    EXPECT_EQ(last_date.text(), "9999-12-31");
}

TEST(CivilDate, KnowsLeapYears) {
    EXPECT_TRUE(parse_date("2024-02-29"));
    EXPECT_TRUE(parse_date("2000-02-29"));
    EXPECT_FALSE(parse_date("2026-02-29"));
    EXPECT_FALSE(parse_date("1900-02-29"));
    EXPECT_EQ(date("2028-02-28").plus(1).text(), "2028-02-29");
    EXPECT_EQ(CivilMonth{2028 * 12 + 1}.last().text(), "2028-02-29");
    EXPECT_EQ(CivilMonth{2100 * 12 + 1}.last().text(), "2100-02-28");
}

TEST(CivilDate, RefusesWhatIsNoDate) {
    for (const auto text : {"", "2026", "2026-1-1", "2026-13-01", "2026-00-10", "2026-04-31",
                            "30-11-2026", "2026-11-30 ", " 2026-11-30", "2026-11-3a",
                            "0000-01-01", "2026/11/30", "2026-11-300"}) {
        EXPECT_FALSE(parse_date(text)) << text;
    }
}

TEST(CivilMonth, HasAFirstAndALastDay) {
    const CivilMonth november = *parse_month("2026-11");
    EXPECT_EQ(november.first().text(), "2026-11-01");
    EXPECT_EQ(november.last().text(), "2026-11-30");
    EXPECT_EQ(november.text(), "2026-11");
    EXPECT_EQ(november.next().next().text(), "2027-01");
    EXPECT_EQ(month_of(date("2026-11-30")), november);
    EXPECT_FALSE(parse_month("2026-13"));
    EXPECT_FALSE(parse_month("2026-11-01"));
}

TEST(LocalTime, IsReadAndWrittenAsADiaryHasIt) {
    EXPECT_EQ(local("2026-12-17T18:30").text(), "2026-12-17T18:30");
    EXPECT_EQ(local("2026-12-17T18:30").date(), date("2026-12-17"));
    EXPECT_EQ(local("1969-12-31T23:59").minutes, -1);
    EXPECT_EQ(local("1969-12-31T23:59").date(), date("1969-12-31"));
    for (const auto text : {"2026-12-17", "2026-12-17T24:00", "2026-12-17T18:60",
                            "2026-12-17 18:00", "2026-12-17T18:00:00", "2026-12-17T8:00"}) {
        EXPECT_FALSE(parse_local_time(text)) << text;
    }
}

TEST(Instant, ReadsZuluAndOffsetsAndFractions) {
    EXPECT_EQ(instant("1970-01-01T00:00:00Z").unix_ms, 0);
    EXPECT_EQ(instant("2026-11-30T16:00:00+01:00"), instant("2026-11-30T15:00:00Z"));
    EXPECT_EQ(instant("2026-11-30T10:30:00-04:30"), instant("2026-11-30T15:00Z"));
    EXPECT_EQ(instant("1970-01-01T00:00:01.5Z").unix_ms, 1500);
    EXPECT_EQ(instant("1970-01-01T00:00:00.0019999999999999999999999999Z").unix_ms, 1);
    EXPECT_EQ(instant("1969-12-31T23:59:59.999z").unix_ms, -1);
    for (const auto text : {"2026-11-30T16:00:00", "2026-11-30", "2026-11-30T16:00:60Z",
                            "2026-11-30T16:00:00.Z", "2026-11-30T16:00:00+0100",
                            "2026-11-30T16:00:00ZZ", "2026-11-30T16Z"}) {
        EXPECT_FALSE(parse_instant(text)) << text;
    }
}

TEST(Instant, IsWrittenInUtcWithMillisecondsOnlyWhenThereAreAny) {
    EXPECT_EQ(format_instant(instant("2026-11-30T16:00:00+01:00")), "2026-11-30T15:00:00Z");
    EXPECT_EQ(format_instant({1500}), "1970-01-01T00:00:01.500Z");
    EXPECT_EQ(format_instant({-1}), "1969-12-31T23:59:59.999Z");
}

TEST(Amsterdam, SkipsAnHourInTheNightOfMarch) {
    EXPECT_EQ(amsterdam_time(instant("2026-03-29T00:59:59Z")).text(), "2026-03-29T01:59");
    EXPECT_EQ(amsterdam_time(instant("2026-03-29T01:00:00Z")).text(), "2026-03-29T03:00");
    EXPECT_EQ(amsterdam_date(instant("2026-03-28T22:59:00Z")), date("2026-03-28"));
    EXPECT_EQ(amsterdam_date(instant("2026-03-28T23:00:00Z")), date("2026-03-29"));
    EXPECT_EQ(amsterdam_date(instant("2026-03-29T21:59:00Z")), date("2026-03-29"));
    EXPECT_EQ(amsterdam_date(instant("2026-03-29T22:00:00Z")), date("2026-03-30"));
}

TEST(Amsterdam, RepeatsAnHourInTheNightOfOctober) {
    EXPECT_EQ(amsterdam_time(instant("2026-10-25T00:30:00Z")).text(), "2026-10-25T02:30");
    EXPECT_EQ(amsterdam_time(instant("2026-10-25T01:30:00Z")).text(), "2026-10-25T02:30");
    EXPECT_EQ(amsterdam_date(instant("2026-10-24T21:59:00Z")), date("2026-10-24"));
    EXPECT_EQ(amsterdam_date(instant("2026-10-24T22:00:00Z")), date("2026-10-25"));
    EXPECT_EQ(amsterdam_date(instant("2026-10-25T22:59:00Z")), date("2026-10-25"));
    EXPECT_EQ(amsterdam_date(instant("2026-10-25T23:00:00Z")), date("2026-10-26"));
}

TEST(Amsterdam, TakesTheFirstOfAnHourThatComesTwice) {
    EXPECT_EQ(instant_of(local("2026-10-25T02:30")), instant("2026-10-25T00:30:00Z"));
    EXPECT_EQ(instant_of(local("2026-10-25T03:00")), instant("2026-10-25T02:00:00Z"));
    EXPECT_EQ(instant_of(local("2026-10-25T01:59")), instant("2026-10-24T23:59:00Z"));
}

TEST(Amsterdam, TakesAnHourThatDoesNotExistOneHourLater) {
    EXPECT_EQ(instant_of(local("2026-03-29T02:30")), instant("2026-03-29T01:30:00Z"));
    EXPECT_EQ(amsterdam_time(instant_of(local("2026-03-29T02:30"))).text(), "2026-03-29T03:30");
    EXPECT_EQ(instant_of(local("2026-03-29T03:00")), instant("2026-03-29T01:00:00Z"));
    EXPECT_EQ(instant_of(local("2026-03-29T01:59")), instant("2026-03-29T00:59:00Z"));
}

TEST(Amsterdam, EveryHourOfThirtyYearsComesBackToItsWallClock) {
    int repeated = 0;
    const Instant end = instant("2026-01-01T00:00:00Z");
    for (Instant at = instant("1996-01-01T00:00:00Z"); at < end; at.unix_ms += 3'600'000) {
        const Instant back = instant_of(amsterdam_time(at));
        if (back != at) {
            ++repeated;
            EXPECT_EQ(back.unix_ms, at.unix_ms - 3'600'000) << format_instant(at);
        }
    }
    EXPECT_EQ(repeated, 30);  // the second 02:00 of each October
}

}  // namespace
}  // namespace veldwerk
