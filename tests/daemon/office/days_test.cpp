// SPDX-License-Identifier: EUPL-1.2
// C1 to C4: what several people saw of one day.
#include "daemon/office/days.hpp"

#include "tests/daemon/office/conflict_world.hpp"

namespace veldwerk::office {
namespace {

class EstablishedDays : public Conflicts {};

TEST_F(EstablishedDays, C1SickByPhoneAndSeenAtWorkGoToAPersonWhoMaySplitTheDay) {
    const RecordId placement = granted_top_up("L1");
    begin();
    world.admit({world.observe(a, placement, "2026-12-01", "sick:480"),
                 world.observe(b, placement, "2026-12-01", "present:480")});
    const ReviewView view = review(review_kind::day);
    EXPECT_EQ(view.alternatives.size(), 2U);

    decide_by(view, {}, {{"parts", "present:300,sick:180"}});

    EXPECT_EQ(day(placement, "2026-12-01"), "present:300,sick:180");
    EXPECT_EQ(review(review_kind::day).state, review_state::decided);
    expect_every_order_ends_alike(3);
}

TEST_F(EstablishedDays, C2AndC3WhatAgreesWithinTheToleranceIsOneDay) {
    const RecordId placement = granted_top_up("L1");
    begin();
    world.admit({world.observe(a, placement, "2026-12-01", "present:480"),
                 world.observe(b, placement, "2026-12-01", "present:480"),
                 world.change(b, "observation", world.new_id(),
                              {{"placement", placement.text()}, {"date", "2026-11-30"},
                               {"parts", "present:480"}, {"source", "participant"}}),
                 world.observe(a, placement, "2026-11-30", "present:470")});

    EXPECT_TRUE(world.reviews().empty());
    EXPECT_EQ(day(placement, "2026-12-01"), "present:480");
    EXPECT_EQ(day(placement, "2026-11-30"), "present:470");
    expect_every_order_ends_alike(4);
}

TEST_F(EstablishedDays, C4LeaveIsShownUntilAPersonDecidesOnUnauthorisedAbsence) {
    const RecordId placement = granted_top_up("L1");
    begin();
    world.admit({world.observe(a, placement, "2026-12-01", "unauthorised_absence:0"),
                 world.change(b, "observation", world.new_id(),
                              {{"placement", placement.text()}, {"date", "2026-12-01"},
                               {"parts", "leave:0"}, {"source", "employer"}})});

    EXPECT_EQ(day(placement, "2026-12-01"), "leave:0");
    EXPECT_EQ(review(review_kind::day).state, review_state::open);
    decide_by(review(review_kind::day), 1);
    expect_every_order_ends_alike(3);
}

}  // namespace
}  // namespace veldwerk::office
