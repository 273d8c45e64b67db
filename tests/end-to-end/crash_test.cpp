// SPDX-License-Identifier: EUPL-1.2
// Programs killed in the middle of their work, over and over: what they had acknowledged is there
// afterwards, the next sync completes, and both sides hold the same. The moments are drawn from a
// seed, but a machine is never as fast twice; so a failure names the round, not the moment.
#include <gtest/gtest.h>

#include <csignal>
#include <random>
#include <set>

#include "tests/end-to-end/small_programme.hpp"

namespace veldwerk::e2e {
namespace {

constexpr int rounds = 20;

class Crash : public testing::Test {
protected:
    using Microseconds = std::chrono::microseconds;

    /// Runs it undisturbed, and so learns how long its like takes on this machine.
    Answer measured(const Launch& launch) {
        const auto begin = std::chrono::steady_clock::now();
        Answer answer = run(launch);
        EXPECT_EQ(answer.exit, 0) << testing::PrintToString(answer);
        usual = std::chrono::duration_cast<Microseconds>(std::chrono::steady_clock::now() - begin);
        return answer;
    }
    /// Somewhere within what was measured, now and then behind its end.
    Microseconds moment() {
        const auto most = usual.count() * 3 / 2;
        return Microseconds(std::uniform_int_distribution<Microseconds::rep>(0, most)(luck));
    }
    [[nodiscard]] std::string note(int number) {
        return "put coaching_log participant=D001 date=2026-11-16 minutes=" +
               std::to_string(number % 60) + " text=note-" + std::to_string(number);
    }
    /// Whether each of these is in what the office, or a device, shows.
    template <class House>
    void expect_all(const House& house, const std::set<std::string>& ids) {
        std::set<std::string> shown;
        for (const char* type : {"coaching_log", "observation"}) {
            for (const json& record : house.list(std::string("show ") + type))
                shown.insert(record.at("id"));
        }
        for (const auto& id : ids)
            EXPECT_TRUE(shown.contains(id)) << "acknowledged and lost: " << id;
    }
    void expect_nothing_lost() {
        for (const Device* device : {&programme.a, &programme.b}) {
            EXPECT_EQ(device->sync(programme.office)["refused"], 0);
            EXPECT_EQ(device->ask("status")["unsent"], 0);
        }
        programme.a.sync(programme.office);
        expect_all(programme.office, acknowledged);
        expect_all(programme.a, acknowledged);
        programme.expect_in_step();
    }

    SmallProgramme programme;
    std::mt19937 luck{2026};
    Microseconds usual{};
    std::set<std::string> acknowledged;
};

TEST_F(Crash, ADaemonKilledWhileDevicesSyncLosesNothingThatItAccepted) {
    (void)measured(programme.a.launch(typed(programme.a.sync_words(programme.office))));
    std::set<std::string> of_a, of_b, accepted;
    for (int round = 0; round < rounds; ++round) {
        SCOPED_TRACE("round " + std::to_string(round));
        for (int i = 0; i < 3; ++i)
            of_a.insert(programme.a.ask(note(10 * round + i))["id"]);
        of_b.insert(programme.b.observe("2026-11-" + std::to_string(10 + round), 470));

        Process anja(programme.a.launch(typed(programme.a.sync_words(programme.office))));
        Process bram(programme.b.launch(typed(programme.b.sync_words(programme.office))));
        EXPECT_EQ(programme.office.daemon().kill_after(moment()).exit, -SIGKILL);
        const int anja_exit = anja.wait().exit;
        const int bram_exit = bram.wait().exit;
        programme.office.serve();

        EXPECT_TRUE(anja_exit == 0 || anja_exit == 3) << anja_exit;
        EXPECT_TRUE(bram_exit == 0 || bram_exit == 3) << bram_exit;
        if (anja_exit == 0) accepted.insert(of_a.begin(), of_a.end());
        if (bram_exit == 0) accepted.insert(of_b.begin(), of_b.end());
        expect_all(programme.office, accepted);
    }
    acknowledged = of_a;
    acknowledged.insert(of_b.begin(), of_b.end());
    expect_nothing_lost();
}

TEST_F(Crash, ADeviceKilledWhileItSavesAndSyncsKeepsEveryIdThatItPrinted) {
    const Launch first = programme.a.launch(typed(note(0) + " --json"));
    acknowledged.insert(measured(first).document()["id"]);
    for (int round = 1; round <= rounds; ++round) {
        SCOPED_TRACE("round " + std::to_string(round));
        for (int i = 0; i < 3; ++i) {
            Process save(programme.a.launch(typed(note(10 * round + i) + " --json")));
            const Answer answer = save.kill_after(moment());
            if (answer.out.find('\n') == std::string::npos) continue;
            acknowledged.insert(answer.document()["id"]);
        }
        Process sync(programme.a.launch(typed(programme.a.sync_words(programme.office))));
        const Answer synced = sync.kill_after(2 * moment());
        EXPECT_TRUE(synced.exit == 0 || synced.exit == -SIGKILL) << testing::PrintToString(synced);

        expect_all(programme.a, acknowledged);
    }
    expect_nothing_lost();
}

TEST_F(Crash, AnOfficeCommandKilledBesideTheDaemonKeepsEveryIdThatItPrinted) {
    const Launch first = programme.office.launch(typed(note(0) + " --json"));
    acknowledged.insert(measured(first).document()["id"]);
    for (int round = 1; round <= rounds; ++round) {
        SCOPED_TRACE("round " + std::to_string(round));
        for (int i = 0; i < 3; ++i) {
            Process put(programme.office.launch(typed(note(10 * round + i) + " --json")));
            const Answer answer = put.kill_after(moment());
            if (answer.out.find('\n') == std::string::npos) continue;
            acknowledged.insert(answer.document()["id"]);
        }
        expect_all(programme.office, acknowledged);
    }
    expect_nothing_lost();
}

TEST_F(Crash, AFirstSyncKilledOverAndOverIsCompleteInTheEnd) {
    for (int i = 0; i < 40; ++i)
        programme.a.done(note(i));
    (void)measured(programme.a.launch(typed(programme.a.sync_words(programme.office))));
    const Device fresh(programme.place, "fresh.db");
    fresh.enrol(programme.office, "A");

    for (int round = 0; round < rounds; ++round) {
        Process sync(fresh.launch(typed(fresh.sync_words(programme.office))));
        const Answer synced = sync.kill_after(moment());
        EXPECT_TRUE(synced.exit == 0 || synced.exit == -SIGKILL) << testing::PrintToString(synced);
    }

    fresh.sync(programme.office);
    EXPECT_EQ(fresh.digest(), programme.office.digest("A"));
    EXPECT_EQ(fresh.list("show coaching_log").size(), 40U);
}

TEST_F(Crash, ATermIsACleanStopThatDevicesHearOf) {
    Process watch(programme.a.launch(typed("sync --watch --json")));
    ASSERT_TRUE(watch.says("caught_up"));

    const Answer stopped = programme.office.stop();

    EXPECT_EQ(stopped.exit, 0) << testing::PrintToString(stopped);
    EXPECT_NE(stopped.err.find("stopped"), std::string::npos);
    EXPECT_FALSE(std::filesystem::exists(programme.office.folder() / "serve.json"));
    EXPECT_TRUE(watch.says("offline"));
    watch.signal(SIGTERM);
    EXPECT_EQ(watch.wait().exit, 0);
    EXPECT_EQ(programme.a.run("sync").exit, 3);
    programme.office.serve();
    expect_nothing_lost();
}

}  // namespace
}  // namespace veldwerk::e2e
