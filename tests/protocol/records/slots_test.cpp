// SPDX-License-Identifier: EUPL-1.2
#include "protocol/records/slots.hpp"

#include <gtest/gtest.h>

#include "protocol/records/value.hpp"
#include "protocol/records/varint.hpp"

namespace veldwerk {
namespace {

const RecordType& placement() { return *find_type(type::placement); }
FieldNumber number_of(std::string_view name) { return placement().find(name)->number; }

FieldValue start() { return {number_of("start"), encode_date({20'000})}; }
FieldValue end() { return {number_of("end"), encode_date({20'100})}; }

std::string member(std::uint64_t field, const std::string& value) {
    std::string bytes;
    append_varint(bytes, field);
    append_varint(bytes, value.size());
    return bytes + value;
}

TEST(Slots, AGroupHoldsItsMembersInOneOrderAndLeavesOutEmptyOnes) {
    const std::string joined = join_group({end(), {number_of("end_reason"), ""}, start()});

    EXPECT_EQ(joined, join_group({start(), end()}));
    EXPECT_EQ(split_group(joined), (std::vector{start(), end()}));
    EXPECT_EQ(field_of_slot(*placement().find("end"), joined), end().value);
    EXPECT_EQ(field_of_slot(*placement().find("end_reason"), joined), "");
    EXPECT_EQ(join_group({{number_of("end"), ""}}), "");
}

TEST(Slots, AFieldThatIsItsOwnSlotIsItsValue) {
    EXPECT_EQ(field_of_slot(*placement().find("code"), "L1"), "L1");
    EXPECT_TRUE(check_slot(placement(), number_of("code"), "L1"));
    EXPECT_FALSE(check_slot(placement(), number_of("code"), " L1"));
}

TEST(Slots, AGroupThatIsNotWellFormedIsRefused) {
    const std::string one = member(7, "a");
    const std::string two = member(8, "b");
    EXPECT_TRUE(split_group(one + two));
    EXPECT_FALSE(split_group(two + one));
    EXPECT_FALSE(split_group(one + one));
    EXPECT_FALSE(split_group(member(7, "")));
    EXPECT_FALSE(split_group(one + "\x08"));
    EXPECT_FALSE(split_group(two.substr(0, 2)));
}

TEST(Slots, AFieldNumberTooLargeForItsTypeIsNotTakenForAnother) {
    EXPECT_FALSE(split_group(member((std::uint64_t{1} << 32) + 7, "a")));
}

TEST(Slots, AGroupTakesNewerFieldsButNoneOfAnotherSlot) {
    const std::string joined = join_group({start()});
    EXPECT_TRUE(check_slot(placement(), group::placement_term, joined));
    EXPECT_TRUE(check_slot(placement(), group::placement_term, joined + member(900, "new")));
    EXPECT_FALSE(check_slot(placement(), group::placement_hours, joined));
    EXPECT_FALSE(check_slot(placement(), group::placement_term, member(number_of("end"), "\xff")));
    EXPECT_TRUE(check_slot(placement(), 777, "anything"));
}

}  // namespace
}  // namespace veldwerk
