// SPDX-License-Identifier: EUPL-1.2
// A phone is set back to a backup, or somebody has a copy of it. It is found before anything is
// pushed, and goes on as another device: what it had not sent, it sends as that one; what it had
// sent after the backup comes back with the pull.
#include <gtest/gtest.h>

#include "daemon/office/checking.hpp"
#include "daemon/office/devices.hpp"
#include "protocol/records/vocabulary.hpp"
#include "tests/contract/world.hpp"

namespace veldwerk::contract {
namespace {

class SetBack : public testing::Test {
protected:
    SetBack() {
        world.furnish();
        world.enrol("a", world.named("A"));
        world.sync("a");
        first = world.device("a").replica().identity();
    }
    RecordId write(const std::string& text, const std::string& name = "a") {
        const auto saved = save(world.device(name), world.now(), "contact",
                                {{"participant", "P1"}, {"kind", "personal"},
                                 {"date", "2026-11-30"}, {"text", text}});
        EXPECT_TRUE(saved) << saved.error().detail;
        return saved ? saved->records.front().id : RecordId{};
    }
    void edit(const std::string& address, const std::string& name = "a") {
        std::vector<device::RecordEdit> edits(1);
        edits.front().type = "participant";
        edits.front().record = "P1";
        edits.front().fields.push_back({.field = "address", .values = {address}});
        EXPECT_TRUE(world.device(name).replica().save(edits, world.now()));
    }
    std::size_t contacts(const std::string& name = "a") {
        return world.device(name).replica().query("SELECT id FROM contact")->rows.size();
    }
    std::string address(const std::string& name = "a") {
        const auto rows = world.device(name).replica().query("SELECT address FROM participant");
        return std::get<std::string>(rows->rows.front().front());
    }
    std::int64_t state_of(const RecordId& device) {
        return office::device_state_of(world.office().ledger(), device);
    }
    void expect_in_step(const std::string& name = "a") {
        EXPECT_EQ(world.device(name).replica().status().unsent, 0U);
        EXPECT_EQ(world.digest_of_device(name), world.digest_of_office(world.named("A")));
        EXPECT_TRUE(office::check_rebuild(world.office(), {.random_orders = 3, .done = {}}).same());
        EXPECT_TRUE(office::check_history(world.office()).faults.empty());
    }

