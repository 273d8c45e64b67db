// SPDX-License-Identifier: EUPL-1.2
#include "tests/daemon/exchange/reports/acceptance_week.hpp"

namespace veldwerk::office {
namespace {

TEST(HoursReport, BothCoachesSpent105MinutesAndTheirTravel) {
    EXPECT_EQ(the_week().json("hours"),
              R"({"coaches":[)"
              R"({"coach":"A","minutes":105,"travel_minutes":15,)"
              R"("goals":[{"goal":"G1","minutes":45}]},)"
              R"({"coach":"B","minutes":105,"travel_minutes":20,)"
              R"("goals":[{"goal":"G2","minutes":30}]}],)"
              R"("statements":[)"
              R"({"participant":"D001","coach":"A","minutes":45,"travel_minutes":15,)"
              R"("goals":[{"goal":"G1","minutes":45}]},)"
              R"({"participant":"D002","coach":"A","minutes":60,"travel_minutes":0,"goals":[]},)"
              R"({"participant":"D002","coach":"B","minutes":30,"travel_minutes":20,)"
              R"("goals":[{"goal":"G2","minutes":30}]},)"
              R"({"participant":"D003","coach":"B","minutes":75,"travel_minutes":0,)"
              R"("goals":[]}]})");
}

TEST(HoursReport, EndsWithLinesToSign) {
    const std::string text = the_week().text("hours");

    EXPECT_NE(text.find("D001         A      0:45      0:15    G1 0:45\n"), std::string::npos)
        << text;
    EXPECT_NE(text.find("Seen and agreed, D001: ............................   jobcoach A: ..."),
              std::string::npos)
        << text;
}

TEST(HoursReport, AnotherMonthHasNone) {
    EXPECT_TRUE(the_week().report("hours", "2026-12-06", "2026-11").tables.at(0).rows.empty());
}

}  // namespace
}  // namespace veldwerk::office
