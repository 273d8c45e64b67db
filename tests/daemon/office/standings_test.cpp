// SPDX-License-Identifier: EUPL-1.2
// C7, C8, C10 and C11: what placements and jobs ask of each other, and how a person settles it.
#include "daemon/office/standings.hpp"

#include "tests/daemon/office/conflict_world.hpp"

namespace veldwerk::office {
namespace {

class PlacementStandings : public Conflicts {};

TEST_F(PlacementStandings, C7ARequestOnARejectedJobStaysRequestedAndAPersonIsAsked) {
    job("J4");
    const RecordId check = world.put("displacement_check", {{"job", "J4"}});
    const RecordId placement = draft("L7", participant("D009"), "J4");
    begin();
    world.put("displacement_check", {{"result", "rejected"}}, check.text());
    world.admit_one(edit(b, "placement", placement, {{"state", "requested"}}));

    EXPECT_EQ(state_of(placement), "requested");
    EXPECT_EQ(world.text("placement", placement, "hindrances"), "job_rejected");
    EXPECT_EQ(world.text("job", *world.office->ledger().resolve(type::job, "J4"), "state"),
              "rejected");
    const ReviewView view = review(review_kind::guard);
    EXPECT_EQ(view.state, review_state::open);
    EXPECT_EQ(view.alternatives.size(), 2U);

    decide_by(view, 1);

    EXPECT_EQ(state_of(placement), "requested");
    EXPECT_EQ(review(review_kind::guard).state, review_state::decided);
    EXPECT_EQ(review(review_kind::guard).decision->outcome, "it stays as it is");
    expect_every_order_ends_alike(3);
}

TEST_F(PlacementStandings, C7TheOfficeMayRejectThePlacementInstead) {
    job("J4");
    const RecordId check = world.put("displacement_check", {{"job", "J4"}});
    const RecordId placement = draft("L7", participant("D009"), "J4");
    begin();
    world.admit_one(edit(b, "placement", placement, {{"state", "requested"}}));
    EXPECT_EQ(state_of(placement), "waiting");
    world.put("displacement_check", {{"result", "rejected"}}, check.text());

    decide_by(review(review_kind::guard), 2);

    EXPECT_EQ(state_of(placement), "rejected");
    expect_every_order_ends_alike(3);
}

TEST_F(PlacementStandings, C8OfTwoRequestsForTheLastPlaceTheOfficeGrantsOneAndTheOtherWaits) {
    world.put("setting", {{"name", "cap_public"}, {"value", "1"}});
    approved_job("J7");
    approved_job("J8");
    const RecordId first = draft("L8", participant("D007"), "J7");
    const RecordId second = draft("L9", participant("D008"), "J8");
    begin();
    world.admit({edit(a, "placement", first, {{"state", "requested"}}),
                 edit(b, "placement", second, {{"state", "requested"}})});

    EXPECT_EQ(state_of(first), "requested");
    EXPECT_EQ(state_of(second), "requested");
    const ReviewView view = review(review_kind::seat);
    ASSERT_EQ(view.alternatives.size(), 2U);
    const std::size_t chosen = view.alternatives.front().record == "L8" ? 1 : 2;

    decide_by(view, chosen);

    EXPECT_EQ(state_of(first), "active");
    EXPECT_EQ(state_of(second), "waiting");
    EXPECT_EQ(world.text("placement", second, "hindrances"), "cap_full");
    EXPECT_EQ(review(review_kind::seat).state, review_state::decided);
    EXPECT_EQ(review(review_kind::seat).decision->outcome, "L8 is granted");
    expect_every_order_ends_alike(3);
}

TEST_F(PlacementStandings, C8TwoRequestsForOneSeatAreOneQuestionAlsoUnderACap) {
    world.put("setting", {{"name", "cap_public"}, {"value", "1"}});
    approved_job("J7");
    const RecordId first = draft("L8", participant("D007"), "J7");
    const RecordId second = draft("L9", participant("D008"), "J7");
    begin();
    world.admit({edit(a, "placement", first, {{"state", "requested"}}),
                 edit(b, "placement", second, {{"state", "requested"}})});

    EXPECT_EQ(world.reviews().size(), 1U);
    EXPECT_EQ(review(review_kind::seat).subject, "job J7");
    expect_every_order_ends_alike(2);
}

TEST_F(PlacementStandings, C10AUseThatTheWithdrawalDidNotSeeHoldsItUntilAPersonMovesIt) {
    const RecordId whose = participant("D004");
    const RecordId kept = top_up("L4", whose);
    world.put("placement", {{"state", "active"}}, "L4");
    const RecordId doubled = top_up("L4b", whose);
    begin();
    world.admit({edit(b, "placement", doubled, {{"state", "withdrawn"}}),
                 world.observe(a, doubled, "2026-12-01", "present:480")});
    EXPECT_EQ(state_of(doubled), "draft");
    const ReviewView view = review(review_kind::withdrawal);
    EXPECT_EQ(view.alternatives.size(), 2U);
    EXPECT_EQ(day(kept, "2026-12-01"), "");

    decide_by(view, {}, {{"placement", "L4"}});

    EXPECT_EQ(state_of(doubled), "withdrawn");
    EXPECT_EQ(day(kept, "2026-12-01"), "present:480");
    EXPECT_EQ(review(review_kind::withdrawal).state, review_state::decided);
    expect_every_order_ends_alike(3);
}

TEST_F(PlacementStandings, C10AWithdrawalThatSawAllUsesStandsWithoutAQuestion) {
    const RecordId doubled = top_up("L4b", participant("D004"));
    begin();
    const Change use = world.observe(a, doubled, "2026-12-01", "present:480");
    world.admit_one(use);
    world.admit_one(edit(b, "placement", doubled,
                         {{"state", "withdrawn"},
                          {"withdrawn_uses", use.records.front().record.text()}}));

    EXPECT_EQ(state_of(doubled), "withdrawn");
    EXPECT_TRUE(world.reviews().empty());
    expect_every_order_ends_alike(2);
}

TEST_F(PlacementStandings, C10AUseThatComesAfterTheDecisionAsksAgain) {
    const RecordId doubled = top_up("L4b", participant("D004"));
    begin();
    world.admit({edit(b, "placement", doubled, {{"state", "withdrawn"}}),
                 world.observe(a, doubled, "2026-12-01", "present:480")});
    decide_by(review(review_kind::withdrawal), 1);
    EXPECT_EQ(state_of(doubled), "withdrawn");

    world.admit_one(world.observe(a, doubled, "2026-11-30", "present:480"));

    EXPECT_EQ(review(review_kind::withdrawal).state, review_state::open);
    EXPECT_EQ(state_of(doubled), "draft");
    expect_every_order_ends_alike(4);
}

TEST_F(PlacementStandings, ALaterUseThatHoldsAWithdrawalBringsBackTheDaysOfAGrantedPlacement) {
    const RecordId placement = granted_top_up("L1");
    begin();
    const Change use = world.observe(a, placement, "2026-12-01", "present:480");
    world.admit_one(use);
    world.put("placement", {{"state", "withdrawn"}}, "L1");
    EXPECT_EQ(day(placement, "2026-12-01"), "");

    world.admit_one(world.observe(b, placement, "2026-11-30", "present:480"));

    EXPECT_EQ(state_of(placement), "active");
    EXPECT_EQ(day(placement, "2026-12-01"), "present:480");
    expect_every_order_ends_alike(3);
}

TEST_F(PlacementStandings, C11BothCarvePlantsAndAPersonMergesThem) {
    const RecordId carved = job("J5");
    begin();
    const auto task = [this](HandmadeDevice& device, const char* what, const char* minutes) {
        return world.change(device, "task", world.new_id(),
                            {{"employer", world.employer.text()}, {"description", what},
                             {"minutes_per_week", minutes}});
    };
    const Change by_a = task(a, "plants", "60");
    const Change by_b = task(b, "Plants ", "90");
    world.admit({by_a, by_b});
    world.admit({edit(a, "job", carved, {{"tasks", by_a.records.front().record.text()}}),
                 edit(b, "job", carved, {{"tasks", by_b.records.front().record.text()}})});
    EXPECT_EQ(world.text("job", carved, "tasks_minutes_least"), "60");
    EXPECT_EQ(world.text("job", carved, "tasks_minutes_most"), "150");
    const ReviewView view = review(review_kind::double_task);
    EXPECT_EQ(view.alternatives.size(), 2U);

    decide_by(view, {}, {{"minutes_per_week", "90"}});

    EXPECT_EQ(world.text("job", carved, "tasks_minutes_least"), "90");
    EXPECT_EQ(world.text("job", carved, "tasks_minutes_most"), "90");
    EXPECT_EQ(review(review_kind::double_task).state, review_state::decided);
    EXPECT_EQ(review(review_kind::double_task).alternatives.size(), 2U);
    expect_every_order_ends_alike(5);
}

TEST_F(PlacementStandings, AGuardThatBreaksAfterTheGrantLeavesThePlacementAndAsksAPerson) {
    approved_job("J7");
    const RecordId placement = draft("L8", participant("D007"), "J7");
    world.put("placement", {{"state", "active"}}, "L8");
    begin();
    world.put("displacement_check", {{"job", "J7"}, {"result", "rejected"}});

    EXPECT_EQ(state_of(placement), "active");
    EXPECT_EQ(review(review_kind::guard).reasons.front(), "its job was rejected or has lapsed");
    decide_by(review(review_kind::guard), 1);
    EXPECT_EQ(state_of(placement), "active");
    expect_every_order_ends_alike(2);
}

TEST_F(PlacementStandings, AGrantIsRefusedWhileAGuardFailsAndSaysWhich) {
    job("J7");
    draft("L8", participant("D007"), "J7");

    const auto granted = world.try_put("placement", {{"state", "active"}}, "L8");

    ASSERT_FALSE(granted.has_value());
    EXPECT_EQ(granted.error().detail,
              "L8 cannot become active: its job is not approved (yet, or again)");
}

TEST_F(PlacementStandings, AJobIsNotApprovedBeforeItsChecks) {
    job("J7");

    const auto approved = world.try_put("job", {{"state", "approved"}}, "J7");

    ASSERT_FALSE(approved.has_value());
    EXPECT_EQ(approved.error().detail,
              "J7 cannot be approved: its displacement check is not decided; nothing is recorded "
              "of a talk with the volunteers");
}

TEST_F(PlacementStandings, ATaskAddedAfterTheApprovalMakesTheJobToBeVettedAgain) {
    const RecordId vetted = approved_job("J7");
    EXPECT_EQ(world.text("job", vetted, "state"), "approved");
    const RecordId task =
        world.put("task", {{"employer", world.employer.text()}, {"description", "post"}});
    begin();
    world.put("job", {{"tasks", task.text()}}, "J7");
    EXPECT_EQ(world.text("job", vetted, "state"), "revise");
    world.put("displacement_check", {{"job", "J7"}, {"result", "positive"}});
    EXPECT_EQ(world.text("job", vetted, "state"), "approved");
    expect_every_order_ends_alike(2);
}

}  // namespace
}  // namespace veldwerk::office
