// SPDX-License-Identifier: EUPL-1.2
#include "protocol/rules/top_up.hpp"

#include <gtest/gtest.h>

#include <vector>

namespace veldwerk {
namespace {

CivilDate day(const char* text) { return parse_date(text).value(); }

TopUpTerms terms() {
    TopUpTerms terms;
    terms.from = day("2026-12-01");
    terms.until = day("2026-12-31");
    terms.cents_per_hour = 450;
    return terms;
}

TEST(TopUp, EachHourPresentEarnsItsCents) {
    const std::vector<PresentDay> days{{day("2026-12-02"), 480}, {day("2026-12-04"), 480}};

    EXPECT_EQ(top_up_of(terms(), days), (TopUp{960, 7200}));  // 16 hours at 4.50
}

TEST(TopUp, DaysOutsideThePilotEarnNothingItsFirstAndLastDayDo) {
    const std::vector<PresentDay> days{{day("2026-11-30"), 480},
                                       {day("2026-12-01"), 60},
                                       {day("2026-12-31"), 60},
                                       {day("2027-01-01"), 480}};

    EXPECT_EQ(top_up_of(terms(), days), (TopUp{120, 900}));
}

TEST(TopUp, IsRoundedOnceAndHalfUp) {
    TopUpTerms odd = terms();
    odd.cents_per_hour = 101;
    // 10 minutes are 16.83 cents each day; rounded per day three of them would be 51.
    const std::vector<PresentDay> days{
        {day("2026-12-01"), 10}, {day("2026-12-02"), 10}, {day("2026-12-03"), 10}};

    EXPECT_EQ(top_up_of(odd, days).cents, 51);  // 50.5, half up
    odd.cents_per_hour = 100;
    EXPECT_EQ(top_up_of(odd, days).cents, 50);
}

TEST(TopUp, StopsAtTheMonthsMostAndStillSaysTheMinutes) {
    TopUpTerms capped = terms();
    capped.month_cents_max = 5000;
    const std::vector<PresentDay> days{{day("2026-12-02"), 480}, {day("2026-12-04"), 480}};

    EXPECT_EQ(top_up_of(capped, days), (TopUp{960, 5000}));
}

TEST(TopUp, WithoutDatesAPilotRunsForEver) {
    TopUpTerms open;
    open.cents_per_hour = 60;
    const std::vector<PresentDay> days{{day("2006-01-02"), 60}, {day("2036-01-02"), 60}};

    EXPECT_EQ(top_up_of(open, days), (TopUp{120, 120}));
}

TEST(TopUp, AClaimHasOneIdPerPlacementAndMonth) {
    const RecordId one = derive_record_id("L4");
    const CivilMonth december = parse_month("2026-12").value();

    EXPECT_EQ(top_up_claim_id(one, december), top_up_claim_id(one, december));
    EXPECT_NE(top_up_claim_id(one, december), top_up_claim_id(one, december.next()));
    EXPECT_NE(top_up_claim_id(one, december), top_up_claim_id(derive_record_id("L5"), december));
}

}  // namespace
}  // namespace veldwerk
