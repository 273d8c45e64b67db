// SPDX-License-Identifier: EUPL-1.2
#include "client-sdk/replica/intake.hpp"

#include "tests/client-sdk/office_double.hpp"

#include <gtest/gtest.h>

namespace veldwerk::device {
namespace {

/// Enough text to leave the memory that a pull may take.
void write_goals(OfficeDouble& office, const SmallProgramme& programme, int count) {
    for (int i = 0; i < count; ++i) {
        RecordId id = record_id(200);
        id.bytes[8] = static_cast<std::uint8_t>(0x80 + i / 256);
        id.bytes[9] = static_cast<std::uint8_t>(i % 256);
        office.write("coaching_goal", id,
                     {{"participant", programme.participant.text()},
                      {"text", std::to_string(i) + std::string(10'000, 'x')}});
    }
}

class FeedOfTheOffice : public testing::Test {
protected:
    FeedOfTheOffice() : programme(write_small_programme(office)), replica(file.enrolled(office)) {}
    std::string goals() { return one(*replica, "SELECT count(*) FROM coaching_goal"); }

    OfficeDouble office;
    SmallProgramme programme;
    ReplicaInFile file{"intake"};
    std::unique_ptr<Replica> replica;
};

TEST_F(FeedOfTheOffice, AFirstSyncCanBeReadOnlyWhenComplete) {
    office.records_per_batch = 2;

    const Outcome broken = sync(*replica, office, {.messages_max = 3});  // Welcome and two batches
    EXPECT_TRUE(broken.error);
    EXPECT_FALSE(replica->query("SELECT 1"));
    EXPECT_FALSE(replica->status().ready);

    EXPECT_FALSE(sync(*replica, office).error);
    EXPECT_EQ(one(*replica, "SELECT code FROM participant"), "D001");
    EXPECT_EQ(replica->digest().total, office.total());
    EXPECT_EQ(replica->status().alarms, 0u);
}

TEST_F(FeedOfTheOffice, AnInterruptedFirstSyncGoesOnWhereItWas) {
    office.records_per_batch = 1;
    (void)sync(*replica, office, {.messages_max = 5});
    const Cursor cursor = replica->standpoint().cursor;
    EXPECT_GT(cursor.partial_position, 0u);

    const std::size_t left = office.feed(cursor).size() - 1;
    EXPECT_EQ(left, 3u) << "of seven records four are here";
    const Outcome outcome = sync(*replica, office);

    EXPECT_FALSE(outcome.error);
    EXPECT_EQ(replica->digest().total, office.total());
}

TEST_F(FeedOfTheOffice, AFirstSyncInTheSmallestPiecesMeetsNewsOnItsWay) {
    office.records_per_batch = 1;
    for (std::uint8_t round = 0; round < 40 && !replica->status().ready; ++round) {
        (void)sync(*replica, office, {.messages_max = 3});
        if (round % 2 == 0) {
            office.write("participant", programme.participant,
                         {{"email", "mail" + std::to_string(round) + "@example.org"}});
            office.write("employer", programme.employer, {{"sector", std::to_string(round)}});
        }
    }
    ASSERT_FALSE(sync(*replica, office).error);

    EXPECT_EQ(replica->digest().total, office.total());
    EXPECT_EQ(replica->status().alarms, 0u);
}

TEST_F(FeedOfTheOffice, ALaterPullIsReadAllAtOnceOrNotAtAll) {
    ASSERT_FALSE(sync(*replica, office).error);
    write_goals(office, programme, 20);
    office.records_per_batch = 5;

    (void)sync(*replica, office, {.messages_max = 4});
    EXPECT_EQ(goals(), "0");

    ASSERT_FALSE(sync(*replica, office).error);
    EXPECT_EQ(goals(), "20");
    EXPECT_EQ(replica->digest().total, office.total());
}

TEST_F(FeedOfTheOffice, ALargePullIsStagedAndGoesOnWhereItWas) {
    ASSERT_FALSE(sync(*replica, office).error);
    write_goals(office, programme, 300);  // three times what memory may hold
    office.records_per_batch = 20;
    const Cursor before = replica->standpoint().cursor;

    (void)sync(*replica, office, {.messages_max = 11});
    EXPECT_EQ(goals(), "0") << "staged, not shown";
    const Cursor cursor = replica->standpoint().cursor;
    EXPECT_EQ(cursor.position, before.position);
    EXPECT_GT(cursor.partial_position, before.position);
    replica.reset();
    replica = file.open();

    const Outcome outcome = sync(*replica, office);
    EXPECT_FALSE(outcome.error);
    EXPECT_EQ(outcome.received, 300u) << "nothing came twice";
    EXPECT_EQ(goals(), "300");
    EXPECT_EQ(replica->digest().total, office.total());
}

TEST_F(FeedOfTheOffice, ADigestThatDiffersSendsAllAgainOnceAndRaisesAnAlarm) {
    ASSERT_FALSE(sync(*replica, office).error);
    office.pulls = 0;
    office.lie.low = 1;

    const Outcome outcome = sync(*replica, office);

    EXPECT_FALSE(outcome.error);
    EXPECT_EQ(office.pulls, 2) << "once more, and not for ever";
    EXPECT_EQ(outcome.alarms, 2u);
    EXPECT_EQ(one(*replica, "SELECT code FROM participant"), "D001");
    office.lie = {};
    EXPECT_EQ(sync(*replica, office).alarms, 0u);
    EXPECT_EQ(replica->digest().total, office.total());
}

TEST_F(FeedOfTheOffice, AFirstSyncThatDiffersIsTriedAgainBeforeItIsShown) {
    office.lie.low = 1;

    const Outcome outcome = sync(*replica, office);

    EXPECT_EQ(outcome.alarms, 2u);
    EXPECT_EQ(one(*replica, "SELECT code FROM participant"), "D001");
}

TEST_F(FeedOfTheOffice, ANewEpochShipsAllAndIsOfferedWhatItLost) {
    ASSERT_FALSE(sync(*replica, office).error);
    const RecordEdit edit{
        "participant", "D001", {}, {{"email", EditMode::set, {"mine@example.org"}}}, {}};
    ASSERT_TRUE(replica->save({&edit, 1}, monday));
    OfficeDouble backup = office;  // taken before the change arrived
    ASSERT_FALSE(sync(*replica, office).error);
    EXPECT_EQ(replica->status().unsent, 0u);

    backup.epoch.bytes[1] = 42;
    const Outcome outcome = sync(*replica, backup);

    EXPECT_FALSE(outcome.error);
    EXPECT_EQ(outcome.sent, 1u);
    EXPECT_EQ(backup.received.size(), 1u);
    EXPECT_EQ(one(*replica, "SELECT email FROM participant"), "mine@example.org");
    EXPECT_EQ(replica->digest().total, backup.total());
    EXPECT_EQ(replica->status().unsent, 0u);
}

TEST_F(FeedOfTheOffice, MalformedBatchesChangeNothing) {
    EXPECT_FALSE(replica->receive(Records{"garbage"}));
    ASSERT_FALSE(sync(*replica, office).error);

    EXPECT_FALSE(replica->receive(Records{"garbage"}));
    EXPECT_EQ(replica->digest().total, office.total());
}

}  // namespace
}  // namespace veldwerk::device
