// SPDX-License-Identifier: EUPL-1.2
// The life of a device between real processes: lost, emptied, locked, set back, copied, renewed,
// and a participant that goes from one coach to another.
#include <gtest/gtest.h>

#include <algorithm>

#include "tests/end-to-end/small_programme.hpp"

namespace veldwerk::e2e {
namespace {

class Devices : public testing::Test {
protected:
    [[nodiscard]] json device_of(const std::string& coach) const {
        for (const auto& one : programme.office.list("device list")) {
            if (one["coach_name"] == coach && one["state"] != "retired") return one;
        }
        return {};
    }
    [[nodiscard]] std::string id_of(const std::string& coach) const {
        return device_of(coach)["id"];
    }
    std::string contact(const Device& device, const std::string& text) const {
        return device.put("contact participant=D001 kind=personal date=2026-11-30 text=" + text);
    }
    void expect_no(const Answer& answer, const std::string& why) const {
        EXPECT_EQ(answer.exit, 1) << testing::PrintToString(answer);
        EXPECT_NE(answer.err.find(why), std::string::npos) << answer.err;
        EXPECT_EQ(std::count(answer.err.begin(), answer.err.end(), '\n'), 1) << answer.err;
    }

    SmallProgramme programme;
};

TEST_F(Devices, ARevokedOneLeavesItsWorkSealedAndAPersonTakesItOver) {
    contact(programme.b, "in-de-trein");
    programme.office.done("device revoke --device " + id_of("Bram"));
    expect_no(programme.office.run("device revoke --device " + id_of("Bram")), "revoked already");

    expect_no(programme.b.run(programme.b.sync_words(programme.office)), "revoked");
    EXPECT_EQ(programme.b.run("show participant").exit, 1);

    const auto kept = programme.office.list("quarantine list");
    ASSERT_EQ(kept.size(), 1U);
    EXPECT_EQ(kept[0]["kind"], "sealed");
    EXPECT_EQ(kept[0]["coach"], "Bram");
    EXPECT_TRUE(programme.office.list("show contact").empty()) << "never merged by itself";
    const auto contents = programme.office.list("quarantine take " + std::string(kept[0]["id"]));
    ASSERT_EQ(contents.size(), 1U);
    programme.office.done("quarantine take " + std::string(contents[0]["id"]));
    expect_no(programme.office.run("quarantine take " + std::string(contents[0]["id"])),
              "nothing of that id waits");
    EXPECT_EQ(programme.office.list("show contact").size(), 1U);
    programme.office.done("quarantine drop " + std::string(kept[0]["id"]) + " --reason empty");
    EXPECT_TRUE(programme.office.list("quarantine list").empty());
    programme.a.sync(programme.office);
    EXPECT_EQ(programme.a.list("show contact").size(), 1U);
    EXPECT_EQ(programme.office.run("check --rebuild --orders 3").exit, 0);
}

TEST_F(Devices, AWipeLeavesNothingAndOnlyABlockedOneIsUnblocked) {
    contact(programme.b, "weg");
    expect_no(programme.office.run("device unblock --device " + id_of("Bram")), "is active");
    programme.office.done("device wipe --device " + id_of("Bram"));

    expect_no(programme.b.run(programme.b.sync_words(programme.office)), "wiped");

    EXPECT_TRUE(programme.office.list("quarantine list").empty());
    EXPECT_EQ(device_of("Bram")["state"], "wiped");
    expect_no(programme.office.run("device unblock --device " + id_of("Bram")), "is wiped");
    expect_no(programme.office.run("quarantine take 00000000"), "nothing of that id waits");
    expect_no(programme.office.run("quarantine drop 00000000 --reason x"),
              "nothing of that id waits");
}

TEST_F(Devices, OutOfContactForTooLongIsOverdueAndLocksButSavesAndSends) {
    programme.place.set_now("2026-12-20T09:00:00+01:00");
    EXPECT_EQ(device_of("Anja")["state"], "overdue");

    expect_no(programme.a.run("show participant"), "out of contact for too long");
    EXPECT_EQ(programme.a.ask("status")["locked"], true);
    contact(programme.a, "gezien-op-de-markt");
    EXPECT_EQ(programme.a.ask("status")["unsent"], 1);
    EXPECT_EQ(programme.a.sync(programme.office)["sent"], 1);

    EXPECT_EQ(programme.a.list("show contact").size(), 1U);
    EXPECT_EQ(device_of("Anja")["state"], "active");
}

TEST_F(Devices, OneThatWasSetBackGoesOnAsAnotherAndLosesNothing) {
    const Device backup = programme.a.copy("backup.db");
    for (int i = 0; i < 5; ++i) contact(programme.a, "na-de-backup-" + std::to_string(i));
    programme.a.sync(programme.office);
    const std::string first = id_of("Anja");

    contact(backup, "na-het-terugzetten");
    EXPECT_EQ(backup.sync(programme.office)["sent"], 1);

    EXPECT_EQ(backup.list("show contact").size(), 6U);
    EXPECT_EQ(backup.digest(), programme.office.digest("A"));
    EXPECT_NE(id_of("Anja"), first);
    EXPECT_EQ(programme.office.list("device list").size(), 3U);
    EXPECT_TRUE(programme.office.ask("nightly")["device_alarms"].empty());
    EXPECT_TRUE(programme.office.daemon().complains("cloned"));
}

TEST_F(Devices, TwoLiveCopiesAreASecurityEventOfTheMorning) {
    const Device copy = programme.a.copy("copy.db");
    // Found once one of them has synced twice: the token before the last is nobody's.
    programme.a.sync(programme.office);
    programme.a.sync(programme.office);
    copy.sync(programme.office);

    programme.a.sync(programme.office);
    const auto alarms = programme.office.ask("nightly")["device_alarms"];

    ASSERT_FALSE(alarms.empty());
    EXPECT_EQ(alarms[0]["coach"], "Anja");
    EXPECT_EQ(programme.office.run("check --rebuild").exit, 0);
    EXPECT_EQ(programme.a.digest(), programme.office.digest("A"));
}

TEST_F(Devices, ACertificateIsRenewedInItsLastThirdAndWorkIsNeverTouched) {
    programme.place.set_now("2034-06-01T09:00:00+02:00");
    programme.office.stop();
    programme.office.serve();
    contact(programme.a, "jaren-later");

    EXPECT_EQ(programme.a.sync(programme.office)["sent"], 1);
    EXPECT_EQ(programme.a.sync(programme.office)["sent"], 0);

    const auto report = programme.office.ask("report devices");
    const auto& devices = report["devices"];
    const bool renewed = std::any_of(devices.begin(), devices.end(), [](const json& one) {
        return one["coach"] == "Anja" && one["certificate_until"] > "2040";
    });
    EXPECT_TRUE(renewed) << report.dump();
}

TEST_F(Devices, AReportTellsWhereEachStands) {
    const auto report = programme.office.ask("report devices");
    EXPECT_EQ(report["devices"].size(), 2U) << report.dump();
    const Answer csv = programme.office.run("report devices --format csv");
    EXPECT_NE(csv.out.find("actief"), std::string::npos) << csv.out;
    EXPECT_EQ(programme.office.run("report devices").exit, 0);
}

TEST_F(Devices, AnAssignmentIsTriedBeforeItIsMade) {
    programme.office.put("participant code=D002 given_name=Ander");
    const std::string assignment = "assign --participant D002 --coach A --from 2026-12-02 "
                                   "--to 2026-12-09";

    const auto turns = programme.office.list(assignment + " --dry-run");

    ASSERT_EQ(turns.size(), 2U);
    EXPECT_EQ(turns[0]["change"], "gains");
    EXPECT_EQ(turns[0]["on"], "2026-12-02");
    EXPECT_EQ(turns[1]["change"], "loses");
    EXPECT_EQ(turns[1]["on"], "2026-12-10");
    EXPECT_EQ(turns[0]["device"], id_of("Anja"));
    EXPECT_EQ(programme.office.list("show assignment").size(), 2U) << "nothing was made";
    EXPECT_EQ(programme.office.run("check").exit, 0);
    programme.office.done(assignment);
    EXPECT_EQ(programme.office.list("show assignment").size(), 3U);
}

TEST_F(Devices, AHandedOverParticipantLeavesOnePhoneAndReachesTheOther) {
    contact(programme.a, "voor-de-overdracht");
    const auto assignments = programme.office.list("show assignment");
    for (const auto& one : assignments) {
        if (one["role"] != "main") continue;
        programme.office.done("put assignment to=2026-11-29 --id " + std::string(one["id"]));
    }

    EXPECT_EQ(programme.a.sync(programme.office)["refused"], 0);
    programme.b.sync(programme.office);

    EXPECT_TRUE(programme.a.list("show participant").empty());
    EXPECT_EQ(programme.b.list("show contact").size(), 1U);
    programme.expect_in_step();
}

}  // namespace
}  // namespace veldwerk::e2e
