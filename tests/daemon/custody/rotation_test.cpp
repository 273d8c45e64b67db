// SPDX-License-Identifier: EUPL-1.2
// Nightly backups: how many are kept, what is safe, and what the journal need not keep.
#include "daemon/custody/rotation.hpp"

#include <fstream>

#include "daemon/office/checking.hpp"
#include "tests/daemon/office/small_world.hpp"

namespace veldwerk::office {
namespace {

namespace fs = std::filesystem;

CivilDate day(int of_december) {
    return parse_date("2026-12-0" + std::to_string(of_december)).value();
}

class Rotation : public testing::Test {
protected:
    Rotation() {
        world.now("2026-12-01T02:00:00+01:00");
        coach = world.put("coach", {{"name", "Anja"}, {"code", "A"}});
        device = world.device(coach);
        goal = world.consenting("D001");
        world.assign(coach, goal);
        world.office->turn_day();
    }
    void keep(int backups) {
        for (const auto& id : world.office->ledger().all(type::setting)) {
            if (world.text("setting", id, "name") != "backups_kept") continue;
            world.put("setting", {{"value", std::to_string(backups)}}, id.text());
        }
    }
    /// The device writes, as if it had pushed.
    void receive_one() {
        world.look(device);
        const auto note = world.change(device, "contact", world.new_id(),
                                       {{"participant", goal.text()}, {"kind", "personal"},
                                        {"date", "2026-12-01"}, {"minutes", "5"}});
        ASSERT_EQ(world.admit_one(note).standing, Standing::in_effect);
        world.office->transact([&] {
            auto row = world.office->ledger().writer(device.writer).value_or(WriterRow{});
            row.writer = device.writer;
            row.device = coach;
            row.person = coach;
            row.fingerprint = "device";
            row.received = device.counter;
            world.office->ledger().save_writer(row);
        });
    }
    Rotated rotate(int of_december) {
        auto rotated = rotate_backups(*world.office, day(of_december));
        EXPECT_TRUE(rotated) << (rotated ? "" : rotated.error().detail);
        return rotated.value_or(Rotated{});
    }
    std::uint64_t safe() { return world.office->ledger().writer(device.writer)->safe; }

    SmallWorld world;
    RecordId coach, goal;
    HandmadeDevice device;
};

TEST_F(Rotation, SafeIsWhatEveryKeptBackupHolds) {
    keep(2);
    receive_one();
    rotate(1);
    EXPECT_EQ(safe(), 1U);
    receive_one();
    rotate(2);
    EXPECT_EQ(safe(), 1U) << "the first backup holds one";
    receive_one();

    const auto third = rotate(3);

    EXPECT_EQ(third.kept, 2U);
    EXPECT_EQ(third.removed.size(), 1U);
    EXPECT_EQ(safe(), 2U);
    EXPECT_EQ(kept_backups(world.office->folder()).readable.size(), 2U);
}

TEST_F(Rotation, ANightHasOneBackupHoweverOftenItRuns) {
    receive_one();
    const auto first = rotate(1);
    world.now("2026-12-01T03:00:00+01:00");
    receive_one();

    const auto second = rotate(1);

    EXPECT_EQ(second.tonight, first.tonight);
    EXPECT_EQ(second.made.unix_ms, first.made.unix_ms);
    EXPECT_EQ(safe(), 1U);
}

TEST_F(Rotation, ADamagedFileCountsForNothingAndIsNamed) {
    receive_one();
    rotate(1);
    const fs::path damaged = world.office->folder() / "backups" / "2026-11-30-00000000.backup";
    std::ofstream(damaged) << "half a backup";

    const auto rotated = rotate(2);

    ASSERT_EQ(rotated.unreadable.size(), 1U);
    EXPECT_NE(rotated.unreadable.front().find("2026-11-30"), std::string::npos);
    EXPECT_EQ(rotated.kept, 2U);
    EXPECT_EQ(safe(), 1U);
    EXPECT_TRUE(fs::exists(damaged)) << "nobody's file is removed but our own";
}

TEST_F(Rotation, AFileLeftByOneThatWasKilledIsRemoved) {
    const fs::path half = world.office->folder() / "backups" / "2026-11-30-00000000.backup.part";
    fs::create_directories(half.parent_path());
    std::ofstream(half) << "half";

    rotate(1);

    EXPECT_FALSE(fs::exists(half));
}

TEST_F(Rotation, TheJournalKeepsControlActsAndDropsWritesThatEveryBackupHolds) {
    keep(1);
    const auto before = world.office->journal().read_all();

    const auto rotated = rotate(1);

    const auto after = world.office->journal().read_all();
    EXPECT_GT(rotated.pruned, 0U);
    EXPECT_EQ(after.size() + rotated.pruned, before.size());
    EXPECT_EQ(after.back().stamp, before.back().stamp) << "the last act tells where it ends";
    for (std::size_t i = 0; i + 1 < after.size(); ++i) {
        EXPECT_FALSE(is_data_act(decode_change(after[i].bytes, after[i].stamp).value()));
    }
    const auto check = check_history(*world.office);
    EXPECT_TRUE(check.faults.empty()) << check.faults.front();
    world.put("employer", {{"name", "Later"}});
    EXPECT_EQ(world.office->journal().read_all().size(), after.size() + 1);
}

}  // namespace
}  // namespace veldwerk::office
