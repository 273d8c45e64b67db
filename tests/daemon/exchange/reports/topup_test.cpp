// SPDX-License-Identifier: EUPL-1.2
#include "tests/daemon/exchange/reports/acceptance_week.hpp"

namespace veldwerk::office {
namespace {

TEST(TopupReport, AddsUpTheClaimsOfTheMonth) {
    AcceptanceWeek week;
    const RecordId pilot =
        week.world.put("top_up_pilot", {{"name", "Sociaal"}, {"from", "2026-12-01"},
                                        {"until", "2026-12-31"}, {"cents_per_hour", "450"},
                                        {"month_cents_max", "20000"}});
    week.world.put("placement", {{"pilot", pilot.text()}}, "L4");

    // 960 minutes are 16 hours at 4.50.
    EXPECT_EQ(week.json("topup"),
              R"({"cents":7200,"claims":[{"placement":"L4","participant":"D004",)"
              R"("pilot":"Sociaal","minutes":960,"cents":7200}]})");
    EXPECT_EQ(week.csv("topup"),
              "\xef\xbb\xbf"
              "totaal\r\n72,00\r\n\r\n"
              "plaatsing;deelnemer;aanvullingsproef;minuten;aanvulling\r\n"
              "L4;D004;Sociaal;960;72,00\r\n");
}

TEST(TopupReport, InTheAcceptanceWeekNobodyIsInAPilot) {
    EXPECT_EQ(the_week().json("topup"), R"({"cents":0,"claims":[]})");
}

}  // namespace
}  // namespace veldwerk::office
