// SPDX-License-Identifier: EUPL-1.2
#include "protocol/carriage/text_table.hpp"

#include <gtest/gtest.h>

namespace veldwerk::carriage {
namespace {

TEST(TextTable, ColumnsLineUpByLettersNotByBytes) {
    EXPECT_EQ(format_table({"name", "n"}, {{"Zoë", "1"}, {"Anja", "2"}}),
              "name  n\nZoë   1\nAnja  2\n");
}

TEST(TextTable, ACellStaysOnItsLineAndIsCutWhenItIsLong) {
    const std::string table = format_table({"text"}, {{"a\nb"}, {std::string(100, 'x')}});

    EXPECT_NE(table.find("a b\n"), std::string::npos);
    EXPECT_NE(table.find(std::string(cell_columns_max, 'x') + "…\n"), std::string::npos);
}

}  // namespace
}  // namespace veldwerk::carriage
