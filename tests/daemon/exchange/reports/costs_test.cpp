// SPDX-License-Identifier: EUPL-1.2
#include "tests/daemon/exchange/reports/acceptance_week.hpp"

namespace veldwerk::office {
namespace {

TEST(CostsReport, FiveJobsOf164HoursAreRoundedOnceOnTheTotal) {
    EXPECT_EQ(the_week().json("costs", "2026-12-07"),
              R"({"minutes_per_week":9840,"cost_cents":13211111,"saving_cents":7288889,)"
              R"("gap_cents":5922222,"uncovered_cents":5922222,"funding":[]})");
}

TEST(CostsReport, AreWrittenAsAmountsInASpreadsheet) {
    EXPECT_EQ(the_week().csv("costs", "2026-12-07"),
              "\xef\xbb\xbf"
              "minuten_per_week;kosten;besparing;verschil;ongedekt\r\n"
              "9840;132111,11;72888,89;59222,22;59222,22\r\n"
              "\r\n"
              "bron;bedrag\r\n");
}

TEST(CostsReport, AllocationsOfTheYearCoverTheGapAndNeverMoreThanIt) {
    AcceptanceWeek week;
    const RecordId source = week.world.put("funding_source", {{"name", "Participatiebudget"}});
    const auto allocate = [&](const std::string& year, const std::string& cents) {
        week.world.put("funding_allocation", {{"source", source.text()}, {"year", year},
                                              {"amount_cents", cents}});
    };
    allocate("2026", "5000000");
    allocate("2027", "9999999");

    EXPECT_EQ(week.json("costs", "2026-12-07"),
              R"({"minutes_per_week":9840,"cost_cents":13211111,"saving_cents":7288889,)"
              R"("gap_cents":5922222,"uncovered_cents":922222,)"
              R"("funding":[{"source":"Participatiebudget","amount_cents":5000000}]})");

    allocate("2026", "2000000");
    EXPECT_NE(week.json("costs", "2026-12-07").find(R"("uncovered_cents":0,)"), std::string::npos);
}

TEST(CostsReport, WithoutARateNothingIsClaimed) {
    SmallWorld world;

    EXPECT_EQ(json_of_report(world, "costs", "2026-12-07"),
              R"({"minutes_per_week":0,"cost_cents":0,"saving_cents":0,"gap_cents":0,)"
              R"("uncovered_cents":0,"funding":[]})");
}

}  // namespace
}  // namespace veldwerk::office
