// SPDX-License-Identifier: EUPL-1.2
#include "tests/client-sdk/office_double.hpp"

#include <gtest/gtest.h>

namespace veldwerk::device {
namespace {

class OwnChangesOnTop : public testing::Test {
protected:
    OwnChangesOnTop() : programme(write_small_programme(office)), replica(file.enrolled(office)) {
        EXPECT_FALSE(sync(*replica, office).error);
    }
    Result<Saved> put(const std::string& field, const std::string& value) {
        const RecordEdit edit{"participant", "D001", {}, {{field, EditMode::set, {value}}}, {}};
        return replica->save({&edit, 1}, monday);
    }
    std::string email() { return one(*replica, "SELECT email FROM participant"); }

    OfficeDouble office;
    SmallProgramme programme;
    ReplicaInFile file{"layers"};
    std::unique_ptr<Replica> replica;
};

TEST_F(OwnChangesOnTop, DoNotCountInTheDigestUntilConfirmed) {
    const Digest before = replica->digest().total;

    ASSERT_TRUE(put("email", "mine@example.org"));
    EXPECT_EQ(replica->digest().total, before);

    ASSERT_FALSE(sync(*replica, office).error);
    EXPECT_NE(replica->digest().total, before);
    EXPECT_EQ(replica->digest().total, office.total());
    EXPECT_EQ(replica->status().alarms, 0u);
}

TEST_F(OwnChangesOnTop, FallBackWhenTheOfficeRefuses) {
    office.refusals[1] = {1, Reason::not_authorised, "D001 is not in your caseload"};
    ASSERT_TRUE(put("email", "mine@example.org"));

    const Outcome outcome = sync(*replica, office);

    EXPECT_FALSE(outcome.error);
    EXPECT_EQ(outcome.refused, 1u);
    EXPECT_EQ(email(), "fatima@example.org");
    const auto refused = replica->refused();
    ASSERT_EQ(refused.size(), 1u);
    EXPECT_EQ(refused[0].detail, "D001 is not in your caseload");
    const auto why = replica->why("participant", "D001");
    ASSERT_TRUE(why);
    bool told = false;
    for (const auto& reason : *why) {
        told = told || reason.why.find("was refused: D001 is not in") != std::string::npos;
    }
    EXPECT_TRUE(told);
}

TEST_F(OwnChangesOnTop, AChangeAfterARefusedOneReplacesWhatThatOneReplaced) {
    office.refusals[1] = {1, Reason::not_authorised, "no"};
    ASSERT_TRUE(put("email", "first@example.org"));
    ASSERT_TRUE(put("email", "second@example.org"));

    ASSERT_FALSE(sync(*replica, office).error);

    EXPECT_EQ(email(), "second@example.org");
}

TEST_F(OwnChangesOnTop, StayWhileParked) {
    office.parked.insert(1);
    ASSERT_TRUE(put("email", "mine@example.org"));
    ASSERT_FALSE(sync(*replica, office).error);

    EXPECT_EQ(email(), "mine@example.org");
    EXPECT_EQ(replica->status().parked, 1u);
    EXPECT_EQ(replica->digest().total, office.total());
}

TEST_F(OwnChangesOnTop, StayOnTopOfWhatTheOfficeShipsMeanwhile) {
    ASSERT_TRUE(put("address", "Dorpsstraat 1"));
    office.write("participant", programme.participant, {{"email", "office@example.org"}});

    // The records come without the change: it was saved after the push.
    const CaughtUp end = std::get<CaughtUp>(office.feed(replica->standpoint().cursor).back());
    for (const auto& message : office.feed(replica->standpoint().cursor)) {
        if (const auto* records = std::get_if<Records>(&message)) {
            ASSERT_TRUE(replica->receive(*records));
        }
    }
    Welcome welcome;
    welcome.epoch = office.epoch;
    ASSERT_TRUE(replica->welcomed(welcome, monday));
    ASSERT_TRUE(replica->caught_up(end, monday));

    EXPECT_EQ(email(), "office@example.org");
    EXPECT_EQ(one(*replica, "SELECT address FROM participant"), "Dorpsstraat 1");
    EXPECT_EQ(replica->status().unsent, 1u);
}

TEST_F(OwnChangesOnTop, ARefusedCreationIsNoLongerShown) {
    office.refusals[1] = {1, Reason::not_authorised, "no"};
    const RecordEdit goal{"coaching_goal", {}, {}, {{"participant", EditMode::set, {"D001"}}}, {}};
    const auto saved = replica->save({&goal, 1}, monday);
    ASSERT_TRUE(saved);
    ASSERT_FALSE(sync(*replica, office).error);

    EXPECT_EQ(one(*replica, "SELECT count(*) FROM coaching_goal"), "0");
    EXPECT_TRUE(replica->why("coaching_goal", saved->records[0].id.text()));

    ASSERT_TRUE(replica->retry(1, monday));
    EXPECT_EQ(one(*replica, "SELECT count(*) FROM coaching_goal"), "1");
    EXPECT_EQ(replica->status().refused, 0u);
    ASSERT_FALSE(sync(*replica, office).error);
    EXPECT_EQ(one(*replica, "SELECT count(*) FROM coaching_goal"), "1");
    EXPECT_EQ(replica->digest().total, office.total());
}

TEST_F(OwnChangesOnTop, ADiscardedChangeIsGoneAndSoIsWhatItCreated) {
    office.refusals[1] = {1, Reason::not_authorised, "no"};
    const RecordEdit goal{"coaching_goal", {}, {}, {{"participant", EditMode::set, {"D001"}}}, {}};
    const auto saved = replica->save({&goal, 1}, monday);
    ASSERT_TRUE(saved);
    ASSERT_FALSE(sync(*replica, office).error);

    ASSERT_TRUE(replica->discard(1, monday));

    EXPECT_TRUE(replica->refused().empty());
    EXPECT_FALSE(replica->discard(1, monday));
    const RecordEdit log{"coaching_log",
                         {},
                         {},
                         {{"participant", EditMode::set, {"D001"}},
                          {"goal", EditMode::set, {saved->records[0].id.text()}},
                          {"date", EditMode::set, {"2026-11-30"}}},
                         {}};
    EXPECT_FALSE(replica->save({&log, 1}, monday));
    ASSERT_FALSE(sync(*replica, office).error);
    EXPECT_EQ(replica->status().unsent, 0u);
}

TEST_F(OwnChangesOnTop, AreForgottenOnceSafe) {
    ASSERT_TRUE(put("email", "mine@example.org"));
    ASSERT_TRUE(put("email", "mine2@example.org"));
    ASSERT_FALSE(sync(*replica, office).error);
    EXPECT_TRUE(replica->next_push(1, 10));

    office.safe = 2;
    ASSERT_FALSE(sync(*replica, office).error);

    EXPECT_FALSE(replica->next_push(1, 10));
    EXPECT_EQ(replica->standpoint().next_counter, 3u);
    ASSERT_TRUE(put("email", "mine3@example.org"));
    EXPECT_FALSE(sync(*replica, office).error);
    EXPECT_EQ(email(), "mine3@example.org");
}

TEST_F(OwnChangesOnTop, PurgedScopesAreNoLongerShown) {
    ASSERT_TRUE(put("email", "mine@example.org"));
    RecordState participant;
    participant.type = type::participant;
    participant.id = programme.participant;
    office.purged.insert(office.scope_of(participant).number);

    ASSERT_FALSE(sync(*replica, office).error);

    EXPECT_EQ(one(*replica, "SELECT count(*) FROM participant"), "0");
    EXPECT_EQ(one(*replica, "SELECT count(*) FROM placement"), "0");
    EXPECT_EQ(one(*replica, "SELECT count(*) FROM job"), "1");
    EXPECT_EQ(replica->digest().total, office.total());
}

}  // namespace
}  // namespace veldwerk::device
