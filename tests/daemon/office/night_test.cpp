// SPDX-License-Identifier: EUPL-1.2
#include "daemon/office/night.hpp"

#include "daemon/ledger/ledger.hpp"
#include "tests/daemon/office/small_world.hpp"

namespace veldwerk::office {
namespace {

class Nights : public ::testing::Test {
protected:
    Nights() {
        world.placement("L1", "D001");
        participant = *world.office->ledger().resolve(type::participant, "D001");
        a = enrolled("Anja", "A");
        b = enrolled("Bram", "B");
        world.now("2026-12-01T16:00:00+01:00");
    }
    HandmadeDevice enrolled(const std::string& name, const std::string& code) {
        const RecordId coach = world.put("coach", {{"name", name}, {"code", code}});
        world.assign(coach, participant);
        HandmadeDevice device = world.device(coach);
        WriterRow row;
        row.writer = device.writer;
        row.person = coach;
        row.device = world.put("device", {{"coach", coach.text()}, {"state", "active"}});
        row.fingerprint = code;
        world.office->transact([&] { world.office->ledger().save_writer(row); });
        return device;
    }
    /// The device pushes these: they are received, and it was in contact.
    void push(HandmadeDevice& device, const std::vector<Change>& changes) {
        world.admit(changes);
        world.office->transact([&] {
            WriterRow row = *world.office->ledger().writer(device.writer);
            row.received = device.counter;
            row.last_contact_ms = world.office->environment().now().unix_ms;
            world.office->ledger().save_writer(row);
        });
    }
    Change present(HandmadeDevice& device, const std::string& date, const std::string& minutes) {
        return world.observe(device, *world.office->ledger().resolve(type::placement, "L1"), date,
                             "present:" + minutes);
    }
    NightReport night(const std::string& at) {
        world.now(at);
        const CivilDate date =
            settle_night(*world.office, [this](const PublishedMeeting&) { ++delivered; });
        return report_night(*world.office, date);
    }

