// SPDX-License-Identifier: EUPL-1.2
#include "tests/daemon/exchange/reports/acceptance_week.hpp"

namespace veldwerk::office {
namespace {

TEST(ReviewsReport, AQuestionIsAsOldAsItsSecondAlternative) {
    SmallWorld world;
    world.now("2026-12-03T09:00:00+01:00");
    world.placement("L1", "D001");
    const auto observe = [&world](const std::string& parts) {
        world.put("observation", {{"placement", "L1"}, {"date", "2026-12-01"}, {"parts", parts},
                                  {"source", "seen"}});
    };
    observe("present:480");
    world.now("2026-12-05T09:00:00+01:00");
    world.person = world.put("person", {{"name", "Dirk"}, {"role", "team_leader"}});
    observe("sick:480");

    const std::string json = json_of_report(world, "reviews", "2026-12-09");

    EXPECT_EQ(json.substr(0, json.find(R"("reviews":[)")),
              R"({"open":1,"kinds":[{"kind":"day","open":1,"decided":0}],)");
    EXPECT_NE(json.find(R"("kind":"day","subject":"L1 on 2026-12-01","since":"2026-12-05",)"
                        R"("age_days":4}]})"),
              std::string::npos)
        << json;
}

TEST(ReviewsReport, InTheAcceptanceWeekNothingIsLeftToDecide) {
    const std::string json = the_week().json("reviews");

    EXPECT_NE(json.find(R"({"kind":"correction","open":0,"decided":2})"), std::string::npos)
        << json;
    EXPECT_NE(json.find(R"("open":0,"kinds")"), std::string::npos) << json;
}

}  // namespace
}  // namespace veldwerk::office
