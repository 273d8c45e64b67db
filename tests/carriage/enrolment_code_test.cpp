// SPDX-License-Identifier: EUPL-1.2
// A code survives the people who copy it, and nothing else is taken for one.
#include "protocol/carriage/enrolment_code.hpp"

#include <gtest/gtest.h>

namespace veldwerk::carriage {
namespace {

TEST(EnrolmentCode, HasTheTextThatIsWrittenDown) {
    EnrolmentCode code;
    code.secret = {0x00, 0x44, 0x32, 0x14, 0xC7, 0x42, 0x54, 0xB6, 0x35, 0xCF};
    code.authority = {0x84, 0x65, 0x3A, 0x56, 0xD7, 0xC6, 0x75, 0xBE, 0x77, 0xDF};

    EXPECT_EQ(format_code(code), "0123-4567-89AB-CDEF-GHJK-MNPQ-RSTV-WXYZ");
}

TEST(EnrolmentCode, IsReadAsItWasWritten) {
    EnrolmentCode code;
    code.secret = {255, 0, 1, 254, 3, 77, 128, 127, 9, 200};
    code.authority = {0, 0, 0, 0, 1, 255, 255, 255, 255, 255};

    const auto read = parse_code(format_code(code));

    ASSERT_TRUE(read);
    EXPECT_EQ(*read, code);
}

TEST(EnrolmentCode, ForgivesWhatPeopleDoToIt) {
    const auto right = parse_code("0123-4567-89AB-CDEF-GHJK-MNPQ-RSTV-WXYZ");

    ASSERT_TRUE(right);
    EXPECT_EQ(*parse_code("o1234567 89abcdef  ghjkmnpq rstvwxyz\n"), *right);
    EXPECT_EQ(*parse_code("OI23-4567-89AB-CDEF-GHJK-MNPQ-RSTV-WXYZ"), *right);
    EXPECT_EQ(*parse_code("OL23-4567-89AB-CDEF-GHJK-MNPQ-RSTV-WXYZ"), *right);
    EXPECT_EQ(*parse_code("ol23-4567-89ab-cdef-ghjk-mnpq-rstv-wxyz"), *right);
}

TEST(EnrolmentCode, IsRefusedWhenItIsNone) {
    EXPECT_FALSE(parse_code(""));
    EXPECT_FALSE(parse_code("0123-4567-89AB-CDEF-GHJK-MNPQ-RSTV-WXY"));
    EXPECT_FALSE(parse_code("0123-4567-89AB-CDEF-GHJK-MNPQ-RSTV-WXYZ-0"));
    EXPECT_FALSE(parse_code("U123-4567-89AB-CDEF-GHJK-MNPQ-RSTV-WXYZ"));
    EXPECT_FALSE(parse_code("0123*4567-89AB-CDEF-GHJK-MNPQ-RSTV-WXYZ"));
}

}  // namespace
}  // namespace veldwerk::carriage
