// SPDX-License-Identifier: EUPL-1.2
#include "tests/daemon/exchange/reports/acceptance_week.hpp"

namespace veldwerk::office {
namespace {

TEST(WeekReport, AddsUpTheWeekOverTheBorderOfTwoMonths) {
    const Report week = the_week().report("week", "2026-12-03");

    EXPECT_EQ(std::get<std::string>(week.figures.at(0).value), "2026-11-30");
    // December's 6204, and Monday as it stands now: 420 + 480 + 432 + 432.
    EXPECT_EQ(std::get<std::int64_t>(week.figures.at(1).value), 6204 + 1764);
    const auto& placements = week.tables.at(1).rows;
    ASSERT_EQ(placements.size(), 5U);
    EXPECT_EQ(std::get<std::string>(placements.at(0).at(0)), "L1");
    EXPECT_EQ(std::get<std::vector<NamedMinutes>>(placements.at(0).at(2)),
              (std::vector<NamedMinutes>{{"present", 1440 + 420}}));
}

TEST(WeekReport, ShowsEachDayAndWhichIsOpen) {
    const Report week = the_week().report("week", "2026-12-04");

    const auto& open = week.tables.at(0).rows;
    ASSERT_EQ(open.size(), 1U);
    EXPECT_EQ(std::get<std::string>(open.at(0).at(0)), "L3");
    // L1 four days, L2 three, L3 and L6 five, L4 two.
    EXPECT_EQ(week.tables.at(2).rows.size(), 19U);
}

TEST(WeekReport, ADayThatHasNotComeIsNotOpen) {
    const Report week = the_week().report("week", "2026-12-07");

    EXPECT_TRUE(week.tables.at(0).rows.empty());
    EXPECT_EQ(std::get<std::int64_t>(week.figures.at(1).value), 0);
}

}  // namespace
}  // namespace veldwerk::office
