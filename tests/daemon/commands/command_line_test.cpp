// SPDX-License-Identifier: EUPL-1.2
// The office's commands as a person meets them: what is printed, where, and the exit code.
#include "daemon/commands/command_line.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <iterator>

namespace veldwerk::office {
namespace {

struct Said {
    int exit_code;
    std::string out;
    std::string err;
};

std::string content_of(const std::string& path) {
    std::ifstream file(path, std::ios::binary);
    return {std::istreambuf_iterator<char>(file), {}};
}

class VeldwerkdCommand : public testing::Test {
protected:
    VeldwerkdCommand() {
        std::string pattern = testing::TempDir() + "veldwerkd-commands-XXXXXX";
        folder = ::mkdtemp(pattern.data());
        EXPECT_EQ(run("init --programme Basisbanen").exit_code, 0);
    }
    ~VeldwerkdCommand() override { std::filesystem::remove_all(folder); }

    [[nodiscard]] Said run(const std::string& words) const {
        const std::string command = "VELDWERK_NOW=2026-11-30T16:00:00+01:00 VELDWERK_DATA=" +
                                    folder + "/office " + VELDWERK_PROGRAMS + "/veldwerkd " +
                                    words + " >" + folder + "/out 2>" + folder + "/err";
        const int status = std::system(command.c_str());
        return {WEXITSTATUS(status), content_of(folder + "/out"), content_of(folder + "/err")};
    }
    void expect_no(const std::string& words, int exit_code, const std::string& sentence) const {
        const Said said = run(words);
        EXPECT_EQ(said.exit_code, exit_code) << words;
        EXPECT_EQ(said.out, "") << words;
        EXPECT_EQ(std::count(said.err.begin(), said.err.end(), '\n'), 1) << said.err;
        EXPECT_NE(said.err.find(sentence), std::string::npos) << said.err;
    }
    void expect_said(const std::string& words, const std::string& sentence) const {
        const Said said = run(words);
        EXPECT_EQ(said.exit_code, 0) << said.err;
        EXPECT_NE(said.out.find(sentence), std::string::npos) << said.out;
    }

