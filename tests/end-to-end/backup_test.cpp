// SPDX-License-Identifier: EUPL-1.2
// Backups and restores by real processes: killed in the middle, on a full disk, beside a daemon.
// Under its name a backup is whole or not there, and an office is the one before or the one after.
#include <gtest/gtest.h>

#include <algorithm>
#include <csignal>
#include <random>

#include "tests/end-to-end/small_programme.hpp"

namespace veldwerk::e2e {
namespace {

namespace fs = std::filesystem;

constexpr int rounds = 12;

class BackupFiles : public testing::Test {
protected:
    using Microseconds = std::chrono::microseconds;

    [[nodiscard]] std::string file(const std::string& name) const {
        return programme.place.path(name).string();
    }
    Answer measured(const Launch& launch) {
        const auto begin = std::chrono::steady_clock::now();
        Answer answer = run(launch);
        EXPECT_EQ(answer.exit, 0) << testing::PrintToString(answer);
        usual = std::chrono::duration_cast<Microseconds>(std::chrono::steady_clock::now() - begin);
        return answer;
    }
    Microseconds moment() {
        const auto most = usual.count() * 5 / 4;
        return Microseconds(std::uniform_int_distribution<Microseconds::rep>(0, most)(luck));
    }
    void expect_healed() {
        programme.a.sync(programme.office);
        programme.b.sync(programme.office);
        programme.a.sync(programme.office);
        programme.expect_in_step();
    }

    SmallProgramme programme;
    std::mt19937 luck{2026};
    Microseconds usual{};
};

TEST_F(BackupFiles, OneThatWasKilledHalfWayIsNoBackupAndTheNextIsWhole) {
    (void)measured(programme.office.launch(typed("backup " + file("first.backup"))));
    int whole = 0;
    for (int round = 0; round < rounds; ++round) {
        SCOPED_TRACE("round " + std::to_string(round));
        const std::string path = file("round" + std::to_string(round) + ".backup");
        Process backup(programme.office.launch(typed("backup " + path)));
        (void)backup.kill_after(moment());
        if (!fs::exists(path)) continue;
        ++whole;
        const Office other(programme.place, "other" + std::to_string(round));
        EXPECT_EQ(other.run("restore " + path).exit, 0);
        EXPECT_EQ(other.digest(), programme.office.digest());
    }
    EXPECT_EQ(programme.office.run("backup " + file("last.backup")).exit, 0);
    EXPECT_LE(whole, rounds);
}

TEST_F(BackupFiles, ARestoreThatWasKilledLeavesTheOfficeBeforeOrTheOneAfter) {
    programme.office.done("backup " + file("early.backup"));
    programme.a.observe("2026-11-16", 480);
    programme.a.sync(programme.office);
    programme.office.put("contact participant=D001 kind=personal date=2026-11-16 minutes=5");
    programme.b.sync(programme.office);
    const std::string before = programme.office.digest();
    programme.office.stop();
    (void)measured(programme.office.launch(typed("restore " + file("early.backup"))));

    for (int round = 0; round < rounds; ++round) {
        SCOPED_TRACE("round " + std::to_string(round));
        Process restore(programme.office.launch(typed("restore " + file("early.backup"))));
        (void)restore.kill_after(moment());
        EXPECT_EQ(programme.office.list("show contact").size(), 1U) << "an act is in the journal";
        EXPECT_EQ(programme.office.run("check").exit, 0);
    }

    programme.office.serve();
    expect_healed();
    EXPECT_EQ(programme.office.digest(), before);
}

TEST_F(BackupFiles, WhileTheDaemonServesABackupIsMadeAndARestoreRefused) {
    programme.office.done("backup " + file("a.backup"));

    const Answer refused = programme.office.run("restore " + file("a.backup"));

    EXPECT_EQ(refused.exit, 1) << testing::PrintToString(refused);
    EXPECT_NE(refused.err.find("stop it first"), std::string::npos) << refused.err;
    EXPECT_EQ(std::count(refused.err.begin(), refused.err.end(), '\n'), 1);
    expect_healed();
}

TEST_F(BackupFiles, ADiskThatIsFullLeavesNothingUnderTheName) {
    Launch launch = programme.office.launch(typed("backup " + file("full.backup")));
    for (const rlim_t room : {rlim_t{0}, rlim_t{64} * 1024, rlim_t{192} * 1024}) {
        launch.file_bytes_max = room;
        const Answer answer = run(launch);
        EXPECT_EQ(answer.exit, 3) << room << testing::PrintToString(answer);
        EXPECT_EQ(std::count(answer.err.begin(), answer.err.end(), '\n'), 1) << answer.err;
        EXPECT_FALSE(fs::exists(file("full.backup")));
        EXPECT_FALSE(fs::exists(file("full.backup.part")));
    }
    EXPECT_EQ(programme.office.run("backup " + file("full.backup")).exit, 0);
    expect_healed();
}

TEST_F(BackupFiles, WithoutItsJournalTheOfficeHoldsUntilAPersonLifts) {
    programme.office.done("backup " + file("early.backup"));
    programme.a.observe("2026-11-16", 480);
    programme.office.stop();
    fs::remove_all(programme.office.folder() / "journal");
    const json restored = programme.office.ask("restore " + file("early.backup"));
    EXPECT_EQ(restored["held"], true);
    programme.office.serve();

    EXPECT_EQ(programme.a.run(programme.a.sync_words(programme.office)).exit, 3);
    EXPECT_EQ(programme.office.list("show observation").size(), 1U) << "what was sent is in";
    ASSERT_EQ(programme.office.list("quarantine list").size(), 1U);
    EXPECT_EQ(programme.office.list("quarantine list").front()["kind"], "hold");
    EXPECT_EQ(programme.office.ask("nightly")["held"].size(), 1U);
    EXPECT_EQ(programme.office.run("quarantine lift --reason gezien").exit, 0);
    expect_healed();
}

}  // namespace
}  // namespace veldwerk::e2e
