// SPDX-License-Identifier: EUPL-1.2
#include "daemon/exchange/reports/free_labour.hpp"

#include "tests/daemon/office/small_world.hpp"

namespace veldwerk::office {
namespace {

class Detected : public ::testing::Test {
protected:
    Detected() { world.now("2026-12-31T09:00:00+01:00"); }

    RecordId draft(const std::string& code, const std::string& kind = "top_up") {
        world.consenting("D" + code);
        return world.put("placement",
                         {{"code", code}, {"participant", "D" + code},
                          {"workplace", world.workplace.text()}, {"kind", kind},
                          {"start", "2026-09-07"}, {"contract_minutes_per_week", "960"},
                          {"schedule", "mon:480,tue:480,wed:480,thu:480,fri:480"}});
    }
    void grant(const std::string& code) { world.put("placement", {{"state", "active"}}, code); }
    void observe(const std::string& code, const std::string& day,
                 const std::string& parts = "present:480") {
        world.put("observation",
                  {{"placement", code}, {"date", day}, {"parts", parts}, {"source", "seen"}});
    }
    /// "L1 never_granted 480 2026-12-01", one for each flag.
    std::vector<std::string> flags(const std::string& date = "2026-12-31") {
        std::vector<std::string> told;
        for (const auto& flag : free_labour(world.office->ledger(), parse_date(date).value())) {
            told.push_back(flag.placement + ' ' + flag.reason + ' ' +
                           std::to_string(flag.minutes) + ' ' + flag.last.text());
        }
        return told;
    }
    using Flags = std::vector<std::string>;

    SmallWorld world;
};

TEST_F(Detected, WorkOnAPlacementThatNobodyGranted) {
    draft("L1");
    observe("L1", "2026-12-01");
    observe("L1", "2026-12-02", "sick:480");

    EXPECT_EQ(flags(), Flags{"L1 never_granted 480 2026-12-01"});
    EXPECT_EQ(flags("2026-11-30"), Flags{}) << "it had not happened yet";
}

TEST_F(Detected, TwoWhoSawTheSameHoursSawThemOnce) {
    draft("L1");
    observe("L1", "2026-12-01");
    world.person = world.put("person", {{"name", "Dirk"}, {"role", "team_leader"}});
    observe("L1", "2026-12-01", "present:470");

    EXPECT_EQ(flags(), Flags{"L1 never_granted 480 2026-12-01"});
}

TEST_F(Detected, ATrialOnlyBeyondItsWeeks) {
    draft("L1");
    world.put("placement", {{"state", "trial"}}, "L1");
    observe("L1", "2026-11-27");  // twelve weeks from 7 September end on 29 November
    EXPECT_EQ(flags(), Flags{});

    observe("L1", "2026-11-30");

    EXPECT_EQ(flags(), Flags{"L1 trial_too_long 480 2026-11-30"});
}

TEST_F(Detected, AWeekAboveTheContractByMoreThanTheSetting) {
    draft("L1");
    grant("L1");
    observe("L1", "2026-12-01");
    observe("L1", "2026-12-02");
    observe("L1", "2026-12-03", "present:60");  // 1020: the sixty that are allowed
    EXPECT_EQ(flags(), Flags{});

    observe("L1", "2026-12-04", "present:1");

    EXPECT_EQ(flags(), Flags{"L1 above_contract 61 2026-11-30"});
}

TEST_F(Detected, WorkAtAnEmployerWhoseAgreementHasExpired) {
    world.put("employer_agreement", {{"employer", world.employer.text()},
                                     {"signed_on", "2026-01-01"}, {"valid_until", "2026-12-01"}});
    draft("L1");
    grant("L1");
    observe("L1", "2026-12-01");
    EXPECT_EQ(flags(), Flags{});

    observe("L1", "2026-12-02");

    EXPECT_EQ(flags(), Flags{"L1 agreement_expired 480 2026-12-02"});
}

TEST_F(Detected, WhereThereNeverWasAnAgreementNoneHasExpired) {
    draft("L1");
    grant("L1");
    observe("L1", "2026-12-02");

    EXPECT_EQ(flags(), Flags{});
}

TEST_F(Detected, WhatWasWithdrawnCountsElsewhereOrNotAtAll) {
    draft("L1");
    observe("L1", "2026-12-02");
    world.put("placement", {{"state", "withdrawn"}}, "L1");

    EXPECT_EQ(flags(), Flags{});
}

}  // namespace
}  // namespace veldwerk::office
