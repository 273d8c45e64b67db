// SPDX-License-Identifier: EUPL-1.2
#include "tests/daemon/exchange/reports/acceptance_week.hpp"

namespace veldwerk::office {
namespace {

TEST(DisplacementReport, ShowsWhatChecksSawAndWhichJobsNobodyChecked) {
    SmallWorld world;
    const RecordId task =
        world.put("task", {{"employer", world.employer.text()}, {"description", "plants"}});
    world.put("job", {{"code", "J1"}, {"title", "care"}, {"tasks", task.text()}});
    world.put("job", {{"code", "J2"}, {"title", "none"}});
    world.put("displacement_check", {{"job", "J1"}, {"result", "positive"},
                                     {"valid_until", "2026-12-31"}, {"answers", "nobody did it"}});

    EXPECT_EQ(json_of_report(world, "displacement", "2026-12-31"),
              R"({"unchecked":1,"undecided":0,"expired":0,"checks":[)"
              R"({"job":"J1","result":"positive","decided_on":"2026-12-01",)"
              R"("decided_by":"Administrator","valid_until":"2026-12-31","tasks":"plants",)"
              R"("answers":"nobody did it"},{"job":"J2"}]})");
    EXPECT_NE(json_of_report(world, "displacement", "2027-01-01").find(R"("expired":1)"),
              std::string::npos);
}

}  // namespace
}  // namespace veldwerk::office
