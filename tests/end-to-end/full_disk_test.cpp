// SPDX-License-Identifier: EUPL-1.2
// A disk that is full, played by the limit of the size that a file may reach: whoever must write
// says so in one line and exits 3, nothing is damaged, and once there is room the work goes on.
#include <gtest/gtest.h>

#include <algorithm>

#include "tests/end-to-end/small_programme.hpp"

namespace veldwerk::e2e {
namespace {

// Enough for many saves, and soon full.
constexpr rlim_t room_step = 24 * 1024;
constexpr rlim_t room_max = 2 * 1024 * 1024;

/// The room with which a launch is done, after all those with which it was not: each of them must
/// have ended in exit 3 and one line.
rlim_t room_needed(Launch launch) {
    for (rlim_t room = 0; room < room_max; room += room_step) {
        launch.file_bytes_max = room;
        const Answer answer = run(launch);
        if (answer.exit == 0) return room;
        EXPECT_EQ(answer.exit, 3) << room << ": " << testing::PrintToString(answer);
        EXPECT_EQ(answer.out, "");
        EXPECT_EQ(std::count(answer.err.begin(), answer.err.end(), '\n'), 1) << answer.err;
        EXPECT_NE(answer.err.find("make room"), std::string::npos) << answer.err;
    }
    return room_max;
}

class FullDisk : public testing::Test {
protected:
    [[nodiscard]] static std::vector<std::string> big_note(const std::string& file) {
        return typed("put coaching_log participant=D001 date=2026-11-16 minutes=10 --json text=@" +
                     file);
    }
    std::string text_file() {
        std::string text;
        for (int i = 0; text.size() < 40'000; ++i)
            text += "line " + std::to_string(i * 7919) + " of a long note\n";
        return programme.place.write("note.txt", text).string();
    }

    SmallProgramme programme;
};

TEST_F(FullDisk, OfADeviceRefusesTheSaveAndKeepsWhatWasSaved) {
    const std::string kept = programme.a.observe("2026-11-16", 480);

    const rlim_t needed = room_needed(programme.a.launch(big_note(text_file())));

    EXPECT_GT(needed, 0U);
    EXPECT_LT(needed, room_max);
    EXPECT_EQ(programme.a.list("show observation --id " + kept).size(), 1U);
    EXPECT_EQ(programme.a.ask("status")["unsent"], 2);
    EXPECT_EQ(programme.a.sync(programme.office)["sent"], 2);
    programme.b.sync(programme.office);
    programme.expect_in_step();
}

TEST_F(FullDisk, OfADeviceBreaksTheSyncOffAndTheNextOneCompletesIt) {
    programme.office.done("put coaching_log participant=D001 date=2026-11-16 minutes=10 text=@" +
                          text_file());

    const rlim_t needed =
        room_needed(programme.a.launch(typed(programme.a.sync_words(programme.office))));

    EXPECT_GT(needed, 0U);
    EXPECT_LT(needed, room_max);
    programme.b.sync(programme.office);
    programme.expect_in_step();
}

TEST_F(FullDisk, OfTheOfficeRefusesTheCommandAndHarmsNothing) {
    const std::string before = programme.office.digest();

    const rlim_t needed = room_needed(programme.office.launch(big_note(text_file())));

    EXPECT_GT(needed, 0U);
    EXPECT_LT(needed, room_max);
    EXPECT_NE(programme.office.digest(), before);
    EXPECT_EQ(programme.office.list("show coaching_log").size(), 1U);
    programme.a.sync(programme.office);
    programme.b.sync(programme.office);
    programme.expect_in_step();
}

TEST_F(FullDisk, OfTheDaemonIsToldToDevicesWhichKeepTheirWorkUntilThereIsRoom) {
    programme.office.stop();
    const auto ledger = programme.office.folder() / "ledger.db";
    const std::string note = text_file();
    for (int i = 0; i < 10; ++i)
        ASSERT_EQ(programme.a.run(big_note(note)).exit, 0);
    programme.office.serve(std::filesystem::file_size(ledger) + 4 * room_step);

    const Answer refused = programme.a.run(programme.a.sync_words(programme.office));

    EXPECT_EQ(refused.exit, 3) << testing::PrintToString(refused);
    EXPECT_EQ(std::count(refused.err.begin(), refused.err.end(), '\n'), 1) << refused.err;
    EXPECT_TRUE(programme.office.daemon().complains("full")) << "the office hears of it too";
    EXPECT_EQ(programme.office.stop().exit, 0);
    programme.office.serve();
    EXPECT_EQ(programme.a.ask("status")["refused"], 0);
    EXPECT_GT(programme.a.sync(programme.office)["sent"], 0);
    programme.b.sync(programme.office);
    EXPECT_EQ(programme.office.list("show coaching_log").size(), 10U);
    programme.expect_in_step();
}

}  // namespace
}  // namespace veldwerk::e2e