    std::string folder;
};

TEST_F(VeldwerkdCommand, WordsBehindTheTypeAreFields) {
    EXPECT_EQ(run("put participant code=D001 given_name=Dilan family_name=Yildiz").exit_code, 0);

    expect_said("show participant --id D001", "family_name: Yildiz");
}

TEST_F(VeldwerkdCommand, WhatIsTypedWrongIsAnsweredWithWhatCouldBeTyped) {
    expect_no("revue", 2, "there is no \"revue\"; veldwerkd knows init, serve");
    expect_no("device", 2, "say what to do; veldwerkd device knows invite, list, revoke");
    expect_no("device revue", 2, "there is no \"device revue\"; veldwerkd device knows invite");
    expect_no("show participants", 2, "did you mean participant?");
    expect_no("put deelnemer code=D001", 2, "did you mean participant?");
    expect_no("put participant name=Dilan", 1, "it has code, given_name");
}

TEST_F(VeldwerkdCommand, ABackupWritesOverNothingAndARestoreTakesOnlyABackup) {
    const std::string backup = folder + "/copy.backup";
    expect_said("backup " + backup, "backed up and verified");
    expect_no("backup " + backup, 1, "a backup never writes over anything");
    expect_no("restore " + folder + "/nothing", 1, "there is no backup file at");
    expect_no("restore " + folder + "/office/ledger.db", 1, "it was not made by veldwerkd backup");
    std::ofstream(folder + "/text.backup") << "no database at all, though it is long enough";
    expect_no("restore " + folder + "/text.backup", 1, "is no whole backup of an office");
    std::filesystem::resize_file(backup, std::filesystem::file_size(backup) / 2);
    expect_no("restore " + backup, 1, "is no whole backup of an office");
    expect_no("quarantine lift --reason none", 1, "nothing is held");
    expect_said("quarantine list", "Nothing waits in quarantine");
}

TEST_F(VeldwerkdCommand, ARestoreTellsWhereTheReplacedLedgerIsAndWhatCameBack) {
    const std::string backup = folder + "/copy.backup";
    EXPECT_EQ(run("put participant code=D001 given_name=Dilan family_name=Yildiz").exit_code, 0);
    EXPECT_EQ(run("backup " + backup).exit_code, 0);
    EXPECT_EQ(run("put participant code=D002 given_name=Kees family_name=Smit").exit_code, 0);

    const Said restored = run("restore " + backup);

    EXPECT_EQ(restored.exit_code, 0) << restored.err;
    EXPECT_NE(restored.out.find("1 acts taken in again"), std::string::npos) << restored.out;
    EXPECT_NE(restored.out.find("ledger.replaced-"), std::string::npos) << restored.out;
    expect_said("show participant", "Smit");
    expect_said("check --rebuild", "the same every time");
}

TEST_F(VeldwerkdCommand, AReportIsTextOrCsvOrJson) {
    expect_said("report progress", "jobs filled       0");
    expect_said("report --format csv progress", "vervuld;publiek;publiek_privaat;gepland");
    expect_said("report progress --format json", "{\"filled\":0");
    expect_said("report progress --json --date 2026-12-07", "{\"filled\":0");

    expect_no("report profit", 2, "there is no report \"profit\"; there are progress, costs");
    expect_no("report month --month december", 2, "--month takes a month like 2026-12");
    expect_no("report month --date 7-12-2026", 2, "--date takes a day like 2026-12-07");
    expect_no("report month --format xlsx", 2, "--format is text, csv or json");
}

TEST_F(VeldwerkdCommand, NightlyTwiceIsNightlyOnceAndTheOutboxHoldsTheMeeting) {
    EXPECT_EQ(run("put meeting title=Bijeenkomst start=2026-12-17T18:00 place=Kiosk").exit_code, 0);

    const Said first = run("nightly --json");
    const Said second = run("nightly --json");

    EXPECT_EQ(first.exit_code, 0) << first.err;
    EXPECT_EQ(first.out, second.out);
    EXPECT_NE(first.out.find("\"title\":\"Bijeenkomst\",\"sequence\":0"), std::string::npos);
    const std::filesystem::directory_iterator outbox(folder + "/office/outbox/meetings");
    EXPECT_NE(content_of(outbox->path().string()).find("SUMMARY:Bijeenkomst"), std::string::npos);
    expect_said("nightly", "Nothing waits for a person.");
    expect_said("nightly", "Backed up and verified");
}

TEST_F(VeldwerkdCommand, ADatedRowThatOverlapsIsRefusedInOneSentence) {
    const std::string cap = "put setting name=cap_public value=4 ";
    EXPECT_EQ(run(cap + "from=2026-01-01 until=2026-06-30").exit_code, 0);

    expect_no(cap + "from=2026-06-01", 1, "two would hold from 2026-06-01 to 2026-06-30");
    expect_no(cap + "from=2026-07-02", 1, "none would hold from 2026-07-01 to 2026-07-01");
    expect_no("put setting name=sync_window value=nacht from=2026-01-01", 1,
              "is not two times of day like 23:00-05:00");
}

TEST_F(VeldwerkdCommand, TwoParticipantsAreNeverGivenOneCodeByTheOffice) {
    EXPECT_EQ(run("put participant code=D001 given_name=Dilan family_name=Yildiz").exit_code, 0);

    expect_no("put participant code=D001 given_name=Kees family_name=Smit", 1,
              "there is a participant D001 already");

    EXPECT_EQ(run("put participant --id D001 code=D001 given_name=Derya").exit_code, 0);
}

TEST_F(VeldwerkdCommand, ListsAndReasonsShowNamesInsteadOfIds) {
    EXPECT_EQ(run("coach add --name Anja --code A").exit_code, 0);
    EXPECT_EQ(run("put participant code=D001 given_name=Dilan family_name=Yildiz").exit_code, 0);
    EXPECT_EQ(run("assign --participant D001 --coach A").exit_code, 0);

    expect_said("coach list", "A     Anja");
    expect_said("show assignment", "D001         Anja   main");
    expect_said("show assignment --why", "participant: D001, written by Administrator");
    expect_said("digest", "participant D001");
}

}  // namespace
}  // namespace veldwerk::office