    SmallWorld world;
    RecordId participant;
    HandmadeDevice a, b;
    int delivered = 0;
};

TEST_F(Nights, TheDayIsTurnedAndWhatCameInIsCountedPerDevice) {
    push(a, {present(a, "2026-12-01", "480"), present(a, "2026-11-30", "480")});

    const NightReport report = night("2026-12-02T02:00:00+01:00");

    EXPECT_EQ(report.night.text(), "2026-12-02");
    EXPECT_FALSE(report.since);
    ASSERT_EQ(report.came_in.size(), 1U);
    EXPECT_EQ(report.came_in.front().coach, "Anja");
    EXPECT_EQ(report.came_in.front().changes, 2U);
    EXPECT_FALSE(world.office->turn_day()) << "that is done";
}

TEST_F(Nights, TheSecondNightCountsFromTheFirst) {
    push(a, {present(a, "2026-12-01", "480")});
    night("2026-12-02T02:00:00+01:00");
    push(b, {present(b, "2026-12-02", "480")});

    const NightReport report = night("2026-12-03T02:00:00+01:00");

    EXPECT_EQ(report.since->text(), "2026-12-02");
    ASSERT_EQ(report.came_in.size(), 1U);
    EXPECT_EQ(report.came_in.front().coach, "Bram");
}

TEST_F(Nights, RunTwiceInOneNightItChangesNothingAndReportsTheSame) {
    world.put("meeting", {{"title", "Bijeenkomst"}, {"start", "2026-12-17T18:00"}});
    push(a, {present(a, "2026-12-01", "480")});
    const NightReport first = night("2026-12-02T02:00:00+01:00");
    const Life before = world.office->ledger().life();

    const NightReport second = night("2026-12-02T03:00:00+01:00");

    EXPECT_EQ(world.office->ledger().life().acts, before.acts);
    EXPECT_EQ(world.office->ledger().life().position, before.position);
    EXPECT_EQ(delivered, 1);
    ASSERT_EQ(second.published.size(), 1U);
    EXPECT_EQ(second.published.front().title, first.published.front().title);
    EXPECT_EQ(second.came_in.size(), first.came_in.size());
    EXPECT_EQ(second.acts, first.acts);
}

TEST_F(Nights, WhatComesBetweenTwoRunsOfOneNightIsToldTheNext) {
    night("2026-12-02T02:00:00+01:00");
    push(a, {present(a, "2026-12-01", "480")});

    EXPECT_TRUE(night("2026-12-02T03:00:00+01:00").came_in.empty());
    EXPECT_EQ(night("2026-12-03T02:00:00+01:00").came_in.size(), 1U);
}

TEST_F(Nights, RefusedChangesAreCounted) {
    Change refused = present(a, "2026-12-01", "480");
    refused.records.front().writes.back().value = "\x7f\x7f\x7f";
    push(a, {refused});

    const NightReport report = night("2026-12-02T02:00:00+01:00");

    EXPECT_EQ(report.came_in.front().changes, 1U);
    EXPECT_EQ(report.came_in.front().refused, 1U);
}

TEST_F(Nights, QuestionsForAPersonAreToldByKindWithTheirAge) {
    push(a, {present(a, "2026-12-01", "480")});
    push(b, {present(b, "2026-12-01", "240")});

    const NightReport report = night("2026-12-04T02:00:00+01:00");

    ASSERT_EQ(report.waiting.size(), 1U);
    EXPECT_EQ(report.waiting.front().kind, "day");
    EXPECT_EQ(report.waiting.front().open, 1U);
    EXPECT_EQ(report.waiting.front().oldest_days, 3);
    EXPECT_TRUE(report.settled.empty()) << "a person decides it, no rule";
}

TEST_F(Nights, WhatARuleSettledIsTold) {
    push(a, {present(a, "2026-12-01", "480")});
    push(b, {present(b, "2026-12-01", "470")});
    const RecordState seen = world.state("participant", participant);
    push(a, {world.change(a, "participant", participant, {{"address", "Straat 1"}}, &seen)});
    push(b, {world.change(b, "participant", participant, {{"address", "Straat 2"}}, &seen)});

    const NightReport report = night("2026-12-02T02:00:00+01:00");

    ASSERT_EQ(report.settled.size(), 2U);
    EXPECT_EQ(report.settled[0].subject, "L1 on 2026-12-01");
    EXPECT_EQ(report.settled[0].rule, "several people saw the same");
    EXPECT_EQ(report.settled[1].subject, "participant D001: address");
    EXPECT_EQ(report.settled[1].rule, "what was entered last counts");
}

TEST_F(Nights, WhoHasNotSyncedForLongerThanTheSettingAllowsIsNamed) {
    push(a, {present(a, "2026-12-01", "480")});

    EXPECT_EQ(night("2026-12-04T02:00:00+01:00").silent.size(), 1U) << "Bram never synced";
    const NightReport later = night("2026-12-05T02:00:00+01:00");

    ASSERT_EQ(later.silent.size(), 2U);
    EXPECT_EQ(later.silent[0].coach, "Anja");
    EXPECT_EQ(later.silent[0].last_contact->text(), "2026-12-01");
    EXPECT_FALSE(later.silent[1].last_contact);
}

TEST_F(Nights, MonthsThatAreOverAndNotClosedAreDue) {
    EXPECT_TRUE(night("2026-11-30T23:30:00+01:00").months_due.empty());

    const auto due = night("2027-01-01T02:00:00+01:00").months_due;

    ASSERT_EQ(due.size(), 2U);
    EXPECT_EQ(due[0].text(), "2026-11");
    EXPECT_EQ(due[1].text(), "2026-12");
}

TEST_F(Nights, AnInnovationGetsItsReceiptOnceAndItsHashNeverMoves) {
    const std::string hash(64, 'a');
    const RecordId innovation =
        world.put("innovation_record", {{"participant", "D001"}, {"content_hash", hash}});
    night("2026-12-02T02:00:00+01:00");
    EXPECT_EQ(world.text("innovation_record", innovation, "received_at"), "2026-12-02T01:00:00Z");

    night("2026-12-03T02:00:00+01:00");

    EXPECT_EQ(world.text("innovation_record", innovation, "received_at"), "2026-12-02T01:00:00Z");
    EXPECT_FALSE(world.try_put("innovation_record", {{"content_hash", std::string(64, 'b')}},
                               innovation.text()));
    EXPECT_FALSE(world.try_put("innovation_record",
                               {{"participant", "D001"}, {"content_hash", "abcd"}}));
}

}  // namespace
}  // namespace veldwerk::office
