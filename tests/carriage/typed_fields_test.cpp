// SPDX-License-Identifier: EUPL-1.2
#include "protocol/carriage/typed_fields.hpp"

#include <gtest/gtest.h>
#include <unistd.h>

#include <filesystem>
#include <fstream>

namespace veldwerk::carriage {
namespace {

using Words = std::vector<std::string>;

TEST(TypedFields, AValueMayHoldEqualsSignsAndCommas) {
    const auto edits = parse_typed_fields("coaching_goal", Words{"text=a=b, c"}).value();

    ASSERT_EQ(edits.size(), 1U);
    EXPECT_EQ(edits[0].field, "text");
    EXPECT_EQ(edits[0].values, Words{"a=b, c"});
}

TEST(TypedFields, SetsAreSplitAndTheirSignSaysWhatHappens) {
    const auto edits =
        parse_typed_fields("participant", Words{"phones+=1,2", "phones-=3", "phones="}).value();

    ASSERT_EQ(edits.size(), 3U);
    EXPECT_EQ(edits[0].mode, EditMode::add);
    EXPECT_EQ(edits[0].values, (Words{"1", "2"}));
    EXPECT_EQ(edits[1].mode, EditMode::remove);
    EXPECT_EQ(edits[1].field, "phones");
    EXPECT_EQ(edits[2].mode, EditMode::set);
    EXPECT_TRUE(edits[2].values.empty());
}

TEST(TypedFields, AWordWithoutEqualsAnUnknownTypeAndAMissingFileAreWrongUse) {
    const Words fine{"code=D001"};
    const Words no_equals{"code"};
    const Words no_field{"=1"};
    const Words no_file{"code=@/nowhere/at/all"};

    EXPECT_EQ(parse_typed_fields("nothing", fine).error().reason, Reason::wrong_use);
    for (const Words& words : {no_equals, no_field, no_file}) {
        EXPECT_EQ(parse_typed_fields("participant", words).error().reason, Reason::wrong_use);
    }
}

TEST(TypedFields, AFileGivenForBytesIsHashedAndStaysWhereItIs) {
    const auto path = std::filesystem::temp_directory_path() /
                      ("typed-fields-" + std::to_string(::getpid()) + ".txt");
    std::ofstream(path) << "abc";

    const auto edits = parse_typed_fields("innovation_record",
                                          Words{"content_hash=@" + path.string()});
    std::filesystem::remove(path);

    ASSERT_TRUE(edits);
    EXPECT_EQ(edits->front().values.front(),  // FIPS 180-2, appendix B.1
              "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
}

TEST(TypedFields, AVersionStandsBehindTheId) {
    EXPECT_EQ(parse_record_name("L1@abcd").record, "L1");
    EXPECT_EQ(parse_record_name("L1@abcd").version, "abcd");
    EXPECT_EQ(parse_record_name("L1").version, "");
}

}  // namespace
}  // namespace veldwerk::carriage
