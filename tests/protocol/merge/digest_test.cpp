// SPDX-License-Identifier: EUPL-1.2
// The digest is a sum: what is added can be taken away again in any order, carries included.
#include "protocol/merge/digest.hpp"

#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

#include "tests/protocol/merge/drawn_changes.hpp"
#include "tests/protocol/merge/oracle.hpp"

namespace veldwerk {
namespace {

RC_GTEST_PROP(Digest, OfARecordIsTheSumTheOracleFinds, (const RecordState& state)) {
    RC_ASSERT(digest_of(state) == proof::expected_digest(state));
}

RC_GTEST_PROP(Digest, ForgetsWhatIsTakenAwayInAnyOrder,
              (const std::vector<std::pair<std::uint64_t, std::uint64_t>>& shares)) {
    Digest sum{1, ~std::uint64_t{0}};
    const Digest before = sum;

    for (const auto& [high, low] : shares) sum += Digest{high, low};
    for (auto share = shares.rbegin(); share != shares.rend(); ++share) {
        sum -= Digest{share->second, share->first};
        sum += Digest{share->second, share->first};
        sum -= Digest{share->first, share->second};
    }

    RC_ASSERT(sum == before);
}

RC_GTEST_PROP(Digest, ReadsBackItsText, (std::uint64_t high, std::uint64_t low)) {
    const Digest digest{high, low};

    RC_ASSERT(Digest::parse(digest.text()) == digest);
    RC_ASSERT(digest.text().size() == 32U);
}

TEST(Digest, CarriesAndBorrowsBetweenItsHalves) {
    Digest digest{0, ~std::uint64_t{0}};

    digest += Digest{0, 1};
    EXPECT_EQ(digest, (Digest{1, 0}));

    digest -= Digest{0, 1};
    EXPECT_EQ(digest, (Digest{0, ~std::uint64_t{0}}));
}

TEST(Digest, TellsWhereAnElementEndsAndItsValueBegins) {
    const Author by{{proof::writer_id(1), 1}, {}, {}, false};
    RecordState one;
    one.candidates = {{1, "ab", "c", by}};
    RecordState other;
    other.candidates = {{1, "a", "bc", by}};

    EXPECT_NE(digest_of(one), digest_of(other));
}

}  // namespace
}  // namespace veldwerk
