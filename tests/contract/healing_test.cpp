// SPDX-License-Identifier: EUPL-1.2
// P8: the field heals the office. Everything real but the sockets: the ledger is set back to a
// backup, or behind everyone's back, and its journal and the devices bring it back.
#include <gtest/gtest.h>

#include "daemon/custody/after_restore.hpp"
#include "daemon/custody/lifting.hpp"
#include "daemon/custody/missing.hpp"
#include "daemon/custody/restoring.hpp"
#include "daemon/custody/rotation.hpp"
#include "daemon/office/checking.hpp"
#include "daemon/office/settings.hpp"
#include "tests/contract/world.hpp"

namespace veldwerk::contract {
namespace {

namespace fs = std::filesystem;

std::string total_digest(World& world) {
    Digest total;
    for (const auto& scope : world.office().ledger().scopes()) total += scope.digest;
    return total.text();
}

void observe(World& world, const std::string& name, const std::string& date,
             const std::string& parts) {
    const auto saved = save(world.device(name), world.now(), "observation",
                            {{"placement", "L1"}, {"date", date}, {"parts", parts},
                             {"source", "seen"}});
    ASSERT_TRUE(saved) << saved.error().detail;
}

void sync_well(World& world, const std::string& name) {
    const auto outcome = world.sync(name);
    EXPECT_FALSE(outcome.error) << name << ": " << (outcome.error ? outcome.error->detail : "");
    EXPECT_TRUE(outcome.caught_up) << name;
}

void revoke(World& world, const std::string& name) {
    const RecordId device = world.device(name).replica().identity().device;
    world.put("device", {{"state", "revoked"}}, device.text());
}

office::Restored restore(World& world, const fs::path& backup, bool accept_loss = false) {
    world.stop_office();
    const auto restored = office::restore_office(world.office_folder(), world.environment(),
                                                 {.file = backup, .accept_loss = accept_loss});
    EXPECT_TRUE(restored) << (restored ? "" : restored.error().detail);
    world.start_office();
    office::after_restore(world.office());
    return restored.value_or(office::Restored{});
}

/// A programme with two coaches' phones that are caught up, and a thief's.
void begin(World& world) {
    world.furnish();
    for (const std::string name : {"a", "b", "thief"}) {
        world.enrol(name, world.named(name == "a" ? "A" : "B"));
        sync_well(world, name);
    }
    observe(world, "a", "2026-11-30", "present:480");
    for (const std::string name : {"a", "b"}) sync_well(world, name);
}

/// What the backup of Monday lacks: acts of all kinds, work of two phones, a phone that is stolen
/// and one that is new.
void three_days(World& world) {
    world.set_now("2026-12-01T16:00:00+01:00");
    world.office().turn_day();
    observe(world, "a", "2026-12-01", "sick:480");
    world.put("participant", {{"phones", "0612345678"}}, "P1");
    world.set_now("2026-12-02T16:00:00+01:00");
    world.office().turn_day();
    observe(world, "b", "2026-12-02", "present:470");
    for (const std::string name : {"a", "b"}) sync_well(world, name);
    revoke(world, "thief");
    world.enrol("new", world.named("B"));
    sync_well(world, "new");
    world.set_now("2026-12-03T16:00:00+01:00");
    world.office().turn_day();
    observe(world, "new", "2026-12-03", "present:480");
    world.put("observation", {{"placement", "L1"}, {"date", "2026-12-02"},
                              {"parts", "leave:480"}, {"source", "employer"}});
    for (const std::string name : {"new", "a", "b", "a"}) sync_well(world, name);
}

fs::path backed_up(World& world, const std::string& name = "monday.backup") {
    const auto backup = office::make_backup(world.office(), world.scratch(name));
    EXPECT_TRUE(backup) << (backup ? "" : backup.error().detail);
    return world.scratch(name);
}

void expect_healed(World& world, const std::string& digest_before) {
    for (const std::string name : {"a", "b", "new", "a", "b", "new"}) sync_well(world, name);
    EXPECT_EQ(total_digest(world), digest_before);
    EXPECT_EQ(world.digest_of_device("a"), world.digest_of_office(world.named("A")));
    EXPECT_EQ(world.digest_of_device("new"), world.digest_of_office(world.named("B")));
    EXPECT_TRUE(office::missing_work(world.office().ledger()).empty());
    const auto check = office::check_history(world.office());
    EXPECT_TRUE(check.faults.empty()) << check.faults.front();
    EXPECT_TRUE(office::check_rebuild(world.office(), {.random_orders = 3, .done = {}}).same());
}

TEST(Healing, BringsBackThreeDaysOfTheOffice) {
    World world;
    begin(world);
    const auto backup = backed_up(world);
    three_days(world);
    const std::string before = total_digest(world);

    const auto restored = restore(world, backup);

    EXPECT_GT(restored.replayed, 6U);
    EXPECT_FALSE(restored.acts_lost);
    EXPECT_TRUE(fs::exists(restored.aside));
    EXPECT_NE(total_digest(world), before) << "the devices' work is not there yet";
    const auto thief = world.sync("thief");
    EXPECT_TRUE(thief.wiped) << "revoked in the lost days";
    expect_healed(world, before);
}

TEST(Healing, NamesWhatIsMissingUntilItsDeviceReturns) {
    World world;
    begin(world);
    const auto backup = backed_up(world);
    three_days(world);

    restore(world, backup);
    sync_well(world, "a");

    std::vector<std::string> missing;
    for (const auto& one : office::missing_work(world.office().ledger())) {
        missing.push_back(one.whose + ' ' + std::to_string(one.from) + '-' +
                          std::to_string(one.to));
    }
    EXPECT_EQ(missing, (std::vector<std::string>{"Coach B 1-1", "Coach B 1-1"}))
        << "one on b and one on the new phone";
    sync_well(world, "b");
    EXPECT_EQ(office::missing_work(world.office().ledger()).size(), 1U);
}

TEST(Healing, OffersAgainHoweverOftenTheLineBreaks) {
    for (std::size_t messages = 1; messages < 10; ++messages) {
        World world;
        begin(world);
        const auto backup = backed_up(world);
        three_days(world);
        const std::string before = total_digest(world);
        restore(world, backup);

        for (int times = 0; times < 2; ++times) world.sync("a", {.messages_max = messages});

        expect_healed(world, before);
    }
}

TEST(Healing, LearnsFromADeviceWhatItsOwnRemainsDoNotTell) {
    World world;
    begin(world);
    const auto backup = backed_up(world);
    three_days(world);
    world.stop_office();
    fs::remove(world.office_folder() / "ledger.db");
    fs::remove(world.office_folder() / "ledger.db-wal");

    const auto restored =
        office::restore_office(world.office_folder(), world.environment(), {.file = backup});
    ASSERT_TRUE(restored) << restored.error().detail;
    world.start_office();
    sync_well(world, "a");

    std::size_t seen = 0;
    for (const auto& one : office::missing_work(world.office().ledger())) seen += one.to;
    EXPECT_EQ(seen, 2U) << "a has seen one change of b and one of the new phone";
}

TEST(Healing, TheSameBackupTwiceAndARestoreOfARestoreLoseNothing) {
    World world;
    begin(world);
    const auto backup = backed_up(world);
    three_days(world);
    const std::string before = total_digest(world);

    restore(world, backup);
    sync_well(world, "a");
    const auto of_the_second_life = backed_up(world, "second.backup");
    restore(world, backup);
    sync_well(world, "b");
    restore(world, of_the_second_life);

    EXPECT_EQ(world.office().ledger().lives().size(), 4U);
    expect_healed(world, before);
}

TEST(Healing, HoldsWithoutItsJournalUntilAPersonLifts) {
    World world;
    begin(world);
    const auto backup = backed_up(world);
    three_days(world);
    observe(world, "a", "2026-12-03", "present:400");
    sync_well(world, "a");
    world.stop_office();
    fs::remove_all(world.office_folder() / "journal");

    const auto restored = restore(world, backup);
    EXPECT_TRUE(restored.acts_lost);
    const auto held = world.sync("a");

    ASSERT_TRUE(held.error);
    EXPECT_EQ(held.error->reason, Reason::crowded);
    EXPECT_FALSE(held.caught_up);
    EXPECT_EQ(held.sent, 2U) << "what it has is in";
    auto& office = world.office();
    ASSERT_EQ(office::holds(office.ledger()).size(), 1U);
    EXPECT_EQ(office::holds(office.ledger()).front().changes, 1U)
        << "written with acts in mind that are lost";
    EXPECT_FALSE(office::lift_hold(office, office.find_person({}).value(), ""));

    const auto lifted = office::lift_hold(office, office.find_person({}).value(), "looked at");

    ASSERT_TRUE(lifted) << lifted.error().detail;
    EXPECT_EQ(*lifted, 1U);
    EXPECT_TRUE(office::holds(office.ledger()).empty());
    EXPECT_FALSE(office::lift_hold(office, office.find_person({}).value(), "again"));
    for (const std::string name : {"a", "b", "a"}) sync_well(world, name);
    EXPECT_EQ(world.digest_of_device("a"), world.digest_of_office(world.named("A")));
    EXPECT_TRUE(office::check_rebuild(office, {.random_orders = 3, .done = {}}).same());
}

TEST(Healing, WhatIsSavedWhileTheOfficeHoldsIsWrittenOnTheBasisThatIsShown) {
    World world;
    begin(world);
    const auto backup = backed_up(world);
    world.stop_office();
    fs::remove_all(world.office_folder() / "journal");
    restore(world, backup);
    EXPECT_TRUE(world.sync("a").error);

    observe(world, "a", "2026-11-30", "sick:480");
    const auto held = world.sync("a");

    EXPECT_EQ(held.sent, 1U);
    EXPECT_EQ(held.refused, 0U) << "the caseload that it shows is the one that counts";
    ASSERT_TRUE(office::lift_hold(world.office(), world.office().find_person({}).value(), "seen"));
    sync_well(world, "a");
    EXPECT_EQ(world.device("a").replica().status().refused, 0U);
}

TEST(Healing, AFileOlderThanTheRotationIsTakenOnlyIfItsLossIsAccepted) {
    World world;
    begin(world);
    const auto backup = backed_up(world);
    for (const auto& id : world.office().ledger().all(type::setting)) {
        const auto setting = world.office().ledger().load(type::setting, id);
        if (office::field_in_force(setting->state, "name") != "backups_kept") continue;
        world.put("setting", {{"value", "1"}}, id.text());
    }
    observe(world, "a", "2026-11-30", "sick:480");
    sync_well(world, "a");
    ASSERT_TRUE(office::rotate_backups(world.office(), world.office().today()));
    sync_well(world, "a");
    world.stop_office();

    const auto refused =
        office::restore_office(world.office_folder(), world.environment(), {.file = backup});
    ASSERT_FALSE(refused);
    EXPECT_NE(refused.error().detail.find("changes 2 to 2"), std::string::npos)
        << refused.error().detail;
    const auto restored = restore(world, backup, true);

    EXPECT_EQ(restored.lost.size(), 1U);
    EXPECT_TRUE(restored.acts_lost) << "the journal was pruned up to the rotation";
    EXPECT_TRUE(world.sync("a").error);
    ASSERT_TRUE(office::lift_hold(world.office(), world.office().find_person({}).value(), "seen"));
    observe(world, "a", "2026-11-30", "present:470");
    for (const std::string name : {"a", "b", "a"}) sync_well(world, name);
    EXPECT_EQ(world.digest_of_device("a"), world.digest_of_office(world.named("A")));
    EXPECT_EQ(world.office().ledger().writer(
                  world.device("a").replica().identity().writer)->received, 3U);
}

TEST(Healing, ALedgerSetBackInSilenceIsFoundByItsJournal) {
    World world;
    begin(world);
    world.stop_office();
    fs::copy_file(world.office_folder() / "ledger.db", world.scratch("older.db"));
    world.start_office();
    three_days(world);
    const std::string before = total_digest(world);

    world.stop_office();
    fs::remove(world.office_folder() / "ledger.db-wal");
    fs::copy_file(world.scratch("older.db"), world.office_folder() / "ledger.db",
                  fs::copy_options::overwrite_existing);
    world.start_office();

    EXPECT_EQ(world.office().ledger().lives().size(), 2U);
    EXPECT_FALSE(office::held_life(world.office().ledger()));
    EXPECT_TRUE(world.sync("thief").wiped);
    expect_healed(world, before);
}

TEST(Healing, ALedgerSetBackInSilenceIsFoundByTheFirstHello) {
    World world;
    begin(world);
    world.stop_office();
    fs::copy_file(world.office_folder() / "ledger.db", world.scratch("older.db"));
    world.start_office();
    observe(world, "a", "2026-11-30", "sick:480");
    for (const std::string name : {"a", "b", "a"}) sync_well(world, name);
    const std::string before = total_digest(world);

    world.stop_office();
    fs::remove(world.office_folder() / "ledger.db-wal");
    fs::copy_file(world.scratch("older.db"), world.office_folder() / "ledger.db",
                  fs::copy_options::overwrite_existing);
    world.start_office();
    EXPECT_EQ(world.office().ledger().lives().size(), 1U) << "its journal has nothing more";
    sync_well(world, "a");

    EXPECT_EQ(world.office().ledger().lives().size(), 2U);
    EXPECT_FALSE(office::held_life(world.office().ledger())) << "no act is known to be lost";
    sync_well(world, "b");
    EXPECT_EQ(total_digest(world), before);
}

TEST(Healing, ALedgerSetBackWithItsJournalHoldsOnceADeviceKnowsMoreActs) {
    World world;
    begin(world);
    world.stop_office();
    fs::copy(world.office_folder(), world.scratch("older"), fs::copy_options::recursive);
    world.start_office();
    three_days(world);

    world.stop_office();
    fs::remove_all(world.office_folder());
    fs::copy(world.scratch("older"), world.office_folder(), fs::copy_options::recursive);
    world.start_office();
    const auto first = world.sync("a");

    ASSERT_TRUE(first.error) << "it is told to come again";
    EXPECT_TRUE(office::held_life(world.office().ledger()));
    const auto second = world.sync("a");
    ASSERT_TRUE(second.error);
    EXPECT_FALSE(second.caught_up);
    ASSERT_TRUE(office::lift_hold(world.office(), world.office().find_person({}).value(), "seen"));
    for (const std::string name : {"a", "b", "a"}) sync_well(world, name);
    EXPECT_EQ(world.digest_of_device("a"), world.digest_of_office(world.named("A")));
}

}  // namespace
}  // namespace veldwerk::contract
