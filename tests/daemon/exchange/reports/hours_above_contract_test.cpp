// SPDX-License-Identifier: EUPL-1.2
#include "tests/daemon/exchange/reports/acceptance_week.hpp"

namespace veldwerk::office {
namespace {

TEST(HoursAboveContractReport, ListsWeeksAboveByMoreThanTheSettingInTheMonthOfTheirMonday) {
    SmallWorld world;
    world.now("2026-12-31T09:00:00+01:00");
    world.placement("L1", "D001");
    world.put("placement", {{"contract_minutes_per_week", "420"}}, "L1");
    const auto observe = [&world](const std::string& date) {
        world.put("observation", {{"placement", "L1"}, {"date", date}, {"parts", "present:480"},
                                  {"source", "seen"}});
    };
    observe("2026-12-01");  // 480: the sixty that are allowed
    observe("2026-12-08");
    observe("2026-12-09");

    EXPECT_EQ(json_of_report(world, "hours-above-contract", "2026-12-31"),
              R"({"weeks":[{"placement":"L1","participant":"D001","week":"2026-12-07",)"
              R"("minutes":960,"contract_minutes_per_week":420,"above_minutes":540}]})");
    EXPECT_EQ(json_of_report(world, "hours-above-contract", "2026-11-30"), R"({"weeks":[]})");
}

}  // namespace
}  // namespace veldwerk::office
