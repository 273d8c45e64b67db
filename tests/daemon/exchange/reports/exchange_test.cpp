// SPDX-License-Identifier: EUPL-1.2
#include "tests/daemon/exchange/reports/acceptance_week.hpp"

namespace veldwerk::office {
namespace {

class ExchangeReport : public ::testing::Test {
protected:
    /// Placements that run, each of a participant with that benefit.
    void place(const std::string& benefit, int count) {
        for (int i = 0; i < count; ++i) {
            const std::string number = std::to_string(++placed);
            world.placement("L" + number, "D" + number);
            world.put("participant", {{"benefit_kind", benefit}}, "D" + number);
        }
    }
    std::string json() { return json_of_report(world, "exchange", "2026-12-07"); }
    void expect_cell(const std::string& cell) {
        EXPECT_NE(json().find(cell), std::string::npos) << cell << " in " << json();
    }
    SmallWorld world;
    int placed = 0;
};

TEST_F(ExchangeReport, FivePeopleAreACountAndFourAreNot) {
    place("social_assistance", 5);
    expect_cell(R"({"group":"benefit_kind","name":"social_assistance","count":5,)"
                R"("suppressed":false})");

    SmallWorld other;
    for (const std::string n : {"1", "2", "3", "4"}) other.placement("L" + n, "D" + n);
    EXPECT_NE(json_of_report(other, "exchange", "2026-12-07")
                  .find(R"({"group":"all","name":"participants","suppressed":true})"),
              std::string::npos);
}

TEST_F(ExchangeReport, ASmallCellIsNotLeftToFollowFromTheTotal) {
    place("social_assistance", 7);
    place("unemployment", 5);
    place("wia", 1);

    expect_cell(R"({"group":"all","name":"participants","count":13,"suppressed":false})");
    expect_cell(R"({"group":"benefit_kind","name":"social_assistance","count":7,)"
                R"("suppressed":false})");
    expect_cell(R"({"group":"benefit_kind","name":"unemployment","suppressed":true})");
    expect_cell(R"({"group":"benefit_kind","name":"wia","suppressed":true})");
}

TEST_F(ExchangeReport, NamesNobodyAndPassesOnOnlyOurOwnNotes) {
    place("social_assistance", 5);
    world.put("participant", {{"family_name", "Zonderling"}}, "D1");
    const RecordId peer = world.put("peer_municipality", {{"name", "Lelystad"}});
    world.put("practice_note", {{"title", "Koffie helpt"}, {"text", "een goede machine"}});
    world.put("practice_note", {{"title", "Van een ander"}, {"peer", peer.text()}});

    EXPECT_EQ(json().find("Zonderling"), std::string::npos);
    EXPECT_EQ(json().find("\"D1\""), std::string::npos);
    EXPECT_EQ(json().find("Van een ander"), std::string::npos);
    expect_cell(R"("practice_notes":[{"title":"Koffie helpt","text":"een goede machine"}])");
}

}  // namespace
}  // namespace veldwerk::office
