// SPDX-License-Identifier: EUPL-1.2
// A review's name follows from what it asks about: equal for the same question, else never.
#include "protocol/rules/review.hpp"

#include <gtest/gtest.h>

#include <set>

#include "protocol/records/vocabulary.hpp"

namespace veldwerk {
namespace {

RecordId record(std::uint8_t number) {
    RecordId id;
    id.bytes[15] = number;
    return id;
}

TEST(Review, HasOneIdPerKindRecordAndDetail) {
    std::set<RecordId> ids;
    std::size_t asked = 0;
    for (std::int64_t kind = review_kind::day; kind <= review_kind::suggestion; ++kind) {
        for (std::uint8_t number = 0; number < 4; ++number) {
            for (const std::int64_t detail : {-1, 0, 1, 20'788, 1001}) {
                ids.insert(review_id({kind, record(number), detail}));
                ++asked;
            }
        }
    }

    EXPECT_EQ(ids.size(), asked);
}

TEST(Review, OfADayIsOnePerPlacementAndDate) {
    const CivilDate date{20'788};

    EXPECT_EQ(review_id(review_of::day(record(1), date)),
              review_id({review_kind::day, record(1), 20'788}));
    EXPECT_NE(review_id(review_of::day(record(1), date)),
              review_id(review_of::day(record(1), date.plus(1))));
    EXPECT_NE(review_id(review_of::day(record(1), date)),
              review_id(review_of::correction(record(1), date)));
}

TEST(Review, OfAFieldIsOnePerSlotAndNoSuggestion) {
    EXPECT_NE(review_id(review_of::field(record(1), 6)), review_id(review_of::field(record(1), 7)));
    EXPECT_NE(review_id(review_of::field(record(1), 6)),
              review_id(review_of::suggestion(record(1), 6)));
}

TEST(Review, OfACapIsNoReviewOfASeatOfAJob) {
    EXPECT_NE(review_id(review_of::cap(placement_kind::public_job)),
              review_id(review_of::cap(placement_kind::public_private)));
    EXPECT_NE(review_id(review_of::cap(placement_kind::public_job)),
              review_id(review_of::seat(record(1))));
}

// Decisions name reviews by these ids, so they are the same for ever.
TEST(Review, IdsNeverChange) {
    EXPECT_EQ(review_id(review_of::day(record(1), CivilDate{20'788})).text(),
              "4d8ebef6-519c-894b-b852-6ce5787b101a");
}

}  // namespace
}  // namespace veldwerk
