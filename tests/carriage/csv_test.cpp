// SPDX-License-Identifier: EUPL-1.2
#include "protocol/carriage/csv.hpp"

#include <gtest/gtest.h>
#include <rapidcheck.h>
#include <rapidcheck/gtest.h>

#include <sstream>

namespace veldwerk::carriage {
namespace {

using Cells = std::vector<std::string>;

struct Reading {
    Cells headings;
    std::vector<CsvRow> rows;
    std::vector<RefusedLine> refused;
    bool windows_1252 = false;
};

Reading read(const std::string& text) {
    std::istringstream file(text);
    auto reader = CsvReader::open(file).value();
    Reading reading{reader.headings(), {}, {}, false};
    while (auto row = reader.next()) {
        if (*row) {
            reading.rows.push_back(std::move(**row));
        } else {
            reading.refused.push_back(row->error());
        }
    }
    reading.windows_1252 = reader.read_as_windows_1252();
    return reading;
}

std::string written(const std::vector<CsvCell>& cells) {
    std::ostringstream out;
    CsvWriter(out).write(cells);
    return out.str();
}

TEST(Csv, TheHeadingsTellTheSeparator) {
    for (const char separator : {';', ',', '\t'}) {
        const std::string s(1, separator);
        const auto reading = read("a" + s + "\"b,;\tx\"" + s + "c\n1" + s + "2" + s + "3\n");

        EXPECT_EQ(reading.headings, (Cells{"a", "b,;\tx", "c"}));
        EXPECT_EQ(reading.rows.at(0).cells, (Cells{"1", "2", "3"}));
    }
    EXPECT_EQ(read("sep=,\r\na,b;c\r\n1,2\r\n").rows.at(0).cells, (Cells{"1", "2"}));
}

TEST(Csv, LinesAreCountedAsTheFileHasThem) {
    const auto reading = read(
        "\xEF\xBB\xBF"
        "a;b\r\n\r\n1;\"two\r\nlines\"\r\n;\r\n3;4");

    ASSERT_EQ(reading.rows.size(), 2U);
    EXPECT_EQ(reading.headings, (Cells{"a", "b"}));
    EXPECT_EQ(reading.rows[0].line, 3U);
    EXPECT_EQ(reading.rows[0].cells, (Cells{"1", "two\nlines"}));
    EXPECT_EQ(reading.rows[1].line, 6U);
    EXPECT_TRUE(reading.refused.empty());
}

TEST(Csv, QuotesWithinQuotesAreDoubledAndInPlainTextStandForThemselves) {
    const auto reading = read("a;b\n\"say \"\"yes\"\"\";5\" pipe\n\"\";x\n");

    EXPECT_EQ(reading.rows.at(0).cells, (Cells{"say \"yes\"", "5\" pipe"}));
    EXPECT_EQ(reading.rows.at(1).cells, (Cells{"", "x"}));
}

TEST(Csv, ABrokenRowCostsItsOwnLineAndNothingElse) {
    const auto reading = read("a;b\n1;\"open\n2;x\n3\n4;\"y\" z\n5;\"good\"\n6;7;8\n9;10;\n");

    ASSERT_EQ(reading.rows.size(), 3U);
    EXPECT_EQ(reading.rows[0].cells, (Cells{"2", "x"}));
    EXPECT_EQ(reading.rows[1].cells, (Cells{"5", "good"}));
    EXPECT_EQ(reading.rows[2].cells, (Cells{"9", "10"}));
    ASSERT_EQ(reading.refused.size(), 4U);
    EXPECT_EQ(reading.refused[0].line, 2U);
    EXPECT_EQ(reading.refused[1], (RefusedLine{4, "has 1 cells where the headings are 2"}));
    EXPECT_EQ(reading.refused[2], (RefusedLine{5, "text stands behind a closing quote"}));
    EXPECT_EQ(reading.refused[3].line, 7U);
}

TEST(Csv, AQuoteThatIsNeverClosedIsToldWithItsLine) {
    const auto reading = read("a;b\n1;2\n3;\"open\n4;5\n");

    ASSERT_EQ(reading.refused.size(), 1U);
    EXPECT_EQ(reading.refused[0], (RefusedLine{3, "a quote is opened and never closed"}));
    EXPECT_EQ(reading.rows.size(), 2U);
}

TEST(Csv, ALineLongerThanTheLimitIsRefusedAndTheNextIsRead) {
    const std::string long_line(csv::row_bytes_max + 10, 'x');

    const auto reading = read("a;b\n" + long_line + "\n1;2\n");

    ASSERT_EQ(reading.refused.size(), 1U);
    EXPECT_EQ(reading.refused[0].line, 2U);
    EXPECT_EQ(reading.rows.size(), 1U);
}

TEST(Csv, ZeroBytesAndBytesThatAreNoTextAreRefused) {
    const auto reading = read(std::string("a\nx\0y\n\x81\nz\n", 10));
    const auto with_bom = read(
        "\xEF\xBB\xBF"
        "a\ncaf\xE9\ncaf\xC3\xA9\n");

    ASSERT_EQ(reading.refused.size(), 2U);
    EXPECT_EQ(reading.refused[0].line, 2U);
    EXPECT_EQ(reading.refused[1].reason, "is neither UTF-8 nor windows-1252");
    EXPECT_EQ(reading.rows.size(), 1U);
    EXPECT_EQ(with_bom.refused.size(), 1U);
    EXPECT_EQ(with_bom.rows.at(0).cells.at(0), "caf\xC3\xA9");
}

TEST(Csv, Windows1252IsReadAsWhatItMeans) {
    const auto reading = read("naam\ncaf\xE9 \x80\n");

    EXPECT_EQ(reading.rows.at(0).cells.at(0), "caf\xC3\xA9 \xE2\x82\xAC");
    EXPECT_TRUE(reading.windows_1252);
    EXPECT_FALSE(read("naam\ncaf\xC3\xA9\n").windows_1252);
}

TEST(Csv, AFileWithoutHeadingsIsRefused) {
    for (const std::string& text :
         {std::string{}, std::string("\n\n;;\n"), std::string("\xEF\xBB\xBF"),
          std::string("a;\"b\n"), std::string("sep=;")}) {
        std::istringstream file(text);
        EXPECT_EQ(CsvReader::open(file).error().reason, Reason::malformed) << text;
    }
}

TEST(Csv, WhatIsWrittenOpensInASpreadsheetAndComputesNothing) {
    EXPECT_EQ(written({{"00123"}, {"a;\"b\""}, {"=1+1"}, {"-5", true}, {"-5"}, {"@x"}}),
              "\xEF\xBB\xBF"
              "00123;\"a;\"\"b\"\"\";'=1+1;-5;'-5;'@x\r\n");
    EXPECT_EQ(written({{"-1+2", true}, {"-1,5", true}, {"+31 6"}, {"\tx"}}),
              "\xEF\xBB\xBF"
              "'-1+2;-1,5;'+31 6;\"'\tx\"\r\n");
}

TEST(Csv, HundredthsAreWrittenWithADecimalComma) {
    EXPECT_EQ(decimal_comma(1250), "12,50");
    EXPECT_EQ(decimal_comma(-5), "-0,05");
    EXPECT_EQ(decimal_comma(0), "0,00");
    EXPECT_EQ(decimal_comma(INT64_MIN), "-92233720368547758,08");
}

RC_GTEST_PROP(Csv, WhatWasWrittenIsReadAgain, ()) {
    const auto character =
        rc::gen::element<char>('a', '0', ';', '"', '\n', '=', '-', '\'', ' ', ',');
    const auto cell = rc::gen::container<std::string>(character);
    const auto first = *cell;
    const auto second = *cell;

    std::ostringstream out;
    CsvWriter writer(out);
    writer.write(std::vector<CsvCell>{{"x"}, {"y"}, {"z"}});
    writer.write(std::vector<CsvCell>{{first}, {second}, {"end"}});
    const auto reading = read(out.str());

    RC_ASSERT(reading.rows.size() == 1U);
    RC_ASSERT(plain_cell(reading.rows[0].cells[0]) == first);
    RC_ASSERT(plain_cell(reading.rows[0].cells[1]) == second);
}

}  // namespace
}  // namespace veldwerk::carriage