    World world;
    device::Identity first;
};

TEST_F(SetBack, ThirtySavesBehindTheBackupComeBackAndNewOnesGoOnAsAnotherDevice) {
    world.device("a").back_up();
    for (int i = 0; i < 30; ++i) write("after the backup " + std::to_string(i));
    world.sync("a");

    world.device("a").set_back();
    EXPECT_EQ(contacts(), 0U);
    write("after the phone was set back");
    const auto found = world.sync("a");
    const auto synced = world.sync("a");

    EXPECT_TRUE(found.went_on);
    EXPECT_FALSE(found.error);
    EXPECT_FALSE(synced.error) << synced.error->detail;
    EXPECT_EQ(synced.sent, 1U);
    EXPECT_EQ(contacts(), 31U);
    const auto identity = world.device("a").replica().identity();
    EXPECT_NE(identity.writer, first.writer);
    EXPECT_NE(identity.device, first.device);
    EXPECT_EQ(state_of(first.device), device_state::retired);
    EXPECT_EQ(state_of(identity.device), device_state::active);
    EXPECT_TRUE(office::copied_devices(world.office().ledger(), world.office().today()).empty());
    expect_in_step();
}

TEST_F(SetBack, WhatWasUnsentInTheBackupAndSentSinceIsThereOnce) {
    write("unsent when backed up");
    world.device("a").back_up();
    world.sync("a");
    write("sent later");
    world.sync("a");

    world.device("a").set_back();
    world.sync("a");
    const auto synced = world.sync("a");

    EXPECT_EQ(synced.sent, 1U) << "again, under another stamp";
    EXPECT_EQ(contacts(), 2U);
    expect_in_step();
}

TEST_F(SetBack, AnEditOfTwoLivesKeepsBothAndNoneIsOverwritten) {
    edit("before");
    world.sync("a");
    world.device("a").back_up();
    edit("first life");
    world.sync("a");

    world.device("a").set_back();
    edit("second life, once");
    edit("second life, twice");
    world.sync("a");
    world.sync("a");

    // The two edits of the second life follow each other; that of the first stands beside them.
    const auto record =
        world.office().ledger().load(type::participant, world.named("P1"));
    const SlotNumber slot = find_type(type::participant)->find("address")->slot;
    std::set<std::string> values;
    for (const auto& candidate : record->state.cell(slot)) values.insert(candidate.value);
    EXPECT_EQ(values, (std::set<std::string>{"first life", "second life, twice"}));
    expect_in_step();
}

TEST_F(SetBack, APhoneThatOnlyReadsIsFoundToo) {
    world.device("a").back_up();
    world.sync("a");
    world.sync("a");
    world.device("a").set_back();

    EXPECT_TRUE(world.sync("a").went_on);
    EXPECT_FALSE(world.sync("a").error);
    expect_in_step();
}

TEST_F(SetBack, ALostAnswerIsGivenAgainToTheSameIdentity) {
    world.device("a").back_up();
    world.sync("a");
    world.sync("a");
    world.device("a").set_back();
    write("kept through it all");

    // Hello, Refused, Renew; the answer is lost.
    EXPECT_FALSE(world.sync("a", {.messages_max = 3}).went_on);
    EXPECT_EQ(state_of(first.device), device_state::retired);
    EXPECT_TRUE(world.sync("a").went_on);
    EXPECT_EQ(world.sync("a").sent, 1U);

    EXPECT_TRUE(office::copied_devices(world.office().ledger(), world.office().today()).empty());
    EXPECT_EQ(office::devices_on(world.office().ledger(), world.office().today()).size(), 2U);
    expect_in_step();
}

TEST_F(SetBack, TwoLiveCopiesBothGoOnAndTheOfficeIsTold) {
    write("before the copy, unsent");
    world.copy("a", "copy");
    write("on the copy", "copy");
    world.sync("copy");
    write("on the first");
    for (int i = 0; i < 2; ++i) {
        world.sync("a");
        world.sync("copy");
    }
    for (int i = 0; i < 2; ++i) {
        world.sync("a");
        world.sync("copy");
    }

    EXPECT_EQ(contacts("a"), 3U);
    EXPECT_EQ(contacts("copy"), 3U);
    expect_in_step("a");
    expect_in_step("copy");
}

TEST_F(SetBack, OneSaveUnderTwoStampsCountsOnce) {
    write("one save");
    world.device("a").back_up();
    world.copy("a", "copy");
    // Both are found to be old before either could push.
    const auto session = world.session_of("a");
    Hello hello;
    hello.writer = first.writer;
    hello.next_counter = 1;
    hello.token = world.device("a").replica().standpoint().token;
    session->receive(hello);
    world.commit();
    Token next;
    while (const auto said = session->next()) {
        if (const auto* welcome = std::get_if<Welcome>(&*said)) next = welcome->token;
    }
    const auto later = world.session_of("a");
    hello.token = next;
    later->receive(hello);
    world.commit();

    for (const std::string name : {"a", "copy"}) {
        EXPECT_TRUE(world.sync(name).went_on);
        EXPECT_EQ(world.sync(name).sent, 1U);
        EXPECT_EQ(contacts(name), 1U);
    }
    world.sync("a");

    EXPECT_EQ(office::copied_devices(world.office().ledger(), world.office().today()).size(), 1U);
    EXPECT_EQ(contacts("a"), 1U);
    expect_in_step("a");
}

TEST_F(SetBack, ACopyOfAStolenPhoneDoesNotComeBackAsSetBack) {
    world.device("a").back_up();
    world.sync("a");
    world.sync("a");
    world.device("a").set_back();
    world.sync("a");
    const RecordId second = world.device("a").replica().identity().device;
    world.office().transact([&] {
        EXPECT_TRUE(office::move_device(world.office(), {.device = second, .person = {},
                                                         .act = Act::revoke,
                                                         .state = device_state::revoked,
                                                         .counter_accepted = 0}));
    });

    world.device("a").set_back();
    const auto outcome = world.sync("a");

    EXPECT_FALSE(outcome.went_on);
    EXPECT_TRUE(outcome.wiped);
}

TEST_F(SetBack, ACertificateIsRenewedInANormalSync) {
    device::SessionOptions due;
    due.renewal_due = true;
    write("unsent");

    const auto outcome = world.sync("a", {}, due);
    const auto next = world.device("a").replica().identity();
    const auto after = world.sync("a");

    EXPECT_TRUE(outcome.renewed);
    EXPECT_EQ(outcome.sent, 1U);
    EXPECT_EQ(next.writer, first.writer);
    EXPECT_NE(next.certificate, first.certificate);
    EXPECT_FALSE(after.error) << after.error->detail;
    EXPECT_EQ(world.office().ledger().writer(next.writer)->fingerprint, next.certificate);
}

TEST_F(SetBack, ARenewalWhoseAnswerIsLostLeavesTheOldCertificateGood) {
    device::SessionOptions due;
    due.renewal_due = true;
    // Hello, Welcome, CaughtUp, Renew; the answer is lost.
    EXPECT_FALSE(world.sync("a", {.messages_max = 4}, due).renewed);

    EXPECT_FALSE(world.sync("a").error);
    EXPECT_TRUE(world.sync("a", {}, due).renewed);
    EXPECT_FALSE(world.sync("a").error);
}

}  // namespace
}  // namespace veldwerk::contract
