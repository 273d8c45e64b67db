// SPDX-License-Identifier: EUPL-1.2
// Erased is erased (P6) in files: an order killed at any moment is carried through later, and then
// no byte of what was erased is left in the office's folder; a phone's files never show a byte of
// anything, also when it was killed in the middle of its work.
#include <gtest/gtest.h>

#include <csignal>
#include <random>

#include "tests/end-to-end/small_programme.hpp"

namespace veldwerk::e2e {
namespace {

namespace fs = std::filesystem;

/// The files below a folder, or of one name with any ending, that hold a text as it is.
std::string found_in(const fs::path& folder, const std::string& text,
                     const std::string& name = {}) {
    std::string found;
    for (const auto& entry : fs::recursive_directory_iterator(folder)) {
        const std::string file = entry.path().filename().string();
        if (!entry.is_regular_file() || file.compare(0, name.size(), name) != 0) continue;
        if (content_of(entry.path()).find(text) != std::string::npos) found += file + ' ';
    }
    return found;
}

class Erased : public testing::Test {
protected:
    void write_notes() {
        programme.office.put("participant --id D001 given_name=Josefien family_name=Zandstra");
        for (int i = 0; i < 5; ++i) {
            programme.a.put("coaching_log participant=D001 date=2026-11-16 minutes=30 text=XYZZY-" +
                            std::to_string(i));
        }
        programme.a.sync(programme.office);
        programme.b.sync(programme.office);
    }

    SmallProgramme programme;
};

TEST_F(Erased, AnOrderKilledAtAnyMomentIsCarriedThroughLater) {
    write_notes();
    ASSERT_NE(found_in(programme.office.folder(), "XYZZY"), "");
    programme.office.stop();
    const std::string order = "erase --participant D001 --reason verzoek";
    const Office whole = programme.office.copy("whole");
    const auto begin = std::chrono::steady_clock::now();
    ASSERT_EQ(whole.run(order).exit, 0);
    const auto usual = std::chrono::duration_cast<std::chrono::microseconds>(
        std::chrono::steady_clock::now() - begin);
    EXPECT_EQ(found_in(whole.folder(), "XYZZY"), "");

    std::mt19937 luck(2026);
    constexpr int rounds = 12;
    for (int round = 0; round < rounds; ++round) {
        SCOPED_TRACE("round " + std::to_string(round));
        const Office one = programme.office.copy("office" + std::to_string(round));
        Process killed(one.launch(typed(order)));
        (void)killed.kill_after(usual * (round + 1) / rounds);
        const std::string told = one.run("erase list --json").out;
        if (told.empty()) {
            ASSERT_EQ(one.run(order).exit, 0) << "killed before it was ordered";
        }

        EXPECT_EQ(one.run("nightly").exit, 0);

        EXPECT_EQ(found_in(one.folder(), "XYZZY"), "");
        EXPECT_EQ(found_in(one.folder(), "Zandstra"), "");
        const Answer checked = one.run("check --rebuild --orders 2");
        EXPECT_EQ(checked.exit, 0) << testing::PrintToString(checked);
    }
}

TEST_F(Erased, BesideARunningDaemonTheFilesAreCleanAndThePhonesObey) {
    write_notes();
    programme.a.put("coaching_log participant=D001 date=2026-11-17 minutes=30 text=XYZZY-late");

    const json done = programme.office.ask("erase --participant D001 --reason verzoek");
    programme.a.sync(programme.office);
    programme.b.sync(programme.office);
    if (done["office_done"] == false) programme.office.done("nightly");

    for (const char* text : {"XYZZY", "Josefien", "Zandstra"}) {
        EXPECT_EQ(found_in(programme.office.folder(), text), "") << text;
    }
    EXPECT_EQ(programme.office.list("show coaching_log").size(), 6U);
    for (const Device* device : {&programme.a, &programme.b}) {
        for (const json& note : device->list("show coaching_log")) {
            EXPECT_EQ(note.at("minutes"), 30);
            EXPECT_FALSE(note.contains("text"));
        }
    }
    programme.expect_in_step();
    EXPECT_EQ(programme.a.run("put contact participant=D001 date=2026-11-17 text=XYZZY").exit, 1);
}

TEST_F(Erased, APhonesFilesShowNoByteOfAnythingAlsoWhenItIsKilled) {
    write_notes();
    std::mt19937 luck(7);
    for (int round = 0; round < 12; ++round) {
        Process save(programme.a.launch(
            typed("put contact participant=D001 date=2026-11-16 text=XYZZY-" +
                  std::string(5000, 'y'))));
        (void)save.kill_after(std::chrono::microseconds(500 + luck() % 12'000));
        Process sync(programme.a.launch(typed(programme.a.sync_words(programme.office))));
        (void)sync.kill_after(std::chrono::microseconds(2'000 + luck() % 40'000));

        for (const char* text : {"XYZZY", "Zandstra", "D001", "BEGIN CERT", "PRIVATE KEY",
                                 "SQLite format", "yyyyyyyyyyyyyyyyyyyy"}) {
            EXPECT_EQ(found_in(programme.a.file().parent_path(), text, "a.db"), "") << text;
        }
    }
    programme.a.sync(programme.office);
}

TEST_F(Erased, ANewKeyOpensTheReplicaAndTheOldOneDoesNot) {
    write_notes();
    const std::string fresh = (programme.a.file().parent_path() / "fresh.key").string();

    programme.a.done("rekey --new-key-file " + fresh);

    EXPECT_EQ(programme.a.run("show coaching_log").exit, 1);
    EXPECT_EQ(programme.a.run("show coaching_log --key-file " + fresh).exit, 0);
    EXPECT_EQ(programme.a.run(programme.a.sync_words(programme.office) + " --key-file " + fresh)
                  .exit,
              0);
    EXPECT_EQ(programme.a.run("rekey --new-key-file " + fresh).exit, 1) << "the wrong old key";
}

}  // namespace
}  // namespace veldwerk::e2e
