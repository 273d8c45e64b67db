// SPDX-License-Identifier: EUPL-1.2
#include "protocol/rules/sync_window.hpp"

#include <gtest/gtest.h>

#include <set>

namespace veldwerk {
namespace {

Instant at(const char* text) { return parse_instant(text).value(); }
CivilDate day(const char* text) { return parse_date(text).value(); }

TEST(SyncWindow, IsTwoTimesOfDayThatDiffer) {
    EXPECT_EQ(parse_sync_window("23:00-05:00"), (SyncWindow{1380, 360}));
    EXPECT_EQ(parse_sync_window("01:30-02:00"), (SyncWindow{90, 30}));
    for (const char* wrong : {"", "23:00", "23:00-23:00", "24:00-05:00", "23:60-05:00",
                              "23.00-05.00", "23:00 - 05:00", "1:00-05:00", "+1:00-05:00"}) {
        EXPECT_FALSE(parse_sync_window(wrong)) << wrong;
    }
}

TEST(SyncWindow, BeginsInTheEveningAndEndsInTheMorning) {
    const auto night = night_of(*parse_sync_window("23:00-05:00"), day("2026-12-01"));

    EXPECT_EQ(night.from, at("2026-12-01T23:00:00+01:00"));
    EXPECT_EQ(night.until, at("2026-12-02T05:00:00+01:00"));
}

TEST(SyncWindow, TheNightOfTheClockChangeIsAnHourLongerOrShorter) {
    const auto window = *parse_sync_window("23:00-05:00");
    const auto hours = [&](const char* evening) {
        const auto night = night_of(window, day(evening));
        return (night.until.unix_ms - night.from.unix_ms) / 3'600'000;
    };

    EXPECT_EQ(hours("2026-10-24"), 7);
    EXPECT_EQ(hours("2026-03-28"), 5);
}

TEST(SyncWindow, AWindowInTheHourThatDoesNotExistIsAMoment) {
    const auto night = night_of(*parse_sync_window("02:00-03:00"), day("2026-03-29"));

    EXPECT_EQ(moment_of(night, WriterId{}), night.from);
}

TEST(SyncWindow, WritersAreSpreadOverTheNightAndEachKeepsItsMoment) {
    const auto night = night_of(*parse_sync_window("23:00-05:00"), day("2026-12-01"));
    std::set<std::int64_t> quarters;
    for (std::uint8_t i = 0; i < 100; ++i) {
        WriterId writer;
        writer.bytes.fill(static_cast<std::uint8_t>(i * 37));
        const Instant moment = moment_of(night, writer);
        EXPECT_GE(moment, night.from);
        EXPECT_LT(moment, night.until);
        EXPECT_EQ(moment, moment_of(night, writer));
        quarters.insert((moment.unix_ms - night.from.unix_ms) / 900'000);
    }
    EXPECT_GT(quarters.size(), 12U) << "of 24 quarters of an hour";
}

}  // namespace
}  // namespace veldwerk
