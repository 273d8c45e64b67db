// SPDX-License-Identifier: EUPL-1.2
#include "protocol/records/identity.hpp"

#include <gtest/gtest.h>

namespace veldwerk {
namespace {

constexpr auto example = "0193a5c1-7b2e-7d4f-8a90-1b2c3d4e5f60";

TEST(Identity, ComesBackFromItsText) {
    const auto id = RecordId::parse(example);
    ASSERT_TRUE(id);
    EXPECT_EQ(id->text(), example);
    EXPECT_EQ(RecordId::parse("0193A5C17B2E7D4F8A901B2C3D4E5F60"), id);
    EXPECT_EQ(RecordId::from_view(id->view()), id);
    EXPECT_TRUE(RecordId{}.empty());
}

TEST(Identity, RefusesWhatIsNoId) {
    for (const auto text : {"", "0193a5c1", "0193a5c1-7b2e-7d4f-8a90-1b2c3d4e5f6",
                            "0193a5c17-b2e-7d4f-8a90-1b2c3d4e5f60",
                            "0193a5c1-7b2e-7d4f-8a90-1b2c3d4e5f6g",
                            "0193a5c1-7b2e-7d4f-8a9001b2c3d4e5f60"}) {
        EXPECT_FALSE(RecordId::parse(text)) << text;
    }
    EXPECT_FALSE(RecordId::from_view("fifteen bytes.."));
}

TEST(Identity, RecordIdsRiseWithTime) {
    std::array<std::uint8_t, 10> high;
    high.fill(0xff);
    const RecordId earlier = make_record_id(1'764'500'000'000, high);
    const RecordId later = make_record_id(1'764'500'000'001, {});

    EXPECT_LT(earlier, later);
    EXPECT_EQ(earlier.text()[14], '7');
    EXPECT_EQ(later.text()[19], '8');
}

TEST(Identity, ADerivedIdFollowsFromWhatItNamesAlone) {
    EXPECT_EQ(derive_record_id("day L1 2026-11-30"), derive_record_id("day L1 2026-11-30"));
    EXPECT_NE(derive_record_id("day L1 2026-11-30"), derive_record_id("day L1 2026-12-01"));
    EXPECT_EQ(derive_record_id("day L1 2026-11-30").text()[14], '8');
}

}  // namespace
}  // namespace veldwerk
