// SPDX-License-Identifier: EUPL-1.2
#include "client-sdk/session/device_session.hpp"

#include "tests/client-sdk/office_double.hpp"

#include <gtest/gtest.h>

#include <filesystem>

namespace veldwerk::device {
namespace {

class Conversation : public testing::Test {
protected:
    Conversation() : programme(write_small_programme(office)), replica(file.enrolled(office)) {}

    void save(const std::string& email) {
        const RecordEdit edit{"participant", "D001", {}, {{"email", EditMode::set, {email}}}, {}};
        ASSERT_TRUE(replica->save({&edit, 1}, monday));
    }
    void save_many(int count) {
        for (int i = 0; i < count; ++i)
            save(std::to_string(i) + "@example.org");
    }

    OfficeDouble office;
    SmallProgramme programme;
    ReplicaInFile file{"session"};
    std::unique_ptr<Replica> replica;
};

TEST_F(Conversation, AQuietSyncIsOneRoundTrip) {
    ASSERT_FALSE(sync(*replica, office).error);
    DeviceSession session(*replica, {});

    const auto hello = session.start(monday);
    ASSERT_EQ(hello.size(), 1u);
    const auto answers = office.hear(hello[0]);
    ASSERT_EQ(answers.size(), 2u) << "Welcome and CaughtUp";
    EXPECT_TRUE(session.receive(answers[0], monday).empty());
    const auto bye = session.receive(answers[1], monday);

    ASSERT_EQ(bye.size(), 1u);
    EXPECT_TRUE(std::holds_alternative<Bye>(bye[0]));
    EXPECT_TRUE(session.finished());
    EXPECT_TRUE(session.outcome().caught_up);
}

TEST_F(Conversation, SendsWhatWasSavedAndConfirmsIt) {
    ASSERT_FALSE(sync(*replica, office).error);
    save_many(5);

    const Outcome outcome = sync(*replica, office);

    EXPECT_FALSE(outcome.error);
    EXPECT_EQ(outcome.sent, 5u);
    EXPECT_EQ(outcome.received, 1u);
    EXPECT_EQ(office.received.size(), 5u);
    EXPECT_EQ(replica->status().unsent, 0u);
}

TEST_F(Conversation, StopsAtABatchBorderWithoutPulling) {
    ASSERT_FALSE(sync(*replica, office).error);
    save_many(5);
    office.pulls = 0;

    const Outcome outcome = sync(*replica, office, {.session = {.changes_max = 2}});

    EXPECT_TRUE(outcome.stopped);
    EXPECT_FALSE(outcome.error);
    EXPECT_EQ(outcome.sent, 2u);
    EXPECT_EQ(office.pulls, 0);
    EXPECT_EQ(replica->status().unsent, 3u);
}

TEST_F(Conversation, RepeatsNothingAfterAnyBreak) {
    ASSERT_FALSE(sync(*replica, office).error);
    save_many(5);
    for (std::size_t messages = 0; messages < 4; ++messages) {
        (void)sync(*replica, office, {.messages_max = messages});
    }

    EXPECT_FALSE(sync(*replica, office).error);
    EXPECT_EQ(office.received.size(), 5u);
    EXPECT_EQ(replica->digest().total, office.total());
}

TEST_F(Conversation, ShowsTheTokenItWasGiven) {
    ASSERT_FALSE(sync(*replica, office).error);
    EXPECT_EQ(replica->standpoint().token.number, 1u);

    (void)sync(*replica, office, {.messages_max = 1});  // the Welcome alone

    EXPECT_EQ(replica->standpoint().token.number, 2u);
}

TEST_F(Conversation, ARestoredPhoneNoticesAndPushesNothing) {
    ASSERT_FALSE(sync(*replica, office).error);
    const std::string copy = file.path() + ".copy";
    replica.reset();
    std::filesystem::copy_file(file.path(), copy,
                               std::filesystem::copy_options::overwrite_existing);
    replica = file.open();
    save_many(2);
    ASSERT_FALSE(sync(*replica, office).error);

    // Fewer changes than the office has, then as many but others.
    for (int saves = 0; saves < 4; saves += 3) {
        const ReplicaFile restored_file{copy, file.key(), repeatable_luck(77)};
        auto restored = Replica::open(restored_file);
        ASSERT_TRUE(restored);
        for (int i = 0; i < saves; ++i) {
            const RecordEdit edit{
                "participant", "D001", {}, {{"email", EditMode::set, {"other"}}}, {}};
            ASSERT_TRUE((*restored)->save({&edit, 1}, monday));
        }
        const Outcome outcome = sync(**restored, office);
        ASSERT_TRUE(outcome.error);
        EXPECT_EQ(outcome.error->reason, Reason::cloned) << outcome.error->detail;
        EXPECT_EQ(office.received.size(), 2u);
        EXPECT_EQ((*restored)->status().unsent, static_cast<std::uint64_t>(saves));
    }
    std::filesystem::remove(copy);
}

TEST_F(Conversation, LearnsTheClockOfTheOffice) {
    office.time_ms = monday.unix_ms + 86'400'000;
    ASSERT_FALSE(sync(*replica, office).error);

    const RecordEdit log{
        "coaching_log",
        {},
        {},
        {{"participant", EditMode::set, {"D001"}}, {"date", EditMode::set, {"2026-12-01"}}},
        {}};
    EXPECT_TRUE(replica->save({&log, 1}, monday)) << "the phone's clock is a day behind";
}

TEST_F(Conversation, LiveTellsAndHears) {
    ASSERT_FALSE(sync(*replica, office).error);
    DeviceSession session(*replica, {.live = true});
    const auto deliver = [&](const std::vector<Message>& messages) {
        std::vector<Message> next = messages;
        while (!next.empty()) {
            std::vector<Message> after;
            for (const auto& message : next) {
                for (const auto& answer : office.hear(message)) {
                    for (auto& reply : session.receive(answer, monday)) {
                        after.push_back(std::move(reply));
                    }
                }
            }
            next = std::move(after);
        }
    };
    deliver(session.start(monday));
    ASSERT_TRUE(session.idle());

    save("live@example.org");
    deliver(session.saved());
    EXPECT_TRUE(session.idle());
    EXPECT_EQ(office.received.size(), 1u);

    office.write("participant", programme.participant, {{"address", "Dorpsstraat 1"}});
    deliver(session.receive(News{}, monday));
    EXPECT_TRUE(session.idle());
    EXPECT_EQ(one(*replica, "SELECT address FROM participant"), "Dorpsstraat 1");
    EXPECT_TRUE(std::holds_alternative<Pong>(session.receive(Ping{}, monday).at(0)));
}

TEST_F(Conversation, IsWipedWhenTheOfficeSaysSo) {
    ASSERT_FALSE(sync(*replica, office).error);
    DeviceSession session(*replica, {});
    (void)session.start(monday);

    (void)session.receive(Refused{Reason::revoked, "this device was revoked", 0, true}, monday);

    EXPECT_TRUE(session.finished());
    EXPECT_TRUE(session.outcome().wiped);
    EXPECT_FALSE(Replica::open({file.path(), file.key(), repeatable_luck(1)}));
}

TEST_F(Conversation, BacksOffFromACrowdedOffice) {
    DeviceSession session(*replica, {});
    (void)session.start(monday);

    (void)session.receive(Refused{Reason::crowded, "come back later", 30'000, false}, monday);

    EXPECT_TRUE(session.finished());
    EXPECT_EQ(session.outcome().retry_after_ms, 30'000u);
    EXPECT_EQ(session.outcome().error->reason, Reason::crowded);
}

TEST_F(Conversation, EndsOnWhatComesOutOfTurn) {
    for (const Message& message : {Message(Accepted{}), Message(CaughtUp{}), Message(Records{}),
                                   Message(Hello{}), Message(Enrol{})}) {
        DeviceSession session(*replica, {});
        (void)session.start(monday);
        (void)session.receive(message, monday);
        EXPECT_TRUE(session.finished());
        EXPECT_EQ(session.outcome().error->reason, Reason::malformed);
    }
}

}  // namespace
}  // namespace veldwerk::device
