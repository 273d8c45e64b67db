// SPDX-License-Identifier: EUPL-1.2
#include "protocol/rules/dated_rows.hpp"

#include <gtest/gtest.h>

#include <vector>

namespace veldwerk {
namespace {

/// Dates as text; empty: none.
DatedRow row(const char* from, const char* until = "") {
    return {parse_date(from), parse_date(until)};
}

std::string refusal_of(const std::vector<DatedRow>& rows) {
    const auto checked = check_dated_rows(rows);
    return checked ? "" : checked.error().detail;
}

TEST(DatedRows, EachHoldsUntilTheNextBegins) {
    EXPECT_EQ(refusal_of({}), "");
    EXPECT_EQ(refusal_of({row("")}), "");
    EXPECT_EQ(refusal_of({row("2027-01-01"), row(""), row("2026-01-01")}), "");
}

TEST(DatedRows, ALastDayIsFollowedByTheNextRowsFirst) {
    EXPECT_EQ(refusal_of({row("2026-01-01", "2026-06-30"), row("2026-07-01")}), "");
    EXPECT_EQ(refusal_of({row("2026-01-01", "2026-06-30")}), "") << "nothing has to follow";
}

TEST(DatedRows, TwoThatHoldAtOnceAreRefusedWithTheirDays) {
    EXPECT_EQ(refusal_of({row("2026-06-01", "2026-12-31"), row("2026-01-01", "2026-06-30")}),
              "two would hold from 2026-06-01 to 2026-06-30: one ends on 2026-06-30, the next "
              "begins on 2026-06-01");
    EXPECT_EQ(refusal_of({row("2026-01-01", "2026-12-31"), row("2026-06-01", "2026-06-02")}),
              "two would hold from 2026-06-01 to 2026-06-02: one ends on 2026-12-31, the next "
              "begins on 2026-06-01");
}

TEST(DatedRows, DaysOnWhichNoneHoldsAreRefusedWithTheirDays) {
    EXPECT_EQ(refusal_of({row("2026-01-01", "2026-06-30"), row("2026-07-02")}),
              "none would hold from 2026-07-01 to 2026-07-01: one ends on 2026-06-30, the next "
              "begins on 2026-07-02");
}

TEST(DatedRows, TwoThatBeginOnOneDayAreRefused) {
    EXPECT_EQ(refusal_of({row("2026-01-01"), row("2026-01-01", "2026-06-30")}),
              "two would begin on 2026-01-01: change the one that is there (--id)");
    EXPECT_EQ(refusal_of({row(""), row("")}),
              "two would begin at the start: change the one that is there (--id)");
}

TEST(DatedRows, ARowThatEndsBeforeItBeginsIsRefused) {
    EXPECT_EQ(refusal_of({row("2026-06-30", "2026-06-01")}),
              "it would end on 2026-06-01, before it begins on 2026-06-30");
}

}  // namespace
}  // namespace veldwerk
