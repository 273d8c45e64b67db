// SPDX-License-Identifier: EUPL-1.2
#include "daemon/office/publishing.hpp"

#include "daemon/office/checking.hpp"
#include "tests/daemon/office/small_world.hpp"

namespace veldwerk::office {
namespace {

class Publishing : public ::testing::Test {
protected:
    Publishing() {
        meeting = world.put("meeting", {{"title", "Bijeenkomst"}, {"start", "2026-12-17T18:00"},
                                        {"place", "Kiosk"}, {"room", "1"}});
    }
    std::vector<PublishedMeeting> publish() {
        std::vector<PublishedMeeting> published;
        world.office->transact([&] {
            Acting acting(*world.office);
            published = publish_meetings(*world.office, acting, [this](const PublishedMeeting&) {
                ++delivered;
                if (mail_is_broken) throw std::runtime_error("the disk is full");
            });
            acting.finish();
        });
        return published;
    }
    std::string sequence() { return world.text("meeting", meeting, "sequence"); }

    SmallWorld world;
    RecordId meeting;
    int delivered = 0;
    bool mail_is_broken = false;
};

TEST_F(Publishing, TheFirstTimeHasSequenceZero) {
    const auto published = publish();

    ASSERT_EQ(published.size(), 1U);
    EXPECT_EQ(published.front().sequence, 0);
    EXPECT_EQ(published.front().start.text(), "2026-12-17T18:00");
    EXPECT_EQ(sequence(), "0");
}

TEST_F(Publishing, WithoutADifferenceNothingGoesOut) {
    publish();
    world.put("meeting", {{"title", "Andere naam"}, {"facilities", "koffie"}}, meeting.text());
    const auto acts = world.office->ledger().life().acts;

    EXPECT_TRUE(publish().empty());

    EXPECT_EQ(delivered, 1);
    EXPECT_EQ(world.office->ledger().life().acts, acts);
}

TEST_F(Publishing, TwoDifferencesOfOneDayAreOnePublication) {
    publish();
    world.put("meeting", {{"start", "2026-12-17T18:30"}}, meeting.text());
    world.put("meeting", {{"room", "2"}}, meeting.text());

    const auto published = publish();

    ASSERT_EQ(published.size(), 1U);
    EXPECT_EQ(published.front().sequence, 1);
    EXPECT_EQ(published.front().room, "2");
    EXPECT_EQ(sequence(), "1");
}

TEST_F(Publishing, ACancelledMeetingGoesOutOnceMoreHigher) {
    publish();
    world.put("meeting", {{"start", "2026-12-17T18:30"}}, meeting.text());
    publish();
    world.put("meeting", {{"state", "cancelled"}}, meeting.text());

    const auto published = publish();

    ASSERT_EQ(published.size(), 1U);
    EXPECT_TRUE(published.front().cancelled);
    EXPECT_EQ(published.front().sequence, 2);
    EXPECT_TRUE(publish().empty());
}

TEST_F(Publishing, BackToWhatItWasIsADifferenceToo) {
    publish();
    world.put("meeting", {{"room", "2"}}, meeting.text());
    publish();
    world.put("meeting", {{"room", "1"}}, meeting.text());

    EXPECT_EQ(publish().front().sequence, 2);
}

TEST_F(Publishing, SayingThatItIsPlannedIsNoDifference) {
    publish();
    world.put("meeting", {{"state", "planned"}}, meeting.text());

    EXPECT_TRUE(publish().empty());
}

TEST_F(Publishing, AMeetingWithoutAStartWaits) {
    world.put("meeting", {{"start", ""}}, meeting.text());
    EXPECT_TRUE(publish().empty());

    world.put("meeting", {{"start", "2026-12-18T10:00"}}, meeting.text());

    EXPECT_EQ(publish().front().sequence, 0);
}

TEST_F(Publishing, WhatCouldNotBeDeliveredIsNotPublished) {
    mail_is_broken = true;
    EXPECT_THROW(publish(), std::runtime_error);
    EXPECT_EQ(sequence(), "");

    mail_is_broken = false;

    EXPECT_EQ(publish().front().sequence, 0) << "the next night tries again";
}

TEST_F(Publishing, IsRebuiltInAnyOrder) {
    publish();
    world.put("meeting", {{"room", "2"}}, meeting.text());
    publish();

    EXPECT_TRUE(check_rebuild(*world.office, {.random_orders = 5, .seed = 1, .done = {}}).same());
}

}  // namespace
}  // namespace veldwerk::office
