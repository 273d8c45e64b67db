// SPDX-License-Identifier: EUPL-1.2
#include "tests/simulation/disk.hpp"

#include <gtest/gtest.h>

#include "protocol/carriage/database.hpp"
#include "tests/simulation/world.hpp"

namespace veldwerk::simulation {
namespace {

class OneDisk : public ::testing::Test {
protected:
    [[nodiscard]] std::unique_ptr<SQLite::Database> open(bool durable) {
        return carriage::open_database(path(), {.create = true, .durable = durable});
    }
    [[nodiscard]] std::string path() const { return (disk.folder() / "store.db").string(); }
    [[nodiscard]] static int rows(SQLite::Database& database) {
        return database.execAndGet("SELECT count(*) FROM kept").getInt();
    }

    ScratchFolder scratch;
    Disk disk{scratch.path() / "machine", Dice(1)};
};

TEST_F(OneDisk, WhatWasSyncedIsThereAfterPowerFailed) {
    for (int round = 1; round <= 20; ++round) {
        auto database = open(true);
        database->exec("CREATE TABLE IF NOT EXISTS kept(number)");
        database->exec("INSERT INTO kept VALUES (1)");
        disk.fail_power();
        database.reset();
        disk.restart();

        EXPECT_EQ(rows(*open(true)), round);
    }
}

TEST_F(OneDisk, WhatWasNotSyncedMayBeForgottenAndTheStoreIsWholeAllTheSame) {
    int forgotten = 0;
    for (int round = 1; round <= 20; ++round) {
        auto database = open(false);
        database->exec("CREATE TABLE IF NOT EXISTS kept(number)");
        const int before = rows(*database);
        database->exec("INSERT INTO kept VALUES (1)");
        disk.fail_power();
        database.reset();
        disk.restart();

        database = open(false);
        const bool table = database->tableExists("kept");
        if (!table || rows(*database) == before) ++forgotten;
        EXPECT_EQ(database->execAndGet("PRAGMA integrity_check").getString(), "ok");
    }

    EXPECT_GT(forgotten, 0);
}

TEST_F(OneDisk, AnyWriteThatPowerFailsInLeavesTheStoreWhole) {
    for (std::uint64_t operation = 1; operation < 60; ++operation) {
        auto database = open(true);
        database->exec("CREATE TABLE IF NOT EXISTS kept(number)");
        const int before = rows(*database);
        disk.fail_power_after(operation);
        const bool acknowledged =
            database->tryExec("INSERT INTO kept VALUES (zeroblob(9000))") == 0;
        disk.fail_power();
        database.reset();
        disk.restart();

        database = open(true);
        EXPECT_GE(rows(*database), before + (acknowledged ? 1 : 0)) << operation;
        EXPECT_EQ(database->execAndGet("PRAGMA integrity_check").getString(), "ok");
    }
}

TEST_F(OneDisk, AFullDiskRefusesToGrow) {
    auto database = open(true);
    database->exec("CREATE TABLE kept(number)");
    disk.set_full(true);
    EXPECT_THROW(database->exec("INSERT INTO kept VALUES (zeroblob(900000))"), SQLite::Exception);
    disk.set_full(false);

    database->exec("INSERT INTO kept VALUES (zeroblob(900000))");
    EXPECT_EQ(rows(*database), 1);
}

}  // namespace
}  // namespace veldwerk::simulation
