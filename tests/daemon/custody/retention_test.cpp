// SPDX-License-Identifier: EUPL-1.2
#include "daemon/custody/retention.hpp"

#include <gtest/gtest.h>

#include "daemon/custody/erasing.hpp"
#include "tests/daemon/office/small_world.hpp"

namespace veldwerk::office {
namespace {

CivilDate day(const std::string& text) { return parse_date(text).value(); }

class Retention : public ::testing::Test {
protected:
    void rule(const std::string& record, const std::string& months, const std::string& event) {
        world.put("retention_rule", {{"record", record}, {"category", "erase"},
                                     {"ground", "Avg"}, {"months", months},
                                     {"from_event", event}});
    }
    RecordId note(const std::string& date) {
        return world.put("contact", {{"participant", participant.text()}, {"date", date},
                                     {"text", "huur"}});
    }
    std::vector<RetentionDue> due(const std::string& on) {
        return retention_due(world.office->ledger(), day(on));
    }

    SmallWorld world;
    RecordId participant = world.consenting("D004");
};

TEST_F(Retention, NothingIsDueWithoutARule) {
    note("2026-11-30");

    EXPECT_TRUE(due("2036-01-01").empty());
}

TEST_F(Retention, ARecordIsDueSoManyMonthsAfterItsDate) {
    rule("contact", "3", "record_date");
    note("2026-11-30");

    EXPECT_TRUE(due("2027-02-27").empty());
    const auto found = due("2027-02-28");
    ASSERT_EQ(found.size(), 1U) << "February has no thirtieth";
    EXPECT_EQ(found.front().code, "D004");
    EXPECT_EQ(found.front().since, day("2027-02-28"));
    EXPECT_EQ(found.front().values, 1U);
}

TEST_F(Retention, ATermFromTheYearsEndWaitsForIt) {
    rule("contact", "12", "year_end");
    note("2026-01-05");

    EXPECT_TRUE(due("2027-12-30").empty());
    EXPECT_EQ(due("2027-12-31").size(), 1U);
}

TEST_F(Retention, ATermFromTheEndOfThePlacementWaitsForTheLastOfThem) {
    rule("contact", "1", "placement_end");
    note("2026-11-30");
    const auto place = [this](const std::string& code) {
        return world.put("placement", {{"code", code}, {"participant", participant.text()},
                                       {"workplace", world.workplace.text()}, {"kind", "top_up"},
                                       {"start", "2026-11-30"}});
    };
    const RecordId first = place("L1"), second = place("L2");
    world.put("placement", {{"end", "2026-12-31"}}, first.text());
    EXPECT_TRUE(due("2030-01-01").empty()) << "one runs on";

    world.put("placement", {{"end", "2027-01-31"}}, second.text());

    EXPECT_TRUE(due("2027-02-27").empty());
    ASSERT_EQ(due("2027-02-28").size(), 1U);
}

TEST_F(Retention, WhatIsErasedIsDueNoMore) {
    rule("contact", "0", "record_date");
    note("2026-11-30");
    ASSERT_EQ(due("2026-12-01").size(), 1U);

    ASSERT_TRUE(order_erasure(*world.office, {.participant = participant, .person = world.person,
                                              .ground = "term_expired", .reason = "termijn"}));

    EXPECT_TRUE(due("2026-12-01").empty());
}

}  // namespace
}  // namespace veldwerk::office
