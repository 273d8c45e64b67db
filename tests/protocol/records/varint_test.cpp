// SPDX-License-Identifier: EUPL-1.2
#include "protocol/records/varint.hpp"

#include <gtest/gtest.h>

namespace veldwerk {
namespace {

using namespace std::string_view_literals;

std::optional<std::uint64_t> read_all(std::string_view bytes) {
    const auto number = read_varint(bytes);
    return bytes.empty() ? number : std::nullopt;
}

TEST(Varint, HasTheBytesOfTheSpecification) {
    const auto bytes = [](std::uint64_t number) {
        std::string out;
        append_varint(out, number);
        return out;
    };
    EXPECT_EQ(bytes(0), "\x00"sv);
    EXPECT_EQ(bytes(127), "\x7f"sv);
    EXPECT_EQ(bytes(128), "\x80\x01"sv);
    EXPECT_EQ(bytes(300), "\xac\x02"sv);
    EXPECT_EQ(bytes(UINT64_MAX), "\xff\xff\xff\xff\xff\xff\xff\xff\xff\x01"sv);
}

TEST(Varint, ComesBackAtEveryBorderOfItsLength) {
    for (int bit = 0; bit < 64; ++bit) {
        const std::uint64_t power = std::uint64_t{1} << bit;
        for (const std::uint64_t number : {power - 1, power, power + 1, ~power}) {
            std::string out;
            append_varint(out, number);
            EXPECT_EQ(read_all(out), number);
        }
    }
}

TEST(Varint, RefusesEveryFormButTheShortest) {
    EXPECT_EQ(read_all("\x80\x00"sv), std::nullopt);
    EXPECT_EQ(read_all("\xff\x00"sv), std::nullopt);
    EXPECT_EQ(read_all("\x80\x80\x00"sv), std::nullopt);
}

TEST(Varint, RefusesWhatEndsTooSoonOrExceeds64Bits) {
    EXPECT_EQ(read_all(""sv), std::nullopt);
    EXPECT_EQ(read_all("\x80"sv), std::nullopt);
    EXPECT_EQ(read_all("\xff\xff\xff\xff\xff\xff\xff\xff\xff\x02"sv), std::nullopt);
    EXPECT_EQ(read_all("\xff\xff\xff\xff\xff\xff\xff\xff\xff\x81\x00"sv), std::nullopt);
    EXPECT_EQ(read_all("\xff\xff\xff\xff\xff\xff\xff\xff\xff\xff\xff\xff"sv), std::nullopt);
}

TEST(Varint, LeavesTheBytesAloneWhenThereIsNoNumber) {
    std::string_view bytes = "\x80\x00 rest"sv;
    EXPECT_FALSE(read_varint(bytes));
    EXPECT_EQ(bytes, "\x80\x00 rest"sv);
}

TEST(Varint, TakesOneNumberAndLeavesTheRest) {
    std::string_view bytes = "\xac\x02rest"sv;
    EXPECT_EQ(read_varint(bytes), 300u);
    EXPECT_EQ(bytes, "rest");
}

TEST(Zigzag, KeepsSmallNegativesShort) {
    EXPECT_EQ(zigzag(0), 0u);
    EXPECT_EQ(zigzag(-1), 1u);
    EXPECT_EQ(zigzag(1), 2u);
    EXPECT_EQ(zigzag(-2), 3u);
    EXPECT_EQ(zigzag(INT64_MIN), UINT64_MAX);
    for (const std::int64_t number : {INT64_MIN, INT64_MIN + 1, std::int64_t{-1}, std::int64_t{0},
                                      std::int64_t{1}, INT64_MAX}) {
        std::string out;
        append_zigzag(out, number);
        std::string_view bytes = out;
        EXPECT_EQ(read_zigzag(bytes), number);
    }
}

}  // namespace
}  // namespace veldwerk
