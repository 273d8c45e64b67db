// SPDX-License-Identifier: EUPL-1.2
// A phone is lost: it is refused and wiped, and what it never sent it may leave once, sealed, for a
// person to look at. Nothing of that is merged by itself.
#include <gtest/gtest.h>

#include "daemon/custody/sealing.hpp"
#include "daemon/office/devices.hpp"
#include "daemon/office/quarantine.hpp"
#include "protocol/records/vocabulary.hpp"
#include "tests/contract/world.hpp"

namespace veldwerk::contract {
namespace {

class LostPhone : public testing::Test {
protected:
    LostPhone() {
        world.furnish();
        world.enrol("a", world.named("A"));
        world.enrol("b", world.named("B"));
        world.sync("a");
        world.sync("b");
        device = world.device("a").replica().identity().device;
    }

    void move(Act act, std::int64_t state) {
        world.office().transact([&] {
            EXPECT_TRUE(office::move_device(world.office(),
                                            {.device = device, .person = {}, .act = act,
                                             .state = state,
                                             .counter_accepted = office::received_of(
                                                 world.office().ledger(), device)}));
        });
    }
    void write(const std::string& text) {
        ASSERT_TRUE(save(world.device("a"), world.now(), "contact",
                         {{"participant", "P1"}, {"kind", "personal"}, {"date", "2026-11-30"},
                          {"text", text}}));
    }
    std::vector<office::Quarantined> kept() { return office::quarantined(world.office()); }
    std::size_t contacts_on_b() {
        world.sync("b");
        return world.device("b").replica().query("SELECT id FROM contact")->rows.size();
    }
    bool wiped() {
        world.device("a").close();
        const auto opened = device::Replica::open(
            {.path = world.device("a").file().string(), .key = {7}, .luck = {}});
        return !opened && opened.error().reason == Reason::revoked;
    }

    World world;
    RecordId device;
};

TEST_F(LostPhone, WithNothingUnsentIsWipedAndLeavesNothing) {
    move(Act::revoke, device_state::revoked);

    const auto outcome = world.sync("a");

    EXPECT_TRUE(outcome.wiped);
    EXPECT_FALSE(outcome.left_work);
    EXPECT_TRUE(kept().empty());
    EXPECT_TRUE(wiped());
}

TEST_F(LostPhone, LeavesItsUnsentWorkSealedAndIsWiped) {
    write("on the train");
    write("at the door");
    move(Act::revoke, device_state::revoked);

    const auto outcome = world.sync("a");

    EXPECT_TRUE(outcome.wiped);
    EXPECT_TRUE(outcome.left_work);
    ASSERT_TRUE(outcome.error);
    EXPECT_EQ(outcome.error->reason, Reason::revoked);
    EXPECT_TRUE(wiped());
    ASSERT_EQ(kept().size(), 1U);
    EXPECT_EQ(kept().front().because, office::KeptBecause::sealed);
    EXPECT_EQ(kept().front().device, device);
    EXPECT_EQ(kept().front().coach, world.named("A"));
    EXPECT_EQ(kept().front().bytes.find("on the train"), std::string::npos);
    EXPECT_EQ(contacts_on_b(), 0U);
}

TEST_F(LostPhone, WhatItLeftIsTakenOverPieceByPiece) {
    write("on the train");
    write("at the door");
    move(Act::revoke, device_state::revoked);
    world.sync("a");

    const auto contents = office::contents_of(world.office(), kept().front());
    ASSERT_TRUE(contents) << contents.error().detail;
    ASSERT_EQ(contents->size(), 2U);
    const auto person = world.office().find_person({}).value();
    ASSERT_TRUE(office::take_over(world.office(), person, contents->front()));
    ASSERT_TRUE(office::drop(world.office(), person, contents->back(), "a joke"));

    EXPECT_EQ(contacts_on_b(), 1U);
    EXPECT_TRUE(office::contents_of(world.office(), kept().front())->empty());
}

TEST_F(LostPhone, WhoseLineBreaksTriesAgainAndLeavesItsWorkOnce) {
    write("on the train");
    move(Act::revoke, device_state::revoked);

    // Hello, Refused, Upload; the receipt is lost.
    const auto broken = world.sync("a", {.messages_max = 3});
    EXPECT_FALSE(broken.wiped);
    ASSERT_EQ(kept().size(), 1U);
    const auto again = world.sync("a");

    EXPECT_TRUE(again.wiped);
    EXPECT_FALSE(again.left_work) << "one upload, no more";
    EXPECT_EQ(kept().size(), 1U);
}

TEST_F(LostPhone, OrderedToBeWipedLeavesNothing) {
    write("on the train");
    move(Act::wipe, device_state::wiped);

    const auto outcome = world.sync("a");

    EXPECT_TRUE(outcome.wiped);
    EXPECT_TRUE(kept().empty());
}

TEST_F(LostPhone, MidwayThroughASyncIsShutOutToo) {
    write("on the train");
    const auto session = world.session_of("a");
    device::DeviceSession phone(world.device("a").replica(), {});
    for (const auto& message : phone.start(world.now())) session->receive(message);
    world.commit();
    std::vector<Message> pushes;
    while (const auto said = session->next()) {
        for (auto& one : phone.receive(*said, world.now())) pushes.push_back(std::move(one));
    }
    move(Act::revoke, device_state::revoked);
    for (const auto& push : pushes) session->receive(push);
    world.commit();
    std::vector<Message> last;
    while (const auto said = session->next()) {
        for (auto& one : phone.receive(*said, world.now())) last.push_back(std::move(one));
    }

    ASSERT_EQ(last.size(), 1U);
    EXPECT_TRUE(std::holds_alternative<Upload>(last.front()));
    EXPECT_EQ(contacts_on_b(), 0U);
}

TEST_F(LostPhone, AnAlteredBoxStaysClosed) {
    write("on the train");
    move(Act::revoke, device_state::revoked);
    world.sync("a");
    auto upload = kept().front();
    upload.bytes.back() = static_cast<char>(upload.bytes.back() ^ 1);

    EXPECT_FALSE(office::contents_of(world.office(), upload));
}

}  // namespace
}  // namespace veldwerk::contract
