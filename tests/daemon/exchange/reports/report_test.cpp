// SPDX-License-Identifier: EUPL-1.2
// The three forms of one report.
#include "daemon/exchange/reports/report.hpp"

#include <gtest/gtest.h>

#include <nlohmann/json.hpp>
#include <sstream>

namespace veldwerk::office {
namespace {

Report sample() {
    Report report;
    report.title = "A title";
    report.figures = {{{"cents", "money", "geld", Unit::cents}, std::int64_t{-123456789}},
                      {{"nothing", "not known", "onbekend"}, {}},
                      {{"reached", "reached", "gehaald", Unit::truth}, true}};
    report.tables = {
        {"rows", "Rows",
         {{"kind", "kind", "soort", Unit::term, Vocabulary::review_kind},
          {"on", "on", "op", Unit::date},
          {"minutes", "time", "tijd", Unit::minutes},
          {"name", "name", "naam"}},
         {{std::string("day"), std::string("2026-12-01"), std::int64_t{-65}, std::string("=1+1")},
          {{}, {}, {}, {}}}},
        {"none", "Nothing", {{"x", "x", "x"}}, {}}};
    report.closing = {"To sign: ...."};
    return report;
}

TEST(Report, AsJsonKeepsTheUnitsAndLeavesOutWhatIsAbsent) {
    EXPECT_EQ(json_of(sample()).dump(),
              R"({"cents":-123456789,"reached":true,"rows":[{"kind":"day","on":"2026-12-01",)"
              R"("minutes":-65,"name":"=1+1"},{}],"none":[]})");
}

TEST(Report, AsTextIsForPeople) {
    EXPECT_EQ(text_of(sample()),
              "A title\n"
              "  money      -1.234.567,89\n"
              "  not known  -\n"
              "  reached    yes\n"
              "\n"
              "Rows\n"
              "kind  on          time   name\n"
              "day   2026-12-01  -1:05  =1+1\n"
              "\n"
              "\n"
              "Nothing\n"
              "  none\n"
              "\n"
              "To sign: ....\n");
}

TEST(Report, AsCsvIsDutchAndNoFormulaRuns) {
    std::ostringstream out;
    write_csv(sample(), out);

    EXPECT_EQ(out.str(),
              "\xef\xbb\xbf"
              "geld;onbekend;gehaald\r\n"
              "-1234567,89;;ja\r\n"
              "\r\n"
              "soort;op;tijd;naam\r\n"
              "dag;01-12-2026;-65;'=1+1\r\n"
              ";;;\r\n"
              "\r\n"
              "x\r\n");
}

TEST(Report, TheNamesOfTheContractAreThere) {
    for (const char* name :
         {"progress", "costs", "month", "week", "hours", "reviews", "displacement", "conformance",
          "meetings", "topup", "exchange", "contact", "hours-above-contract", "devices"}) {
        EXPECT_TRUE(find_report(name)) << name;
    }
    EXPECT_FALSE(find_report("profit"));
    EXPECT_FALSE(find_report(""));
}

}  // namespace
}  // namespace veldwerk::office
