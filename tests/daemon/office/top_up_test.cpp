// SPDX-License-Identifier: EUPL-1.2
#include "daemon/office/top_up.hpp"

#include "daemon/office/checking.hpp"
#include "protocol/rules/top_up.hpp"
#include "tests/daemon/office/small_world.hpp"

namespace veldwerk::office {
namespace {

/// L4 in a pilot that pays 6.00 an hour, 40.00 a month at most.
class TopUpClaims : public ::testing::Test {
protected:
    TopUpClaims() {
        world.now("2026-12-09T09:00:00+01:00");
        pilot = world.put("top_up_pilot", {{"name", "Sociaal"}, {"from", "2026-12-01"},
                                           {"until", "2026-12-31"}, {"cents_per_hour", "600"},
                                           {"month_cents_max", "4000"}});
        placement = world.placement("L4", "D004");
        world.put("placement", {{"pilot", pilot.text()}}, "L4");
    }
    RecordId observe(const std::string& date, const std::string& parts) {
        return world.put("observation", {{"placement", "L4"}, {"date", date}, {"parts", parts},
                                         {"source", "seen"}});
    }
    /// "minutes cents"; empty without a claim.
    std::string claim(const std::string& month = "2026-12") {
        const RecordId id = top_up_claim_id(placement, parse_month(month).value());
        const std::string minutes = world.text("top_up_claim", id, "minutes");
        return minutes.empty() ? "" : minutes + ' ' + world.text("top_up_claim", id, "cents");
    }
    void expect_rebuilds() {
        const auto rebuild = check_rebuild(*world.office, {.random_orders = 5, .seed = 3,
                                                           .done = {}, .changes_per_piece = 3});
        for (const auto& order : rebuild.orders) {
            for (const auto& differing : order.differing) {
                ADD_FAILURE() << order.order << ": " << differing;
            }
        }
    }

    SmallWorld world;
    RecordId pilot, placement;
};

TEST_F(TopUpClaims, FollowTheEstablishedDaysOfTheMonth) {
    EXPECT_EQ(claim(), "");
    observe("2026-11-30", "present:480");
    EXPECT_EQ(claim("2026-11"), "") << "the pilot had not begun";

    observe("2026-12-02", "present:100,sick:380");
    EXPECT_EQ(claim(), "100 1000");
    observe("2026-12-04", "present:5");
    EXPECT_EQ(claim(), "105 1050");
    expect_rebuilds();
}

TEST_F(TopUpClaims, StopAtTheMost) {
    observe("2026-12-02", "present:480");

    EXPECT_EQ(claim(), "480 4000");
}

TEST_F(TopUpClaims, NothingIsPaidOnADisputedDay) {
    observe("2026-12-02", "present:480");
    world.person = world.put("person", {{"name", "Dirk"}, {"role", "team_leader"}});

    observe("2026-12-02", "sick:480");

    EXPECT_EQ(claim(), "");
    expect_rebuilds();
}

TEST_F(TopUpClaims, ACorrectedDayIsACorrectedClaim) {
    const RecordId first = observe("2026-12-02", "present:100");

    world.put("observation", {{"placement", "L4"}, {"date", "2026-12-02"},
                              {"parts", "present:50"}, {"source", "seen"},
                              {"supersedes", first.text()}});

    EXPECT_EQ(claim(), "50 500");
}

TEST_F(TopUpClaims, AnotherRateOrOtherDatesOfThePilotMoveAllOfThem) {
    observe("2026-12-02", "present:60");
    observe("2026-12-04", "present:60");

    world.put("top_up_pilot", {{"cents_per_hour", "500"}}, pilot.text());
    EXPECT_EQ(claim(), "120 1000");
    world.put("top_up_pilot", {{"until", "2026-12-03"}}, pilot.text());
    EXPECT_EQ(claim(), "60 500");
    expect_rebuilds();
}

TEST_F(TopUpClaims, LeaveWithThePlacementsPilotOrKind) {
    observe("2026-12-02", "present:60");
    ASSERT_EQ(claim(), "60 600");

    world.put("placement", {{"pilot", ""}}, "L4");
    EXPECT_EQ(claim(), "");
    world.put("placement", {{"pilot", pilot.text()}}, "L4");
    EXPECT_EQ(claim(), "60 600");
    world.put("placement", {{"kind", "innovation"}}, "L4");
    EXPECT_EQ(claim(), "");
    expect_rebuilds();
}

}  // namespace
}  // namespace veldwerk::office
