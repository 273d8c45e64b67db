// SPDX-License-Identifier: EUPL-1.2
// The command as a script meets it: what is printed, where, and the exit code.
#include <gtest/gtest.h>
#include <nlohmann/json.hpp>

#include <algorithm>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <iterator>

#include "tests/client-sdk/network/office_on_loopback.hpp"

namespace veldwerk::device {
namespace {

using nlohmann::json;

struct Said {
    int exit_code;
    std::string out;
    std::string err;
};

std::string content_of(const std::string& path) {
    std::ifstream file(path, std::ios::binary);
    return {std::istreambuf_iterator<char>(file), {}};
}

class VeldwerkCommand : public testing::Test {
protected:
    VeldwerkCommand() {
        std::string pattern = testing::TempDir() + "veldwerk-cli-XXXXXX";
        folder = ::mkdtemp(pattern.data());
    }
    ~VeldwerkCommand() override { std::filesystem::remove_all(folder); }

    [[nodiscard]] Said run(const std::string& words) const {
        const std::string command =
            "VELDWERK_NOW=2026-11-30T16:00:00+01:00 VELDWERK_REPLICA=" + folder +
            "/a.db XDG_STATE_HOME=" + folder + "/state " + VELDWERK_PROGRAMS + "/veldwerk " +
            words + " >" + folder + "/out 2>" + folder + "/err";
        const int status = std::system(command.c_str());
        return {WEXITSTATUS(status), content_of(folder + "/out"), content_of(folder + "/err")};
    }
    void expect_no(const std::string& words, int exit_code) const {
        const Said said = run(words);
        EXPECT_EQ(said.exit_code, exit_code) << words << '\n' << said.err;
        EXPECT_EQ(std::count(said.err.begin(), said.err.end(), '\n'), 1) << said.err;
        EXPECT_EQ(said.out, "") << words;
    }
    std::string folder;
};

TEST_F(VeldwerkCommand, WrongUseExitsTwoWithOneLine) {
    for (const char* words : {"", "nothing", "put", "put nothing a=b", "put job code",
                              "observe --placement L1 --date 2026-11-30", "sync --changes none",
                              "status --now yesterday", "show job --where code",
                              "refused retry first"}) {
        expect_no(words, 2);
    }
    expect_no("status --replica ''", 2);
}

TEST_F(VeldwerkCommand, AnUnknownCommandIsAnsweredWithThoseThereAre) {
    EXPECT_NE(run("watch").err.find("there is no \"watch\"; veldwerk knows enrol, sync"),
              std::string::npos)
        << run("watch").err;
    EXPECT_NE(run("refused").err.find("say what to do; veldwerk refused knows list, retry"),
              std::string::npos)
        << run("refused").err;
}

TEST_F(VeldwerkCommand, WhatIsRefusedExitsOneWithOneLine) {
    expect_no("show participant", 1);  // no key yet
    expect_no("enrol --office 127.0.0.1:1 --code ABCD", 1);
    expect_no("show participant", 1);  // a replica, not enrolled
    expect_no("sync", 1);
    std::filesystem::permissions(folder + "/state/veldwerk/key", std::filesystem::perms::all);
    expect_no("status", 1);
    std::ofstream(folder + "/short") << "short";
    std::filesystem::permissions(folder + "/short", std::filesystem::perms::owner_all);
    expect_no("status --key-file " + folder + "/short", 1);
}

TEST_F(VeldwerkCommand, NoConnectionExitsThree) {
    expect_no("enrol --office 127.0.0.1:1 --code ABCD-ABCD-ABCD-ABCD-ABCD-ABCD-ABCD-ABCD", 3);
}

TEST_F(VeldwerkCommand, ADayOfWork) {
    OfficeOnLoopback office;
    const auto fine = [this](const std::string& words) {
        const Said said = run(words);
        EXPECT_EQ(said.exit_code, 0) << words << '\n' << said.err;
        return said.out;
    };
    (void)fine("enrol --office " + office.address() + " --code " + office.invite());
    EXPECT_GT(json::parse(fine("sync --json"))["received"], 0);

    const std::string id = json::parse(fine(
        "observe --placement L1 --date 2026-11-30 --status present --minutes 480 --json"))["id"];
    (void)fine("put participant --id D001 phones+=0687654321 address='Nieuwe straat 2'");
    const json before = json::parse(fine("--json show observation --id " + id));
    EXPECT_EQ(before["parts"], json::parse(R"([{"status":"present","minutes":480}])"));
    EXPECT_EQ(before["source"], "seen");
    EXPECT_EQ(json::parse(fine("status --json"))["unsent"], 2);

    EXPECT_EQ(fine("sync").substr(0, 15), "Sent 2 changes,");
    const json person = json::parse(fine("show participant --id D001 --why --json"));
    EXPECT_EQ(person["phones"].size(), 2U);
    EXPECT_TRUE(person["why"].contains("address"));
    EXPECT_NE(fine("show participant").find("Fatima"), std::string::npos);
    EXPECT_EQ(json::parse(fine("digest --json"))["digest"],
              json::parse(fine("status --json"))["digest"]);
    expect_no("observe --placement L1 --date 2026-12-01 --status present --minutes 480", 1);
    expect_no("put participant --id D001@0000 address=x", 1);
}

TEST_F(VeldwerkCommand, HelpTeaches) {
    EXPECT_NE(run("--help").out.find("veldwerk enrol --replica"), std::string::npos);
    EXPECT_NE(run("observe --help").out.find("--supersedes"), std::string::npos);
}

}  // namespace
}  // namespace veldwerk::device
