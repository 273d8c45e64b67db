// SPDX-License-Identifier: EUPL-1.2
#include "protocol/carriage/told_failure.hpp"

#include <SQLiteCpp/Exception.h>
#include <gtest/gtest.h>
#include <sqlite3.h>

#include <stdexcept>
#include <system_error>

namespace veldwerk::carriage {
namespace {

TEST(ToldFailure, AFullDiskIsCalledFullWhateverTheSystemCallsIt) {
    const std::system_error quota(EFBIG, std::generic_category(), "the journal");

    EXPECT_NE(told_failure(SQLite::Exception("", SQLITE_FULL)).find("full"), std::string::npos);
    EXPECT_NE(told_failure(quota).find("make room"), std::string::npos);
}

TEST(ToldFailure, WhatNobodyCanMendKeepsItsOwnWords) {
    EXPECT_EQ(told_failure(std::runtime_error("no ledger")), "no ledger");
    EXPECT_EQ(told_failure(SQLite::Exception("malformed image", SQLITE_CORRUPT)),
              "the file failed: malformed image");
}

}  // namespace
}  // namespace veldwerk::carriage
