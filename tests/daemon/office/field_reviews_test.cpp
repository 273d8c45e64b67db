// SPDX-License-Identifier: EUPL-1.2
// C9, C12 and C13: fields that two people write without knowing of each other.
#include "daemon/office/field_reviews.hpp"

#include "tests/daemon/office/conflict_world.hpp"

namespace veldwerk::office {
namespace {

class FieldConflicts : public Conflicts {};

TEST_F(FieldConflicts, C9EndedAgainstProlongedLeavesTheEndInForceUntilAPersonDecides) {
    const RecordId placement = granted_top_up("L1");
    begin();
    world.admit({edit(a, "placement", placement, {{"start", "2026-11-30"}, {"end", "2026-12-31"}}),
                 edit(b, "placement", placement,
                      {{"start", "2026-11-30"}, {"end", "2027-06-30"}})});
    EXPECT_EQ(world.text("placement", placement, "end"), "");
    const ReviewView view = review(review_kind::field);
    EXPECT_EQ(view.state, review_state::open);

    decide_by(view, 1);

    EXPECT_NE(world.text("placement", placement, "end"), "");
    expect_every_order_ends_alike(3);
}

TEST_F(FieldConflicts, C12PhonesAndAddressOfTwoCoachesAllStay) {
    const RecordId whose = participant("D001");
    begin();
    world.admit({edit(a, "participant", whose, {{"phones", "0612345678"}}),
                 edit(b, "participant", whose, {{"address", "Nieuwe straat 2"}}),
                 edit(b, "participant", whose, {{"phones", "0687654321"}})});

    EXPECT_EQ(world.text("participant", whose, "address"), "Nieuwe straat 2");
    EXPECT_TRUE(world.reviews().empty());
    expect_every_order_ends_alike(3);
}

TEST_F(FieldConflicts, C13ACancelledMeetingStaysCancelledWhoeverMovesIt) {
    const RecordId meeting = world.put(
        "meeting", {{"title", "Bijeenkomst"}, {"start", "2026-12-17T18:00"}, {"room", "1"}});
    begin();
    const std::vector<Change> offline{
        edit(a, "meeting", meeting, {{"start", "2026-12-17T18:30"}}),
        edit(b, "meeting", meeting, {{"room", "2"}}),
        edit(b, "meeting", meeting, {{"state", "held"}})};
    world.put("meeting", {{"state", "cancelled"}}, meeting.text());
    world.admit(offline);

    EXPECT_EQ(world.text("meeting", meeting, "state"), "cancelled");
    EXPECT_EQ(world.text("meeting", meeting, "room"), "2");
    expect_every_order_ends_alike(4);
}

}  // namespace
}  // namespace veldwerk::office
