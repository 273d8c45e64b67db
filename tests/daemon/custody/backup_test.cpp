// SPDX-License-Identifier: EUPL-1.2
// A backup is a whole office in one file, or no file.
#include "daemon/custody/backup.hpp"

#include <SQLiteCpp/SQLiteCpp.h>

#include <fstream>

#include "tests/daemon/office/small_world.hpp"

namespace veldwerk::office {
namespace {

namespace fs = std::filesystem;

class Backup : public testing::Test {
protected:
    Backup() : path(world.office->folder() / "an.backup") {
        fs::create_directories(world.office->folder() / "authority");
        std::ofstream(world.office->folder() / "authority" / "authority.key") << "a key";
    }
    void expect_refused(const std::string& why) {
        const auto facts = verify_backup(path);
        ASSERT_FALSE(facts);
        EXPECT_NE(facts.error().detail.find(why), std::string::npos) << facts.error().detail;
        EXPECT_EQ(facts.error().detail.find('\n'), std::string::npos);
    }
    void damage(const std::string& sql) {
        SQLite::Database(path.string(), SQLite::OPEN_READWRITE).exec(sql);
    }

    SmallWorld world;
    fs::path path;
};

TEST_F(Backup, HoldsTheLedgerAndTheKeysAndIsItsOwnersAlone) {
    Digest total;
    for (const auto& scope : world.office->ledger().scopes()) total += scope.digest;

    const auto made = make_backup(*world.office, path);

    ASSERT_TRUE(made) << made.error().detail;
    EXPECT_EQ(made->digest, total);
    EXPECT_EQ(made->epoch, world.office->ledger().life().epoch);
    EXPECT_EQ(made->acts, world.office->ledger().life().acts);
    EXPECT_EQ(made->held_of(world.office->ledger().life().writer), made->acts);
    const auto files = files_in_backup(path);
    ASSERT_EQ(files.size(), 1U);
    EXPECT_EQ(files.front().name, "authority/authority.key");
    EXPECT_EQ(files.front().bytes, "a key");
    EXPECT_EQ(fs::status(path).permissions(), fs::perms::owner_read | fs::perms::owner_write);
    EXPECT_FALSE(fs::exists(path.string() + ".part"));
}

TEST_F(Backup, WritesOverNothing) {
    std::ofstream(path) << "somebody's";

    const auto made = make_backup(*world.office, path);

    ASSERT_FALSE(made);
    EXPECT_EQ(made.error().reason, Reason::rule);
    EXPECT_EQ(fs::file_size(path), 10U);
}

TEST_F(Backup, GoesOnAfterOneThatWasKilledHalfWay) {
    std::ofstream(path.string() + ".part") << "half";

    EXPECT_TRUE(make_backup(*world.office, path));
    EXPECT_FALSE(fs::exists(path.string() + ".part"));
}

TEST_F(Backup, IsRefusedWhenItIsForeignHalfDamagedOrOfAnotherFormat) {
    expect_refused("there is no backup file");
    ASSERT_TRUE(make_backup(*world.office, path));
    const fs::path whole = path.string() + ".whole";
    fs::copy_file(path, whole);
    const auto again = [&] {
        fs::copy_file(whole, path, fs::copy_options::overwrite_existing);
    };

    damage("UPDATE backup SET value = CAST('0' AS BLOB) WHERE name = 'format'");
    expect_refused("it has format 0, and this version reads format 1");
    again();
    damage("UPDATE scope SET digest_low = digest_low + 1");
    expect_refused("do not sum up");
    again();
    damage("DELETE FROM person");
    expect_refused("do not sum up");
    again();
    damage("DROP TABLE life");
    expect_refused("no whole backup");
    again();
    damage("PRAGMA application_id = 1");
    expect_refused("not made by veldwerkd backup");
    again();
    fs::resize_file(path, fs::file_size(path) / 2);
    expect_refused("no whole backup");
    fs::resize_file(path, 0);
    expect_refused("no whole backup");
}

}  // namespace
}  // namespace veldwerk::office
