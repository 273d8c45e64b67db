// SPDX-License-Identifier: EUPL-1.2
#include "tests/daemon/exchange/reports/acceptance_week.hpp"

namespace veldwerk::office {
namespace {

TEST(MonthReport, DecemberIs6204WorkedAnd372CorrectedAndOneDayOpen) {
    EXPECT_EQ(the_week().json("month"),
              R"({"worked_minutes":6204,"correction_minutes":372,"total_minutes":6576,)"
              R"("open_days":[{"placement":"L3","date":"2026-12-04"}],)"
              R"("placements":[)"
              R"({"placement":"L1","participant":"D001","minutes":{"present":1440}},)"
              R"({"placement":"L2","participant":"D002","minutes":{"present":780,"sick":180}},)"
              R"({"placement":"L3","participant":"D003","minutes":{"present":1296}},)"
              R"({"placement":"L4","participant":"D004","minutes":{"present":960}},)"
              R"({"placement":"L6","participant":"D006","minutes":{"present":1728}}],)"
              R"("corrections":[)"
              R"({"placement":"L1","date":"2026-11-30","minutes":{"present":-60}},)"
              R"({"placement":"L6","date":"2026-11-30","minutes":{"present":432}}]})");
}

TEST(MonthReport, AClosedMonthReadsAsItsCloseSawIt) {
    const Report november = the_week().report("month", "2026-12-06", "2026-11");

    EXPECT_EQ(std::get<std::int64_t>(november.figures.at(0).value), 1392);
    EXPECT_EQ(std::get<std::int64_t>(november.figures.at(1).value), 0);
    EXPECT_EQ(std::get<std::int64_t>(november.figures.at(2).value), 1392);
    ASSERT_EQ(november.tables.at(0).rows.size(), 1U) << "the day that the close named";
    EXPECT_EQ(std::get<std::string>(november.tables.at(0).rows.at(0).at(0)), "L6");
}

TEST(MonthReport, HasALineToSignForEachParticipant) {
    const std::string text = the_week().text("month");

    EXPECT_NE(text.find("Seen and agreed, D002: ....."), std::string::npos) << text;
    EXPECT_NE(text.find("placement  participant  present  sick\n"
                        "L1         D001         24:00\n"
                        "L2         D002         13:00    3:00\n"),
              std::string::npos)
        << text;
}

TEST(MonthReport, ASpreadsheetHasAColumnForEachStatusEveryMonth) {
    const std::string csv = the_week().csv("month");

    EXPECT_NE(csv.find("plaatsing;deelnemer;aanwezig;ziek;verlof;bijzonder verlof;"
                       "werkplek gesloten;geoorloofd afwezig;ongeoorloofd afwezig\r\n"
                       "L1;D001;1440;;;;;;\r\n"
                       "L2;D002;780;180;;;;;\r\n"),
              std::string::npos)
        << csv;
    EXPECT_NE(csv.find("plaatsing;datum\r\nL3;04-12-2026\r\n"), std::string::npos) << csv;
    EXPECT_NE(csv.find("L1;30-11-2026;-60;"), std::string::npos) << csv;
}

}  // namespace
}  // namespace veldwerk::office
