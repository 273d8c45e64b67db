// SPDX-License-Identifier: EUPL-1.2
#include "client-sdk/network/backoff.hpp"

#include <gtest/gtest.h>

#include "tests/client-sdk/office_double.hpp"

namespace veldwerk::device {
namespace {

TEST(Backoff, EachWaitIsLongerUpToAMostAndNoTwoPhonesWaitAlike) {
    Backoff one(repeatable_luck(1));
    Backoff other(repeatable_luck(2));
    int alike = 0;
    auto term = retry_time_first;
    for (int attempt = 0; attempt < 20; ++attempt) {
        const auto wait = one.next();
        alike += wait == other.next() ? 1 : 0;

        EXPECT_GE(wait, term / 2);
        EXPECT_LE(wait, term);
        term = std::min(term * 2, retry_time_max);
    }
    EXPECT_LT(alike, 3);
}

TEST(Backoff, TheOfficeMayAskForMoreAndSuccessStartsAnew) {
    Backoff backoff(repeatable_luck(1));

    EXPECT_GE(backoff.next(std::chrono::minutes(10)), std::chrono::minutes(10));
    backoff.start_anew();
    EXPECT_LE(backoff.next(), retry_time_first);
}

}  // namespace
}  // namespace veldwerk::device
