// SPDX-License-Identifier: EUPL-1.2
#include "tests/daemon/exchange/reports/acceptance_week.hpp"

namespace veldwerk::office {
namespace {

TEST(ProgressReport, TheFirstFiveAreReachedOnTheSeventhOfDecember) {
    EXPECT_EQ(the_week().json("progress", "2026-12-07"),
              R"({"filled":5,"public":3,"public_private":2,"planned":45,"milestone":5,)"
              R"("milestone_due":"2026-12-31","milestone_reached":true,"waiting":1})");
}

TEST(ProgressReport, TheDayBeforeOneOfThemHasNotStarted) {
    EXPECT_EQ(the_week().json("progress", "2026-12-06"),
              R"({"filled":4,"public":3,"public_private":1,"planned":45,"milestone":5,)"
              R"("milestone_due":"2026-12-31","milestone_reached":false,"waiting":1})");
}

TEST(ProgressReport, StepsOfOneKindAreNotAddedUp) {
    SmallWorld world;
    world.put("target", {{"kind", "public"}, {"count", "5"}, {"due", "2026-12-31"}});
    world.put("target", {{"kind", "public"}, {"count", "20"}, {"due", "2027-12-31"}});

    EXPECT_EQ(json_of_report(world, "progress", "2026-12-07"),
              R"({"filled":0,"public":0,"public_private":0,"planned":20,"waiting":0})");
}

TEST(ProgressReport, ReadsWellForPeople) {
    EXPECT_EQ(the_week().text("progress", "2026-12-07"),
              "Progress on 2026-12-07\n"
              "  jobs filled        5\n"
              "  public             3\n"
              "  public-private     2\n"
              "  planned            45\n"
              "  milestone          5\n"
              "  due                2026-12-31\n"
              "  milestone reached  yes\n"
              "  requests waiting   1\n");
}

}  // namespace
}  // namespace veldwerk::office
