// SPDX-License-Identifier: EUPL-1.2
// What scripts count on (DESIGN.md 8): where options stand, the keys of each answer, the exit
// codes, and that commands work beside a daemon that runs and tells its devices of what they did.
#include <gtest/gtest.h>

#include <algorithm>
#include <memory>

#include "tests/end-to-end/small_programme.hpp"

namespace veldwerk::e2e {
namespace {

class CommandContract : public testing::Test {
protected:
    static void expect_keys(const json& answer, const std::vector<std::string>& keys) {
        for (const auto& key : keys)
            EXPECT_TRUE(answer.contains(key)) << key << " is missing in " << answer;
    }
    template <class House>
    static void expect_exit(const House& house, const std::string& typed_line, int exit) {
        const Answer answer = house.run(typed_line);
        EXPECT_EQ(answer.exit, exit) << typed_line << '\n' << testing::PrintToString(answer);
        const auto lines = std::count(answer.err.begin(), answer.err.end(), '\n');
        EXPECT_EQ(lines, exit == 0 ? 0 : 1) << answer.err;
    }

    SmallProgramme programme;
};

TEST_F(CommandContract, AnswersOfTheOfficeHaveTheirKeys) {
    const Office& office = programme.office;
    expect_keys(office.ask("coach add --name Eva --code E"), {"id"});
    expect_keys(office.ask("person add --name Dirk --role team_leader"), {"id"});
    expect_keys(office.ask("put participant code=D002"), {"id"});
    expect_keys(office.ask("assign --participant D002 --coach E"), {"id"});
    expect_keys(office.ask("device invite --coach E"), {"code", "expires"});
    expect_keys(office.list("device list").at(0),
                {"id", "coach", "coach_name", "state", "last_contact"});
    expect_keys(office.list("person list").at(0), {"id", "name", "role"});
    expect_keys(office.list("show placement --why").at(0),
                {"id", "version", "code", "participant", "schedule", "state", "why"});
    const json digest = office.ask("digest --coach A");
    expect_keys(digest, {"digest", "scopes"});
    expect_keys(digest["scopes"].at(0), {"scope", "digest"});
    expect_keys(office.ask("check --rebuild"), {"changes", "refused", "faults", "rebuild"});
    const auto csv = programme.place.write("p.csv", "code;voornaam\nD003;Eva\n");
    expect_keys(office.ask("import participant " + csv.string()),
                {"rows", "accepted", "unchanged", "refused", "notices"});
    expect_keys(office.ask("export participant --out " + programme.place.path("out.csv").string()),
                {"file", "records"});
    EXPECT_EQ(office.run("export participant --format jsonl").lines().size(), 3U);
}

TEST_F(CommandContract, AnswersOfTheDeviceHaveTheirKeys) {
    const Device& a = programme.a;
    expect_keys(a.ask("observe --placement L1 --date 2026-11-16 --status present --minutes 480"),
                {"id"});
    expect_keys(a.ask("put participant --id D001 phones+=0612345678"), {"id"});
    expect_keys(a.ask("status"), {"unsent", "refused", "reviews", "last_sync", "digest"});
    expect_keys(a.sync(programme.office), {"sent", "received", "refused", "reviews", "digest"});
    const json digest = a.ask("digest");
    expect_keys(digest, {"digest", "scopes"});
    expect_keys(digest["scopes"].at(0), {"scope", "digest"});
    const json placement = a.list("show placement --id L1 --why").at(0);
    expect_keys(placement, {"id", "version", "code", "schedule", "why"});
    EXPECT_TRUE(placement["schedule"].is_object());
    EXPECT_TRUE(a.list("show observation").at(0)["parts"].is_array());
    EXPECT_TRUE(a.list("show participant").at(0)["phones"].is_array());
    EXPECT_TRUE(a.list("refused list").empty());
}

TEST_F(CommandContract, AReviewIsListedShownAndDecidedByItsVersion) {
    programme.a.observe("2026-11-16", 480);
    programme.b.observe("2026-11-16", 300);
    programme.a.sync(programme.office);
    programme.b.sync(programme.office);
    const Office& office = programme.office;

    const json review = office.list("review list --open").at(0);

    expect_keys(review, {"id", "version", "kind", "subject", "state", "alternatives"});
    expect_keys(review["alternatives"].at(0),
                {"number", "record", "value", "by", "at", "source", "minutes"});
    const std::string id = review["id"];
    EXPECT_EQ(office.ask("review show " + id)["id"], id);
    expect_exit(office, "review decide " + id + "@00000000 --choose 1 --reason gezien", 1);
    expect_exit(office, "review decide " + id + " --choose 9 --reason gezien", 2);
    expect_exit(office, "review decide " + id + " --choose 1", 2);
    const std::string as_listed = id + '@' + review["version"].get<std::string>();
    expect_keys(office.ask("review decide " + as_listed + " --choose 1 --reason gezien"), {"id"});
    EXPECT_TRUE(office.list("review list --open").empty());
    EXPECT_EQ(office.list("review list").size(), 1U) << "decided ones are listed too";
    programme.b.sync(programme.office);
    EXPECT_EQ(programme.b.list("review list").size(), 1U);
    programme.a.sync(programme.office);
    programme.expect_in_step();
}

TEST_F(CommandContract, OptionsStandBeforeOrBehindTheVerb) {
    const Office& office = programme.office;
    const std::string data = " --data " + office.folder().string() + ' ';
    const std::vector<std::string> lines{"--json" + data + "device list",
                                         "device" + data + "--json list",
                                         "device list --json" + data,
                                         "--json device --coach A invite",
                                         "device invite --json --coach A",
                                         "--json show --id L1 placement",
                                         "show placement --json --id L1",
                                         "--json put participant --id D001 email=x@example.org",
                                         "put --id D001 --json participant email=x@example.org"};
    for (const auto& line : lines) {
        const Answer answer = office.run(line);
        EXPECT_EQ(answer.exit, 0) << line << '\n' << testing::PrintToString(answer);
        EXPECT_FALSE(answer.lines().empty()) << line;
    }
}

TEST_F(CommandContract, WhatIsNotBuiltYetSaysSoAndExitsTwo) {
    for (const char* line :
         {"serve --store postgresql://127.0.0.1/x", "serve --console 127.0.0.1:0"}) {
        const Answer answer = programme.office.run(line);
        EXPECT_EQ(answer.exit, 2) << line << '\n' << testing::PrintToString(answer);
        EXPECT_NE(answer.err.find("not built yet"), std::string::npos) << answer.err;
        EXPECT_EQ(std::count(answer.err.begin(), answer.err.end(), '\n'), 1) << answer.err;
    }
}

TEST_F(CommandContract, ExitCodesTellWhoMustAct) {
    expect_exit(programme.office, "digest", 0);
    expect_exit(programme.office, "init", 1);
    expect_exit(programme.office, "show participant --id D009", 1);
    expect_exit(programme.office, "digest --now yesterday", 2);
    expect_exit(programme.office, "serve --listen nowhere", 2);
    expect_exit(programme.office, "serve --listen 127.0.0.1:0", 3);
    expect_exit(Office(programme.place, "none"), "digest", 3);
    expect_exit(programme.a, "digest", 0);
    expect_exit(programme.a, "show participant --id D009", 1);
    expect_exit(programme.a, "sync --changes none", 2);
    expect_exit(programme.a, "sync --office 127.0.0.1:1", 3);
    expect_exit(Device(programme.place, "none.db"), "status", 1);
    for (const char* verb : {"put", "show", "import", "device", "review", "serve"})
        expect_exit(programme.office, std::string(verb) + " --help", 0);
}

TEST_F(CommandContract, CommandsBesideTheDaemonAndEachOtherAllGetIn) {
    std::vector<std::unique_ptr<Process>> commands;
    for (int i = 0; i < 4; ++i) {
        const std::string note = "put coaching_log participant=D001 date=2026-11-16 minutes=" +
                                 std::to_string(i);
        commands.push_back(std::make_unique<Process>(programme.office.launch(typed(note))));
    }
    commands.push_back(std::make_unique<Process>(
        programme.a.launch(typed(programme.a.sync_words(programme.office)))));
    for (const auto& command : commands)
        EXPECT_EQ(command->wait().exit, 0);

    EXPECT_EQ(programme.office.list("show coaching_log").size(), 4U);
    programme.a.sync(programme.office);
    programme.b.sync(programme.office);
    programme.expect_in_step();
}

TEST_F(CommandContract, ADeviceThatWatchesHearsOfWhatACommandDidAtTheOffice) {
    Process watch(programme.a.launch(typed("sync --watch --json")));
    ASSERT_TRUE(watch.says("caught_up"));
    const std::string before = programme.a.digest();

    programme.office.put("participant --id D001 address=Kerkstraat-1");

    EXPECT_TRUE(watch.says("changed"));
    watch.signal(SIGTERM);
    EXPECT_EQ(watch.wait().exit, 0);
    EXPECT_NE(programme.a.digest(), before);
    EXPECT_EQ(programme.a.list("show participant").at(0)["address"], "Kerkstraat-1");
}

}  // namespace
}  // namespace veldwerk::e2e
