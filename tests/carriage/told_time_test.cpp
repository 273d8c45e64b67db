// SPDX-License-Identifier: EUPL-1.2
#include "protocol/carriage/told_time.hpp"

#include <gtest/gtest.h>

#include <filesystem>
#include <fstream>

namespace veldwerk::carriage {
namespace {

TEST(ToldTime, AFileIsReadAgainAtEachUse) {
    const std::string path = testing::TempDir() + "told_time_test.now";
    std::ofstream(path) << "2026-11-30T16:00:00+01:00\n";
    const auto clock = clock_of('@' + path).value();

    EXPECT_EQ(clock(), parse_instant("2026-11-30T15:00:00Z"));
    std::ofstream(path) << "2026-12-01T16:00:00+01:00\n";
    EXPECT_EQ(clock(), parse_instant("2026-12-01T15:00:00Z"));

    std::filesystem::remove(path);
    EXPECT_THROW((void)clock(), std::runtime_error);
}

TEST(ToldTime, WhatIsNoInstantIsWrongUse) {
    EXPECT_EQ(clock_of("yesterday").error().reason, Reason::wrong_use);
    EXPECT_EQ(clock_of("@/nowhere/at/all").error().reason, Reason::wrong_use);
    EXPECT_TRUE(clock_of("2026-11-30T16:00:00+01:00"));
    EXPECT_TRUE(clock_of(""));
}

}  // namespace
}  // namespace veldwerk::carriage
