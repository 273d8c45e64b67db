// SPDX-License-Identifier: EUPL-1.2
#include "tests/daemon/exchange/reports/acceptance_week.hpp"

namespace veldwerk::office {
namespace {

TEST(MeetingsReport, CountsWhatParticipantsOrganisedAndRemoved) {
    SmallWorld world;
    world.consenting("D001");
    world.consenting("D002");
    const RecordId meeting =
        world.put("meeting", {{"title", "Bijeenkomst"}, {"start", "2026-12-17T18:00"},
                              {"place", "Kiosk"}, {"initiator", "D001"}});
    for (const std::string who : {"D001", "D002"}) {
        world.put("meeting_attendance", {{"meeting", meeting.text()}, {"participant", who},
                                         {"present", "true"}});
    }
    const RecordId plan = world.put("plan", {{"participant", "D002"}, {"text", "bakkerij"}});
    world.put("plan_feedback", {{"plan", plan.text()}, {"text", "mooi"}});
    world.put("limitation", {{"plan", plan.text()}, {"text", "geen oven"}});
    world.put("limitation", {{"plan", plan.text()}, {"text", "geen tijd"}, {"state", "removed"},
                             {"removed_on", "2026-12-10"}, {"removed_by", "de groep"}});

    EXPECT_EQ(json_of_report(world, "meetings", "2026-12-31"),
              R"({"on_initiative_of_participants":1,"plans":1,"feedback":1,"limitations":2,)"
              R"("limitations_removed":1,"meetings":[)"
              R"({"title":"Bijeenkomst","start":"2026-12-17T18:00","place":"Kiosk",)"
              R"("state":"planned","initiator":"D001","present":2}],)"
              R"("removed":[{"removed_on":"2026-12-10","participant":"D002",)"
              R"("removed_by":"de groep"}]})");
}

}  // namespace
}  // namespace veldwerk::office
