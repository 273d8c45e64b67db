// SPDX-License-Identifier: EUPL-1.2
#include "tests/daemon/exchange/reports/acceptance_week.hpp"

namespace veldwerk::office {
namespace {

class ContactReport : public ::testing::Test {
protected:
    ContactReport() {
        world.now("2026-12-31T09:00:00+01:00");
        world.placement("L1", "D001");  // from 30 November
    }
    void contact(const std::string& kind, const std::string& date) {
        world.put("contact", {{"participant", "D001"}, {"kind", kind}, {"date", date}});
    }
    std::string participants(const std::string& date) {
        const std::string json = json_of_report(world, "contact", date);
        return json.substr(json.find('['));
    }
    SmallWorld world;
};

TEST_F(ContactReport, SixWeeksAfterTheStartAreStillAllowed) {
    EXPECT_EQ(participants("2027-01-11"), "[]}");
    EXPECT_EQ(participants("2027-01-12"), R"([{"participant":"D001","weeks":6}]})");
}

TEST_F(ContactReport, OnlyAPersonalContactCounts) {
    contact("personal", "2026-12-07");
    contact("telephone", "2026-12-30");

    EXPECT_EQ(participants("2027-01-18"), "[]}");
    EXPECT_EQ(participants("2027-01-19"),
              R"([{"participant":"D001","last_contact":"2026-12-07","weeks":6}]})");
}

TEST_F(ContactReport, WhoIsOnlyAssignedNeedsAttentionToo) {
    world.consenting("D002");
    const RecordId coach = world.put("coach", {{"name", "Anja"}, {"code", "A"}});
    world.put("assignment", {{"coach", coach.text()}, {"participant", "D002"},
                             {"role", "main"}, {"from", "2026-10-01"}, {"to", "2026-12-15"}});

    EXPECT_EQ(participants("2026-12-15"), R"([{"participant":"D002","weeks":10}]})");
    EXPECT_EQ(participants("2026-12-16"), "[]}") << "the assignment is over";
}

TEST_F(ContactReport, WhoseBeginNobodyKnowsIsListedWithoutWeeks) {
    world.consenting("D002");
    const RecordId coach = world.put("coach", {{"name", "Anja"}, {"code", "A"}});
    world.put("assignment", {{"coach", coach.text()}, {"participant", "D002"}, {"role", "main"}});

    EXPECT_EQ(participants("2026-12-15"), R"([{"participant":"D002"}]})");
}

}  // namespace
}  // namespace veldwerk::office
