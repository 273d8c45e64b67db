// SPDX-License-Identifier: EUPL-1.2
#include "daemon/office/integration.hpp"

#include "protocol/records/vocabulary.hpp"
#include "protocol/rules/day.hpp"
#include "tests/daemon/office/small_world.hpp"

namespace veldwerk::office {
namespace {

class Admission : public ::testing::Test {
protected:
    Admission() {
        placement = world.placement("L1", "D001");
        participant = *world.office->ledger().resolve(type::participant, "D001");
        anja = world.put("coach", {{"name", "Anja"}, {"code", "A"}});
        bram = world.put("coach", {{"name", "Bram"}, {"code", "B"}});
        world.assign(anja, participant);
        a = world.device(anja);
        b = world.device(bram);
    }
    Change draft(HandmadeDevice& device, const RecordId& id, const RecordId& of) {
        return world.change(device, "placement", id,
                            {{"code", "L9"}, {"participant", of.text()},
                             {"workplace", world.workplace.text()}, {"kind", "top_up"}});
    }
    std::string day_on(const std::string& date, const std::string& field = "parts") {
        const RecordId id = established_day_id(placement, parse_date(date).value());
        return world.text("established_day", id, field);
    }

    SmallWorld world;
    RecordId placement, participant, anja, bram;
    HandmadeDevice a, b;
};

TEST_F(Admission, ADayIsEstablishedByWhatTheCoachSaw) {
    const auto verdict = world.admit_one(world.observe(a, placement, "2026-12-01", "present:480"));

    EXPECT_EQ(verdict.standing, Standing::in_effect);
    EXPECT_EQ(day_on("2026-12-01"), "present:480");
    EXPECT_EQ(day_on("2026-12-01", "basis"), "rule");
}

TEST_F(Admission, BytesThatAreNoValueAreRefusedAndLeaveNothing) {
    Change change = world.observe(a, placement, "2026-12-01", "present:480");
    change.records.front().writes.back().value = "\x7f\x7f\x7f";

    const auto verdict = world.admit_one(change);

    EXPECT_EQ(verdict.standing, Standing::refused);
    EXPECT_TRUE(world.office->ledger().all(type::observation).empty());
    EXPECT_EQ(world.office->ledger().find_change(change.stamp)->bytes, encode_change(change))
        << "what is refused is kept";
}

TEST_F(Admission, DerivedRecordsAndEditedFactsAreRefused) {
    const Change observation = world.observe(a, placement, "2026-12-01", "present:480");
    world.admit_one(observation);
    const RecordId id = observation.records.front().record;
    const RecordState seen = world.state("observation", id);

    const Change edit = world.change(a, "observation", id, {{"parts", "present:60"}}, &seen);
    EXPECT_EQ(world.admit_one(edit).refusal.reason, Reason::malformed);

    const Change derived = world.change(a, "established_day", world.new_id(),
                                        {{"placement", placement.text()}, {"date", "2026-12-01"}});
    EXPECT_EQ(world.admit_one(derived).refusal.reason, Reason::malformed);
    EXPECT_EQ(day_on("2026-12-01"), "present:480");
}

TEST_F(Admission, ARecordWithoutItsRootIsRefused) {
    Change change = world.observe(a, placement, "2026-12-01", "present:480");
    std::erase_if(change.records.front().writes, [](const Write& write) {
        return write.slot == find_type(type::observation)->find("placement")->slot;
    });

    EXPECT_EQ(world.admit_one(change).refusal.reason, Reason::malformed);
}

TEST_F(Admission, ARootThatTheSameChangeMakesLaterIsRefused) {
    const RecordId made = world.new_id();
    Change change = draft(a, made, participant);
    Change observation = world.observe(a, made, "2026-12-01", "present:480");
    change.records.push_back(observation.records.front());
    EXPECT_EQ(world.admit_one(change).standing, Standing::in_effect) << "the root comes first";

    Change turned = draft(a, world.new_id(), participant);
    Change child = world.observe(a, turned.records.front().record, "2026-12-01", "present:480");
    turned.records.insert(turned.records.begin(), child.records.front());
    EXPECT_EQ(world.admit_one(turned).refusal.reason, Reason::malformed);
}

TEST_F(Admission, WhoDoesNotHoldTheParticipantIsRefused) {
    const auto verdict = world.admit_one(world.observe(b, placement, "2026-12-01", "present:480"));

    EXPECT_EQ(verdict.standing, Standing::refused);
    EXPECT_EQ(verdict.refusal.reason, Reason::not_authorised);
    EXPECT_EQ(day_on("2026-12-01"), "");
}

TEST_F(Admission, WorkIsJudgedByTheCaseloadAtItsBasisNotAtItsArrival) {
    const Change before = world.observe(a, placement, "2026-12-01", "present:480");
    const auto assignments = world.office->ledger().all(type::assignment);
    world.put("assignment", {{"to", "2026-11-30"}}, assignments.front().text());
    world.office->turn_day();

    EXPECT_EQ(world.admit_one(before).standing, Standing::in_effect);

    world.look(a);
    const Change after = world.observe(a, placement, "2026-12-01", "present:240");
    EXPECT_EQ(world.admit_one(after).refusal.reason, Reason::not_authorised);
}

TEST_F(Admission, ABasisOfActsThatAreStillToComeIsRefused) {
    a.basis.position += 1;

    const auto verdict = world.admit_one(world.observe(a, placement, "2026-12-01", "present:480"));

    EXPECT_EQ(verdict.standing, Standing::refused);
    EXPECT_EQ(verdict.refusal.reason, Reason::malformed);
}

TEST_F(Admission, NobodyMakesARecordThatLiesInAnothersCaseload) {
    const RecordId other = world.put("participant", {{"code", "D002"}});
    world.assign(bram, other);
    world.look(b);

    const auto verdict = world.admit_one(draft(b, placement, other));

    EXPECT_EQ(verdict.refusal.reason, Reason::not_authorised);
    EXPECT_EQ(world.text("placement", placement, "code"), "L1");
}

TEST_F(Admission, AChangeWaitsForTheRecordItRefersTo) {
    world.assign(bram, participant);
    world.look(b);
    const RecordId made = world.new_id();
    const Change creation = draft(a, made, participant);
    const Change observation = world.observe(b, made, "2026-12-01", "present:480");

    const auto parked = world.admit_one(observation);
    EXPECT_EQ(parked.standing, Standing::parked);
    EXPECT_EQ(parked.waits_for, made);
    EXPECT_TRUE(world.office->ledger().all(type::observation).empty());

    world.admit_one(creation);
    EXPECT_EQ(world.office->ledger().all(type::observation).size(), 1U);
    EXPECT_EQ(world.office->ledger().find_change(observation.stamp)->standing,
              Standing::in_effect);
}

TEST_F(Admission, WhatRefersToADiscardedCreationIsRefused) {
    world.assign(bram, participant);
    world.look(b);
    const RecordId made = world.new_id();
    Change creation = draft(a, made, participant);
    creation.records.front().writes.front().value = "\x01\x02";  // no code: refused
    const Change observation = world.observe(b, made, "2026-12-01", "present:480");
    ASSERT_EQ(world.admit_one(creation).standing, Standing::refused);
    ASSERT_EQ(world.admit_one(observation).standing, Standing::parked);

    Change discard;
    discard.stamp = {a.writer, ++a.counter};
    discard.person = anja;
    discard.basis = a.basis;
    discard.discards = {creation.stamp};
    world.admit_one(discard);

    const auto stored = world.office->ledger().find_change(observation.stamp);
    EXPECT_EQ(stored->standing, Standing::refused);
    EXPECT_EQ(stored->refusal.reason, Reason::discarded);
    const Change later = world.observe(b, made, "2026-12-01", "present:480");
    EXPECT_EQ(world.admit_one(later).refusal.reason, Reason::discarded);
}

TEST_F(Admission, AChangeThatClaimsToKnowActsNotDoneYetIsRefusedWhateverTheyWillBe) {
    a.basis.position += 2;
    const Change early = world.observe(a, placement, "2026-12-01", "present:480");

    const auto verdict = world.admit_one(early);

    EXPECT_EQ(verdict.standing, Standing::refused);
    EXPECT_EQ(verdict.refusal.reason, Reason::malformed);
    world.put("participant", {{"address", "Markt 1"}}, participant.text());
    world.put("participant", {{"address", "Markt 2"}}, participant.text());
    const Change later = world.observe(a, placement, "2026-12-01", "present:480");
    EXPECT_EQ(world.admit_one(later).standing, Standing::in_effect);
}

TEST_F(Admission, OnlyTheOfficeGrants) {
    const RecordId made = world.new_id();
    world.admit_one(draft(a, made, participant));
    const RecordState seen = world.state("placement", made);

    const auto request =
        world.admit_one(world.change(a, "placement", made, {{"state", "requested"}}, &seen));
    const auto grant =
        world.admit_one(world.change(a, "placement", made, {{"state", "active"}}, &seen));

    EXPECT_EQ(request.standing, Standing::in_effect);
    EXPECT_EQ(grant.refusal.reason, Reason::not_authorised);
    // It asks, and waits for its guards to hold.
    EXPECT_EQ(world.text("placement", made, "state"), "waiting");
    EXPECT_FALSE(world.office->ledger().granted(made));
}

TEST_F(Admission, AnAbsenceWithoutEndCountsOnDaysThatHaveComeOnly) {
    world.office->turn_day();
    const Change absence = world.change(a, "planned_absence", world.new_id(),
                                        {{"placement", placement.text()}, {"from", "2026-11-30"},
                                         {"to", "9999-12-31"}, {"status", "leave"}});
    ASSERT_EQ(world.admit_one(absence).standing, Standing::in_effect);
    EXPECT_EQ(day_on("2026-12-01"), "leave:480");
    EXPECT_EQ(day_on("2026-12-02"), "");

    world.now("2026-12-02T03:00:00+01:00");
    world.office->turn_day();
    EXPECT_EQ(day_on("2026-12-02"), "leave:480");
    EXPECT_EQ(world.office->ledger().all(type::established_day).size(), 3U);
}

}  // namespace
}  // namespace veldwerk::office
