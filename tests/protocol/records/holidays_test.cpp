// SPDX-License-Identifier: EUPL-1.2
// The oracle is a calendar on paper: dates as published, not computed.
#include "protocol/records/holidays.hpp"

#include <gtest/gtest.h>

#include <map>
#include <string>

namespace veldwerk {
namespace {

/// Name to date of one year, by asking every day of it.
std::map<std::string_view, std::string> holidays_of(int year) {
    std::map<std::string_view, std::string> found;
    for (CivilDate day = *make_date(year, 1, 1); day <= *make_date(year, 12, 31);
         day = day.plus(1)) {
        const std::uint32_t bits = holidays_on(day);
        for (const Holiday& holiday : holidays()) {
            if ((bits & holiday.bit) == 0) continue;
            EXPECT_EQ(found.count(holiday.name), 0u) << "twice in a year: " << holiday.name;
            found[holiday.name] = day.text().substr(5);
        }
    }
    return found;
}

TEST(Holidays, EasterFallsWhereAlmanacsPutIt) {
    const std::map<int, std::string> almanac = {
        {1818, "03-22"}, {1943, "04-25"}, {1954, "04-18"}, {1961, "04-02"}, {1981, "04-19"},
        {1996, "04-07"}, {2000, "04-23"}, {2005, "03-27"}, {2007, "04-08"}, {2008, "03-23"},
        {2009, "04-12"}, {2010, "04-04"}, {2011, "04-24"}, {2012, "04-08"}, {2013, "03-31"},
        {2014, "04-20"}, {2015, "04-05"}, {2016, "03-27"}, {2017, "04-16"}, {2018, "04-01"},
        {2019, "04-21"}, {2020, "04-12"}, {2021, "04-04"}, {2022, "04-17"}, {2023, "04-09"},
        {2024, "03-31"}, {2025, "04-20"}, {2026, "04-05"}, {2027, "03-28"}, {2028, "04-16"},
        {2029, "04-01"}, {2030, "04-21"}, {2035, "03-25"}, {2038, "04-25"}, {2049, "04-18"},
    };
    for (const auto& [year, day] : almanac) {
        EXPECT_EQ(easter_sunday(year).text().substr(5), day) << year;
        EXPECT_EQ(easter_sunday(year).weekday(), 6) << year;
    }
}

TEST(Holidays, TheYear2026IsTheOneOnPaper) {
    const std::map<std::string_view, std::string> paper = {
        {"new_year", "01-01"},      {"good_friday", "04-03"},   {"easter_sunday", "04-05"},
        {"easter_monday", "04-06"}, {"kings_day", "04-27"},     {"liberation_day", "05-05"},
        {"ascension", "05-14"},     {"whit_sunday", "05-24"},   {"whit_monday", "05-25"},
        {"christmas_day", "12-25"}, {"second_christmas_day", "12-26"},
    };
    EXPECT_EQ(holidays_of(2026), paper);
}

TEST(Holidays, TheYears2025And2027AreTheOnesOnPaper) {
    auto found = holidays_of(2025);
    EXPECT_EQ(found["good_friday"], "04-18");
    EXPECT_EQ(found["easter_monday"], "04-21");
    EXPECT_EQ(found["kings_day"], "04-26");
    EXPECT_EQ(found["ascension"], "05-29");
    EXPECT_EQ(found["whit_monday"], "06-09");

    found = holidays_of(2027);
    EXPECT_EQ(found["good_friday"], "03-26");
    EXPECT_EQ(found["easter_monday"], "03-29");
    EXPECT_EQ(found["kings_day"], "04-27");
    EXPECT_EQ(found["ascension"], "05-06");
    EXPECT_EQ(found["whit_monday"], "05-17");
}

TEST(Holidays, TheQueensDayOfOldGaveWayToASunday) {
    for (const auto& [year, day] : std::map<int, std::string>{
             {2006, "04-29"}, {2007, "04-30"}, {2008, "04-30"}, {2009, "04-30"}, {2010, "04-30"},
             {2011, "04-30"}, {2012, "04-30"}, {2013, "04-30"}, {2014, "04-26"}, {2015, "04-27"},
             {2020, "04-27"}, {2031, "04-26"}}) {
        EXPECT_EQ(holidays_of(year)["kings_day"], day) << year;
    }
}

TEST(Holidays, TwoMayFallOnOneDay) {
    // Ascension on Liberation Day, 5 May 2016.
    EXPECT_EQ(holidays_on(*make_date(2016, 5, 5)),
              find_holiday("ascension")->bit | find_holiday("liberation_day")->bit);
}

TEST(Holidays, TheUsualCalendarLeavesOutGoodFridayAndLiberationDay) {
    for (const Holiday& holiday : holidays()) {
        const bool left_out = holiday.name == "good_friday" || holiday.name == "liberation_day";
        EXPECT_EQ((default_holidays() & holiday.bit) == 0, left_out) << holiday.name;
    }
}

TEST(Holidays, AreFoundByEitherName) {
    EXPECT_EQ(find_holiday("Koningsdag"), find_holiday("kings_day"));
    EXPECT_EQ(find_holiday("Tweede Paasdag"), find_holiday("easter_monday"));
    EXPECT_EQ(find_holiday("sinterklaas"), nullptr);
}

}  // namespace
}  // namespace veldwerk
