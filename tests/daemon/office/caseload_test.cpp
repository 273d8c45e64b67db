// SPDX-License-Identifier: EUPL-1.2
#include "daemon/office/caseload.hpp"

#include "tests/daemon/office/small_world.hpp"

namespace veldwerk::office {
namespace {

class Caseload : public ::testing::Test {
protected:
    Caseload() {
        participant = world.put("participant", {{"code", "D001"}});
        anja = world.put("coach", {{"name", "Anja"}, {"code", "A"}});
    }
    [[nodiscard]] bool holds() {
        for (const auto& held : caseload_of(world.office->ledger(), anja)) {
            if (held.scope.name.root == participant) return true;
        }
        return false;
    }
    void day(const std::string& date) {
        world.now(date + "T03:00:00+01:00");
        world.office->turn_day();
    }

    SmallWorld world;
    RecordId participant, anja;
};

TEST_F(Caseload, EveryCoachHoldsTheProgrammeAndItsOwnScope) {
    const auto held = caseload_of(world.office->ledger(), anja);

    ASSERT_EQ(held.size(), 2U);
    EXPECT_EQ(held[0].scope.name.kind, Scope::programme);
    EXPECT_EQ(held[1].scope.name.root, anja);
}

TEST_F(Caseload, AnAssignmentWithoutDatesHoldsAtOnce) {
    world.assign(anja, participant);

    EXPECT_TRUE(holds());
}

TEST_F(Caseload, AnAssignmentBeginsAndEndsWithTheDayActsNotWithAClock) {
    day("2026-12-01");
    world.assign(anja, participant, "2026-12-02", "2026-12-03");
    EXPECT_FALSE(holds());

    world.now("2026-12-02T12:00:00+01:00");
    EXPECT_FALSE(holds()) << "no act has said that the day turned";
    day("2026-12-02");
    EXPECT_TRUE(holds());
    day("2026-12-03");
    EXPECT_TRUE(holds()) << "the last day is included";
    day("2026-12-04");
    EXPECT_FALSE(holds());
}

TEST_F(Caseload, ASpanEndsAtTheActThatEndedTheAssignment) {
    day("2026-12-01");
    const RecordId assignment = world.assign(anja, participant);
    const std::uint64_t began = world.office->ledger().life().acts;
    world.put("assignment", {{"to", "2026-11-30"}}, assignment.text());
    const std::uint64_t ended = world.office->ledger().life().acts;

    const auto spans = world.office->ledger().spans_of_coach(anja);

    ASSERT_EQ(spans.size(), 1U);
    EXPECT_EQ(spans[0].from_act, began);
    EXPECT_EQ(spans[0].until_act, ended);
}

TEST_F(Caseload, WhatIsNoLongerHeldIsToBePurgedByWhoSawItBefore) {
    day("2026-12-01");
    const RecordId assignment = world.assign(anja, participant);
    const std::uint64_t seen = world.office->ledger().life().position;
    EXPECT_TRUE(purges_after(world.office->ledger(), anja, seen).empty());
    world.put("assignment", {{"to", "2026-11-30"}}, assignment.text());
    const std::uint64_t after = world.office->ledger().life().position;

    const auto purges = purges_after(world.office->ledger(), anja, seen);

    ASSERT_EQ(purges.size(), 1U);
    EXPECT_EQ(purges[0], world.office->ledger().scope_number(Scope::participant, participant));
    EXPECT_TRUE(purges_after(world.office->ledger(), anja, after).empty());
    world.assign(anja, participant);
    EXPECT_TRUE(purges_after(world.office->ledger(), anja, seen).empty()) << "held again";
}

TEST_F(Caseload, ADayActIsTakenOnceADay) {
    EXPECT_TRUE(world.office->turn_day());
    EXPECT_FALSE(world.office->turn_day());

    world.now("2026-12-02T00:30:00+01:00");
    EXPECT_TRUE(world.office->turn_day());
    EXPECT_EQ(today(world.office->ledger())->text(), "2026-12-02");
}

}  // namespace
}  // namespace veldwerk::office
