// SPDX-License-Identifier: EUPL-1.2
// A restore changes everything at once or nothing, loses nothing that is not named, and keeps what
// it replaces. What devices add to it: tests/contract/healing_test.cpp.
#include "daemon/custody/restoring.hpp"

#include <fstream>

#include "daemon/custody/rotation.hpp"
#include "tests/daemon/office/small_world.hpp"

namespace veldwerk::office {
namespace {

namespace fs = std::filesystem;

class Restoring : public testing::Test {
protected:
    Restoring() : folder(world.office->folder()), backup(folder / "an.backup") {
        EXPECT_TRUE(make_backup(*world.office, backup));
        world.put("employer", {{"name", "Later"}});
    }
    [[nodiscard]] Result<Restored> restore(bool accept_loss = false) {
        const Environment environment = world.office->environment();
        world.office.reset();
        auto restored =
            restore_office(folder, environment, {.file = backup, .accept_loss = accept_loss});
        world.office = std::make_unique<Office>(folder, environment);
        return restored;
    }
    std::size_t employers() { return world.office->ledger().all(type::employer).size(); }
    [[nodiscard]] bool has_leftovers() const { return fs::exists(folder / "ledger.restoring"); }

    SmallWorld world;
    fs::path folder;
    fs::path backup;
};

TEST_F(Restoring, TakesInTheActsOfTheJournalAndBeginsAnotherLife) {
    const std::size_t before = employers();
    const Life left = world.office->ledger().life();

    const auto restored = restore();

    ASSERT_TRUE(restored) << restored.error().detail;
    EXPECT_EQ(restored->replayed, 1U);
    EXPECT_FALSE(restored->acts_lost);
    EXPECT_EQ(employers(), before);
    const Life life = world.office->ledger().life();
    EXPECT_EQ(life.parent, left.epoch);
    EXPECT_EQ(life.fork, left.acts);
    EXPECT_NE(life.writer, left.writer);
    EXPECT_EQ(life.acts, left.acts + 1);
    EXPECT_EQ(world.office->journal().tail(), (Stamp{life.writer, life.acts}));
    EXPECT_TRUE(fs::exists(restored->aside));
    EXPECT_FALSE(has_leftovers());
}

TEST_F(Restoring, OfAHalfFileChangesNothing) {
    fs::resize_file(backup, fs::file_size(backup) - 4096);
    const std::size_t before = employers();
    const Life life = world.office->ledger().life();

    EXPECT_FALSE(restore());

    EXPECT_EQ(employers(), before);
    EXPECT_EQ(world.office->ledger().life().epoch, life.epoch);
    EXPECT_FALSE(has_leftovers());
}

TEST_F(Restoring, ADamagedJournalIsNamedAndNothingChanges) {
    const std::size_t before = employers();
    const fs::path journal = folder / "journal" / "acts.journal";
    const fs::path whole = folder / "journal" / "whole";
    fs::copy_file(journal, whole);
    {
        std::fstream file(journal, std::ios::in | std::ios::out | std::ios::binary);
        file.seekp(40);
        file.put('\xff');
    }
    const Environment environment = world.office->environment();
    world.office.reset();

    EXPECT_THROW((void)restore_office(folder, environment, {.file = backup}), std::runtime_error);

    EXPECT_FALSE(has_leftovers());
    fs::rename(whole, journal);
    world.office = std::make_unique<Office>(folder, environment);
    EXPECT_EQ(employers(), before);
}

TEST_F(Restoring, AHalfWrittenLastEntryOfTheJournalWasNeverAcknowledged) {
    const fs::path journal = folder / "journal" / "acts.journal";
    fs::resize_file(journal, fs::file_size(journal) - 3);

    const auto restored = restore();

    ASSERT_TRUE(restored) << restored.error().detail;
    EXPECT_EQ(restored->replayed, 0U);
}

TEST_F(Restoring, WithoutTheJournalTheOfficeHolds) {
    const Environment environment = world.office->environment();
    world.office.reset();
    fs::remove_all(folder / "journal");

    const auto restored = restore_office(folder, environment, {.file = backup});

    ASSERT_TRUE(restored) << restored.error().detail;
    EXPECT_TRUE(restored->acts_lost);
    world.office = std::make_unique<Office>(folder, environment);
    const auto held = held_life(world.office->ledger());
    ASSERT_TRUE(held);
    EXPECT_NE(held->cause.find("the journal does not reach act"), std::string::npos);
}

TEST_F(Restoring, OfAFileOlderThanEveryKeptBackupNamesTheDevicesAndAsks) {
    const RecordId coach = world.put("coach", {{"name", "Anja"}, {"code", "A"}});
    const HandmadeDevice device = world.device(coach);
    world.office->transact([&] {
        WriterRow row;
        row.writer = device.writer;
        row.device = coach;
        row.person = coach;
        row.fingerprint = "device";
        row.received = 7;
        row.safe = 5;
        world.office->ledger().save_writer(row);
    });

    const auto refused = restore();

    ASSERT_FALSE(refused);
    EXPECT_NE(refused.error().detail.find("device " + coach.text() + ": changes 1 to 5"),
              std::string::npos)
        << refused.error().detail;
    EXPECT_TRUE(world.office->ledger().life().parent.empty());
    const auto accepted = restore(true);
    ASSERT_TRUE(accepted);
    EXPECT_EQ(accepted->lost.size(), 1U);
    EXPECT_TRUE(loss_accepted(world.office->ledger()));
}

TEST_F(Restoring, WithdrawsOpenInvitations) {
    const Invitation open{"hash", world.put("coach", {{"name", "Anja"}, {"code", "A"}}),
                          world.office->environment().now().unix_ms + 1'000, false};
    world.office->transact([&] { world.office->ledger().save_invitation(open); });
    ASSERT_TRUE(make_backup(*world.office, folder / "later.backup"));
    fs::rename(folder / "later.backup", backup);

    ASSERT_TRUE(restore());

    EXPECT_TRUE(world.office->ledger().invitation("hash")->used);
}

TEST_F(Restoring, IntoAnEmptyFolderBringsTheKeysBack) {
    const Environment environment = world.office->environment();
    fs::create_directories(folder / "authority");
    std::ofstream(folder / "authority" / "authority.key") << "a key";
    const fs::path whole = folder / "whole.backup";
    ASSERT_TRUE(make_backup(*world.office, whole));
    const fs::path elsewhere = folder / "elsewhere";

    const auto restored = restore_office(elsewhere, environment, {.file = whole});

    ASSERT_TRUE(restored) << restored.error().detail;
    EXPECT_TRUE(restored->aside.empty());
    EXPECT_EQ(restored->files, std::vector<std::string>{"authority/authority.key"});
    EXPECT_TRUE(fs::exists(elsewhere / "authority" / "authority.key"));
    EXPECT_EQ(Office(elsewhere, environment).ledger().all(type::employer).size(), employers());
}

}  // namespace
}  // namespace veldwerk::office
