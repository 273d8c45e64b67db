// SPDX-License-Identifier: EUPL-1.2
#include "daemon/office/dated_rows.hpp"

#include "tests/daemon/office/small_world.hpp"

namespace veldwerk::office {
namespace {

class PuttingDatedRows : public ::testing::Test {
protected:
    /// The refusal's sentence; empty if it was taken.
    std::string refusal(const std::string& type, const FieldTexts& fields,
                        const std::string& id = {}) {
        const auto receipt = world.try_put(type, fields, id);
        return receipt ? "" : receipt.error().detail;
    }
    std::string setting(const std::string& from, const std::string& until = {}) {
        return refusal("setting", {{"name", "cap_public"}, {"value", "4"}, {"from", from},
                                   {"until", until}});
    }
    SmallWorld world;
};

TEST_F(PuttingDatedRows, SettingsOfOneNameFollowEachOther) {
    EXPECT_EQ(setting("2026-01-01", "2026-06-30"), "");
    EXPECT_EQ(setting("2026-06-30"),
              "setting of cap_public: two would hold from 2026-06-30 to 2026-06-30: one ends on "
              "2026-06-30, the next begins on 2026-06-30");
    EXPECT_EQ(setting("2026-08-01"),
              "setting of cap_public: none would hold from 2026-07-01 to 2026-07-31: one ends on "
              "2026-06-30, the next begins on 2026-08-01");
    EXPECT_EQ(setting("2026-07-01"), "");
}

TEST_F(PuttingDatedRows, AnotherNameIsAnotherRow) {
    EXPECT_EQ(setting("2026-01-01", "2026-06-30"), "");
    EXPECT_EQ(refusal("setting", {{"name", "cap_top_up"}, {"value", "4"}, {"from", "2026-08-01"}}),
              "");
}

TEST_F(PuttingDatedRows, WhatInitWroteHoldsUntilADatedOneBegins) {
    EXPECT_EQ(refusal("setting", {{"name", "tolerance_minutes"}, {"value", "20"},
                                  {"from", "2026-01-01"}}),
              "");
    EXPECT_EQ(refusal("setting", {{"name", "tolerance_minutes"}, {"value", "20"}}),
              "setting of tolerance_minutes: two would begin at the start: change the one that is "
              "there (--id)");
}

TEST_F(PuttingDatedRows, AnEditIsHeldAgainstTheOthersAndNotAgainstItself) {
    const RecordId first = world.put("setting", {{"name", "cap_public"}, {"value", "4"},
                                                 {"from", "2026-01-01"},
                                                 {"until", "2026-06-30"}});
    EXPECT_EQ(setting("2026-07-01"), "");

    EXPECT_EQ(refusal("setting", {{"value", "5"}}, first.text()), "");
    EXPECT_EQ(refusal("setting", {{"until", "2026-05-31"}}, first.text()),
              "setting of cap_public: none would hold from 2026-06-01 to 2026-06-30: one ends on "
              "2026-05-31, the next begins on 2026-07-01");
}

TEST_F(PuttingDatedRows, AKnownSettingHasItsForm) {
    EXPECT_EQ(refusal("setting", {{"name", "overdue_days"}, {"value", "three"},
                                  {"from", "2026-01-01"}}),
              "setting overdue_days: \"three\" is not a whole number from 1 to 3660");
}

TEST_F(PuttingDatedRows, TwoCostRatesDoNotBeginOnOneDay) {
    const FieldTexts rate{{"from", "2026-01-01"}, {"cost_cents_per_fte", "2900000"}};
    EXPECT_EQ(refusal("cost_rate", rate), "");

    EXPECT_EQ(refusal("cost_rate", rate),
              "cost_rate: two would begin on 2026-01-01: change the one that is there (--id)");
}

TEST_F(PuttingDatedRows, AgreementsWithOneEmployerNeitherOverlapNorLeaveAHole) {
    const auto agreement = [&](const std::string& signed_on, const std::string& until) {
        return refusal("employer_agreement", {{"employer", world.employer.text()},
                                              {"signed_on", signed_on}, {"valid_until", until}});
    };
    EXPECT_EQ(agreement("2026-01-01", "2026-12-31"), "");
    EXPECT_EQ(agreement("2026-12-01", "2027-12-31"),
              "employer_agreement of Gemeente: two would hold from 2026-12-01 to 2026-12-31: one "
              "ends on 2026-12-31, the next begins on 2026-12-01");
    EXPECT_EQ(agreement("2027-02-01", ""),
              "employer_agreement of Gemeente: none would hold from 2027-01-01 to 2027-01-31: one "
              "ends on 2026-12-31, the next begins on 2027-02-01");
    EXPECT_EQ(agreement("2027-01-01", ""), "");
}

TEST_F(PuttingDatedRows, AnEmployersCalendarNamesEachDayOnce) {
    EXPECT_EQ(refusal("employer", {{"holidays", "new_year;2027-01-01/easter_monday"}},
                      world.employer.text()),
              "");
    EXPECT_NE(refusal("employer", {{"holidays", "2027-01-01/new_year;2027-01-01/easter_monday"}},
                      world.employer.text()),
              "");
}

}  // namespace
}  // namespace veldwerk::office
