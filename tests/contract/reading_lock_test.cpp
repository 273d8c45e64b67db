// SPDX-License-Identifier: EUPL-1.2
// A phone that was out of contact for the configured days shows nothing about anybody until it has
// synced; it still saves, and what is unsent still goes.
#include <gtest/gtest.h>

#include "tests/contract/world.hpp"

namespace veldwerk::contract {
namespace {

class ReadingLock : public testing::Test {
protected:
    ReadingLock() {
        world.furnish();
        world.enrol("a", world.named("A"));
        world.sync("a");
    }
    device::Replica& phone() { return world.device("a").replica(); }
    bool reads() { return phone().query("SELECT id FROM participant").has_value(); }

    World world;
};

TEST_F(ReadingLock, ClosesAfterTheConfiguredDaysAndOpensWithASync) {
    ASSERT_TRUE(phone().status().locks_at);
    EXPECT_EQ(amsterdam_date(*phone().status().locks_at).text(), "2026-12-14");
    world.set_now("2026-12-14T07:59:00+01:00");
    EXPECT_TRUE(reads());
    world.set_now("2026-12-14T08:01:00+01:00");

    EXPECT_FALSE(reads());
    EXPECT_FALSE(phone().show({"participant", {}, {}}));
    EXPECT_FALSE(phone().why("participant", "P1"));
    EXPECT_FALSE(phone().reviews(false));
    EXPECT_FALSE(phone().export_plain((world.device("a").file().string() + ".plain")));
    EXPECT_TRUE(phone().status().locked);
    const auto saved = save(world.device("a"), world.now(), "contact",
                            {{"participant", "P1"}, {"kind", "personal"},
                             {"date", "2026-12-14"}, {"text", "seen at the market"}});
    EXPECT_TRUE(saved) << saved.error().detail;
    EXPECT_EQ(phone().status().unsent, 1U);
    const auto synced = world.sync("a");

    EXPECT_EQ(synced.sent, 1U);
    EXPECT_FALSE(phone().status().locked);
    EXPECT_TRUE(reads());
}

TEST_F(ReadingLock, CountsByTheOfficesClock) {
    // The phone's clock runs a year ahead; the sync has told it so.
    auto clock = std::make_shared<Instant>(Instant{world.now().unix_ms + 31'536'000'000});
    world.device("a").close();
    auto opened = device::Replica::open({.path = world.device("a").file().string(), .key = {7},
                                         .luck = [](void*, std::size_t) {},
                                         .now = [clock] { return *clock; }});
    ASSERT_TRUE(opened);
    EXPECT_TRUE((*opened)->status().locked) << "before it hears from the office";

    const auto here = (*opened)->standpoint();
    Welcome welcome;
    welcome.epoch = here.cursor.epoch;
    welcome.token = here.token;
    welcome.office_time_ms = world.now().unix_ms;
    ASSERT_TRUE((*opened)->welcomed(welcome, *clock));

    EXPECT_FALSE((*opened)->status().locked);
}

TEST_F(ReadingLock, FollowsTheSettingOfTheOffice) {
    const auto settings = world.office().ledger().where(
        type::setting, *find_type(type::setting)->find("name"), "lock_days");
    ASSERT_EQ(settings.size(), 1U);
    world.put("setting", {{"value", "2"}}, settings.front().text());
    world.sync("a");

    world.set_now("2026-12-02T09:00:00+01:00");

    EXPECT_FALSE(reads());
}

}  // namespace
}  // namespace veldwerk::contract
