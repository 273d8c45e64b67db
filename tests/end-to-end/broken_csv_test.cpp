// SPDX-License-Identifier: EUPL-1.2
// Files as employers send them: each broken line is named with its reason, the good ones go in, and
// the same file again adds nothing. On the device and at the office alike.
#include <gtest/gtest.h>

#include "tests/end-to-end/small_programme.hpp"

namespace veldwerk::e2e {
namespace {

constexpr const char* broken_file =
    "\xef\xbb\xbf" "deelnemer;datum;status;uren_afwezig;bronregel;reden\r\n"
    "D001;16-11-2026;ZIEK;8,00;1;griep\r\n"            // line 2, good
    "D001;31-11-2026;ZIEK;8,00;2;\r\n"                 // 3: no such day
    "D009;16-11-2026;ZIEK;8,00;3;\r\n"                 // 4: nobody
    "D001;17-11-2026;MOE;8,00;4;\r\n"                  // 5: no status
    "D001;17-11-2026;ZIEK;acht;5;\r\n"                 // 6: no number
    "D001;17-11-2026;ZIEK;25,00;6;\r\n"                // 7: more than a day
    "D001;17-11-2026\r\n"                              // 8: too few cells
    "D001;01-10-2026;ZIEK;8,00;7;\r\n"                 // 9: before the placement
    "D001;18-11-2026;AANWEZIG;0,00;8;\r\n"             // 10, good
    "D001;19-11-2026;ARTSBEZOEK;2,00;9;tandarts\r\n";  // 11, good

class BrokenCsv : public testing::Test {
protected:
    BrokenCsv() : file(programme.place.write("verzuim.csv", broken_file).string()) {}

    template <class House>
    void expect_the_good_lines(const House& house) {
        const json report = house.ask("import observation " + file);
        EXPECT_EQ(report["rows"], 10) << report;
        EXPECT_EQ(report["accepted"], 3) << report;
        std::vector<int> lines;
        for (const json& line : report["refused"]) {
            lines.push_back(line["line"]);
            EXPECT_FALSE(line["reason"].get<std::string>().empty());
        }
        EXPECT_EQ(lines, (std::vector<int>{3, 4, 5, 6, 7, 8, 9})) << report;
        const std::string notices = report["notices"].dump();
        EXPECT_NE(notices.find("reden"), std::string::npos) << "a reason is health data";
        EXPECT_NE(notices.find("special leave"), std::string::npos);

        const json again = house.ask("import observation " + file);
        EXPECT_EQ(again["accepted"], 0);
        EXPECT_EQ(again["unchanged"], 3);
        EXPECT_EQ(house.list("show observation").size(), 3U);
    }
    template <class House>
    void expect_wrong(const House& house, const std::string& name, std::string_view content,
                      int exit) {
        const auto path = programme.place.write(name, content);
        const Answer answer = house.run("import observation " + path.string());
        EXPECT_EQ(answer.exit, exit) << name << '\n' << testing::PrintToString(answer);
        EXPECT_EQ(house.list("show observation").size(), 0U) << name;
    }

    SmallProgramme programme;
    std::string file;
};

TEST_F(BrokenCsv, OnADeviceGivesItsGoodLines) {
    expect_the_good_lines(programme.a);
    EXPECT_EQ(programme.a.sync(programme.office)["sent"], 3);
    programme.b.sync(programme.office);
    programme.expect_in_step();
}

TEST_F(BrokenCsv, AtTheOfficeGivesItsGoodLines) {
    expect_the_good_lines(programme.office);
    programme.a.sync(programme.office);
    programme.b.sync(programme.office);
    programme.expect_in_step();
}

TEST_F(BrokenCsv, ThatIsNoListAtAllIsRefusedAsAWhole) {
    const auto try_all = [this](const auto& house) {
        expect_wrong(house, "empty.csv", "", 1);
        expect_wrong(house, "other.csv", "kleur;maat\nrood;3\n", 1);
        expect_wrong(house, "twice.csv", "deelnemer;datum;datum;status;uren\nD001;1;2;ZIEK;8\n", 1);
        expect_wrong(house, "binary.csv", std::string(4000, '\xff') + std::string(100, '\0'), 1);
        EXPECT_EQ(house.run("import observation /nowhere.csv").exit, 2);
        EXPECT_EQ(house.run("import established_day " + file).exit, 2) << "a rule makes those";
    };
    try_all(programme.a);
    try_all(programme.office);
}

TEST_F(BrokenCsv, ARehearsalSaysTheSameAndWritesNothing) {
    const auto rehearse = [this](const auto& house) {
        const json report = house.ask("import observation --dry-run " + file);
        EXPECT_EQ(report["accepted"], 3);
        EXPECT_EQ(report["refused"].size(), 7U);
        EXPECT_EQ(house.list("show observation").size(), 0U);
    };
    rehearse(programme.a);
    rehearse(programme.office);
    EXPECT_EQ(programme.a.ask("status")["unsent"], 0);
}

}  // namespace
}  // namespace veldwerk::e2e
