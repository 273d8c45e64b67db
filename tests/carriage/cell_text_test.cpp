// SPDX-License-Identifier: EUPL-1.2
#include "protocol/carriage/cell_text.hpp"

#include <gtest/gtest.h>

namespace veldwerk::carriage {
namespace {

TEST(CellText, DatesAreReadInBothForms) {
    const auto date = make_date(2026, 3, 9);
    for (const char* text : {"09-03-2026", "9-3-2026", "9/3/2026", "09.03.2026", " 2026-03-09 "}) {
        EXPECT_EQ(date_of_cell(text), date) << text;
    }
    for (const char* text : {"", "9-3-26", "31-02-2026", "2026-3-9", "9-3/2026", "a-b-2026",
                             "109-3-2026", "09-03-2026 10:00"}) {
        EXPECT_FALSE(date_of_cell(text)) << text;
    }
    EXPECT_EQ(dutch_date(*date), "09-03-2026");
}

TEST(CellText, NumbersAreReadWithACommaAndWithAPoint) {
    const auto hours = [](const char* text) { return number_of_cell(text, {60'000'000}).value(); };
    EXPECT_EQ(hours("4,00"), 240);
    EXPECT_EQ(hours("7.5"), 450);
    EXPECT_EQ(hours("0,33"), 20);
    EXPECT_EQ(hours("1.234,5"), 74'070);
    EXPECT_EQ(hours("1,234.5"), 74'070);
    EXPECT_EQ(hours("-0,5"), -30);
    EXPECT_EQ(number_of_cell("1.234.567", {}).value(), 1'234'567);
    EXPECT_EQ(number_of_cell("480,00", {}).value(), 480);
    EXPECT_EQ(number_of_cell(" 480 ", {}).value(), 480);
    EXPECT_EQ(number_of_cell("12,34", {100'000'000}).value(), 1234);
    EXPECT_EQ(number_of_cell("9999999999", {100'000'000}).value(), 999'999'999'900);
}

TEST(CellText, WhatCouldBeReadInTwoWaysAndWhatIsNoNumberIsRefused) {
    for (const char* text : {"1.440", "", "acht", "8 uur", "1,2,3", "1.23.4", "1,5", ".5", "5.",
                             "--1", "99999999999", "0,0000001", "1e3"}) {
        EXPECT_FALSE(number_of_cell(text, {})) << text;
    }
    EXPECT_NE(number_of_cell("1.440", {}).error().detail.find("two ways"), std::string::npos);
}

TEST(CellText, ASetStandsInOneCell) {
    const std::vector<std::string> elements{"Jan, tel. 06", "a|b", "c"};

    EXPECT_EQ(cell_of_elements(elements), "Jan, tel. 06|a||b|c");
    EXPECT_EQ(elements_of_cell(cell_of_elements(elements)), elements);
    EXPECT_EQ(elements_of_cell(" a | b |"), (std::vector<std::string>{"a", "b"}));
    EXPECT_TRUE(elements_of_cell("").empty());
}

TEST(CellText, Utf8IsToldFromWhatOnlyLooksLikeIt) {
    EXPECT_TRUE(is_utf8("caf\xC3\xA9 \xE2\x82\xAC \xF0\x9F\x8C\xB1"));
    for (const char* bytes : {"\xE9", "\xC0\xAF", "\xE0\x80\xAF", "\xED\xA0\x80",
                              "\xF4\x90\x80\x80", "\xC3", "\xE2\x82", "\x80"}) {
        EXPECT_FALSE(is_utf8(bytes));
    }
    EXPECT_EQ(utf8_of_windows_1252("\x93x\x94"), "\xE2\x80\x9Cx\xE2\x80\x9D");
    EXPECT_FALSE(utf8_of_windows_1252("\x9D"));
}

}  // namespace
}  // namespace veldwerk::carriage
