// SPDX-License-Identifier: EUPL-1.2
#include "daemon/office/cost_rates.hpp"

#include "tests/daemon/office/small_world.hpp"

namespace veldwerk::office {
namespace {

const CivilDate in_2026 = parse_date("2026-12-01").value();

TEST(CostRates, SayNothingWithoutARate) {
    SmallWorld world;

    EXPECT_FALSE(CostRates(world.office->ledger()).cents_of(480, in_2026).has_value());
}

TEST(CostRates, TurnMinutesIntoCentsOfTheRateInForceOnTheDate) {
    SmallWorld world;
    world.put("cost_rate", {{"from", "2026-01-01"}, {"cost_cents_per_fte", "2900000"}});
    world.put("cost_rate", {{"from", "2027-01-01"}, {"cost_cents_per_fte", "3000000"}});

    const CostRates rates(world.office->ledger());

    // A full-time year is 52 weeks of 2160 minutes.
    EXPECT_EQ(rates.cents_of(2160 * 52, in_2026), 2900000);
    EXPECT_EQ(rates.cents_of(2160 * 52, parse_date("2027-01-01").value()), 3000000);
    EXPECT_FALSE(rates.cents_of(480, parse_date("2025-12-31").value()).has_value());
    EXPECT_EQ(rates.cents_of(60, in_2026), 1549);
    EXPECT_EQ(rates.cents_of(-60, in_2026), -1549) << "a correction and its reverse cancel";
}

}  // namespace
}  // namespace veldwerk::office
