// SPDX-License-Identifier: EUPL-1.2
// What the two sides promise each other, with everything real but the sockets.
#include <gtest/gtest.h>

#include "daemon/office/caseload.hpp"
#include "tests/contract/world.hpp"

namespace veldwerk::contract {
namespace {

Fields observed(const std::string& date, const std::string& parts,
                const std::string& source = "seen") {
    return {{"placement", "L1"}, {"date", date}, {"parts", parts}, {"source", source}};
}

std::string field(World& world, const std::string& name, const device::Asked& asked,
                  const std::string& field_name) {
    const auto shown = world.device(name).replica().show(asked);
    if (!shown || shown->empty()) return "(no record)";
    for (const auto& shown_field : shown->front().fields) {
        if (shown_field.field->name != field_name) continue;
        return shown_field.values.empty() ? "" : shown_field.values.front();
    }
    return "(no field)";
}

TEST(Sync, AFirstSyncBringsTheCaseloadAndTheSameDigest) {
    World world;
    world.furnish();
    world.enrol("a", world.named("A"));

    const auto outcome = world.sync("a");

    EXPECT_FALSE(outcome.error) << outcome.error->detail;
    EXPECT_TRUE(outcome.caught_up);
    EXPECT_EQ(field(world, "a", {"placement", "L1", {}}, "state"), "active");
    EXPECT_EQ(world.digest_of_device("a"), world.digest_of_office(world.named("A")));
}

TEST(Sync, WhatOneCoachSavesTheOtherReads) {
    World world;
    world.furnish();
    for (const std::string name : {"a", "b"}) {
        world.enrol(name, world.named(name == "a" ? "A" : "B"));
        world.sync(name);
    }

    const auto saved = save(world.device("a"), world.now(), "observation",
                            observed("2026-11-30", "present:480"));
    ASSERT_TRUE(saved) << saved.error().detail;
    const auto pushed = world.sync("a");
    const auto pulled = world.sync("b");

    EXPECT_EQ(pushed.sent, 1U);
    EXPECT_FALSE(pulled.error);
    EXPECT_EQ(field(world, "b", {"established_day", {}, {{"date", "2026-11-30"}}}, "parts"),
              "present:480");
    EXPECT_EQ(world.digest_of_device("a"), world.digest_of_office(world.named("A")));
    EXPECT_EQ(world.digest_of_device("b"), world.digest_of_office(world.named("B")));
}

TEST(Sync, TwoCoachesWhoDisagreeOpenOneReviewOnBothDevices) {
    World world;
    world.furnish();
    for (const std::string name : {"a", "b"}) {
        world.enrol(name, world.named(name == "a" ? "A" : "B"));
        world.sync(name);
    }
    ASSERT_TRUE(save(world.device("a"), world.now(), "observation",
                     observed("2026-11-30", "sick:480", "participant")));
    ASSERT_TRUE(save(world.device("b"), world.now(), "observation",
                     observed("2026-11-30", "present:480")));

    for (const std::string name : {"a", "b", "a"}) world.sync(name);

    for (const std::string name : {"a", "b"}) {
        EXPECT_EQ(world.device(name).replica().status().reviews, 1U) << name;
        EXPECT_EQ(field(world, name, {"established_day", {}, {{"date", "2026-11-30"}}}, "basis"),
                  "disputed");
    }
    EXPECT_EQ(world.digest_of_device("a"), world.digest_of_office(world.named("A")));
    EXPECT_EQ(world.digest_of_device("b"), world.digest_of_office(world.named("B")));
}

TEST(Sync, AnyOrderOfSyncingGivesOneDigestOfTheScopes) {
    std::vector<std::string> digests;
    for (const std::vector<std::string>& order : {std::vector<std::string>{"a", "b", "a", "b"},
                                                  {"b", "a", "b", "a"},
                                                  {"b", "b", "a", "a", "b"}}) {
        World world(7);
        world.furnish();
        for (const std::string name : {"a", "b"}) {
            world.enrol(name, world.named(name == "a" ? "A" : "B"));
            world.sync(name);
        }
        for (const std::string name : {"a", "b"}) {
            ASSERT_TRUE(save(world.device(name), world.now(), "observation",
                             observed("2026-11-30", name == "a" ? "present:480" : "present:470")));
        }
        for (const auto& name : order) world.sync(name);
        digests.push_back(world.digest_of_device("a") + world.digest_of_device("b"));
        EXPECT_EQ(world.digest_of_device("a"), world.digest_of_office(world.named("A")));
    }

    EXPECT_EQ(digests[0], digests[1]);
    EXPECT_EQ(digests[0], digests[2]);
}

TEST(Sync, ALineThatBreaksAnywhereLosesNothingAndTheNextSyncCompletes) {
    for (std::size_t messages = 1; messages < 12; ++messages) {
        World world;
        world.furnish();
        world.enrol("a", world.named("A"));
        world.sync("a", {.messages_max = messages});
        world.sync("a");
        ASSERT_TRUE(save(world.device("a"), world.now(), "observation",
                         observed("2026-11-30", "present:480")));

        world.sync("a", {.messages_max = messages});
        world.device("a").reopen();
        const auto outcome = world.sync("a");

        EXPECT_FALSE(outcome.error) << messages << ": " << outcome.error->detail;
        EXPECT_EQ(world.device("a").replica().status().unsent, 0U) << messages;
        EXPECT_EQ(world.digest_of_device("a"), world.digest_of_office(world.named("A")))
            << messages;
        EXPECT_EQ(field(world, "a", {"established_day", {}, {{"date", "2026-11-30"}}}, "parts"),
                  "present:480");
    }
}

TEST(Sync, ARestoredPhoneIsFoundBeforeItPushesAnything) {
    World world;
    world.furnish();
    auto& device = world.enrol("a", world.named("A"));
    world.sync("a");
    const auto copy = device.file().string() + ".copy";
    device.close();
    std::filesystem::copy_file(device.file(), copy);
    device.reopen();
    ASSERT_TRUE(save(device, world.now(), "observation", observed("2026-11-30", "present:480")));
    world.sync("a");
    world.sync("a");

    device.close();
    std::filesystem::copy_file(copy, device.file(),
                               std::filesystem::copy_options::overwrite_existing);
    device.reopen();
    const auto outcome = world.sync("a");

    EXPECT_EQ(outcome.sent, 0U);
    EXPECT_TRUE(outcome.went_on) << "as another device: set_back_test.cpp";
}

TEST(Sync, ACoachWhoLosesAParticipantLosesTheRecordsOnTheDevice) {
    World world;
    world.furnish();
    world.enrol("a", world.named("A"));
    world.sync("a");
    const auto assignments = world.office().ledger().all(type::assignment);

    for (const auto& id : assignments) {
        world.put("assignment", {{"to", "2026-11-29"}}, id.text());
    }
    const auto outcome = world.sync("a");

    EXPECT_FALSE(outcome.error) << outcome.error->detail;
    EXPECT_EQ(field(world, "a", {"placement", {}, {}}, "state"), "(no record)");
    EXPECT_EQ(world.digest_of_device("a"), world.digest_of_office(world.named("A")));
}

}  // namespace
}  // namespace veldwerk::contract
