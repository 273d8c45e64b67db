// SPDX-License-Identifier: EUPL-1.2
// The archive believes no length: what claims more than there is, or more than is allowed, is
// refused before memory is taken for it. What it does not know at the end it skips.
#include "protocol/wire/archive.hpp"

#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

#include "protocol/wire/messages.hpp"
#include "tests/protocol/wire/memory_taken.hpp"

namespace veldwerk {
namespace {

using proof::MemoryTaken;

// An error's sentence and an empty message; nothing that grows with what the bytes claim.
constexpr std::size_t refusal_bytes_max = 4 * limits::KiB;

struct Texts {
    std::vector<std::string> texts;
    template <class Archive>
    void serialize(Archive& archive) {
        archive(bounded(texts, 10));
    }
};

struct Nested {
    std::vector<Texts> lists;
    template <class Archive>
    void serialize(Archive& archive) {
        archive(bounded(lists, 1'000'000));
    }
};

struct Numbers {
    std::uint8_t small{};
    std::int16_t signed_number{};
    bool yes{};
    std::uint64_t large{};
    bool operator==(const Numbers&) const = default;
    template <class Archive>
    void serialize(Archive& archive) {
        archive(small, signed_number, yes, large);
    }
};

std::string numbers(std::initializer_list<std::uint64_t> all) {
    std::string bytes;
    for (const auto number : all) append_varint(bytes, number);
    return bytes;
}

template <class T>
void expect_refused_cheaply(const std::string& bytes) {
    const MemoryTaken memory;
    const auto decoded = decode<T>(bytes);
    const std::size_t taken = memory.bytes();

    ASSERT_FALSE(decoded);
    EXPECT_EQ(decoded.error().reason, Reason::malformed);
    EXPECT_LT(taken, refusal_bytes_max) << decoded.error().detail;
}

TEST(Archive, RefusesAHostileLengthBeforeItTakesMemory) {
    for (const int shift : {20, 31, 32, 60, 63}) {
        const std::string claim = numbers({std::uint64_t{1} << shift});
        expect_refused_cheaply<Texts>(claim + "some bytes");
        expect_refused_cheaply<Nested>(claim + "some bytes");
        expect_refused_cheaply<Texts>(numbers({1}) + claim + "some bytes");
        expect_refused_cheaply<Records>(claim + "some bytes");
        expect_refused_cheaply<Push>(numbers({1}) + claim + "some bytes");
        expect_refused_cheaply<Accepted>(numbers({1}) + claim + "some bytes");
    }
    expect_refused_cheaply<Records>(std::string(9, '\xff') + "\x01");
}

TEST(Archive, RefusesANestedHostileLength) {
    for (const int shift : {20, 31, 60}) {
        const std::string claim = numbers({std::uint64_t{1} << shift});
        expect_refused_cheaply<Nested>(numbers({2, 1}) + claim + std::string(100, 'x'));
        expect_refused_cheaply<Push>(numbers({1, 2, 0}) + claim + std::string(100, 'x'));
    }
}

TEST(Archive, RefusesAListAboveItsCapThoughTheBytesAreThere) {
    expect_refused_cheaply<Texts>(numbers({11}) + std::string(11, '\0'));
    EXPECT_TRUE(decode<Texts>(numbers({10}) + std::string(10, '\0')));

    const auto too_many = limits::changes_per_push_max + 1;
    expect_refused_cheaply<Push>(numbers({1, too_many}) + std::string(too_many + 16, '\0'));
}

TEST(Archive, TakesMemoryInProportionToTheBytesThatCame) {
    const std::string bytes = numbers({100'000}) + std::string(100'000, '\0');
    const MemoryTaken memory;

    const auto decoded = decode<Nested>(bytes);
    const std::size_t taken = memory.bytes();

    ASSERT_TRUE(decoded);
    EXPECT_EQ(decoded->lists.size(), 100'000U);
    EXPECT_LT(taken, 4 * sizeof(Texts) * 100'000);
}

TEST(Archive, RefusesNumbersThatAreTooLargeForTheirField) {
    EXPECT_TRUE(decode<Numbers>(numbers({255, 0, 1, 0})));
    EXPECT_FALSE(decode<Numbers>(numbers({256, 0, 1, 0})));
    EXPECT_TRUE(decode<Numbers>(numbers({0, zigzag(-32'768), 1, 0})));
    EXPECT_FALSE(decode<Numbers>(numbers({0, zigzag(-32'769), 1, 0})));
    EXPECT_FALSE(decode<Numbers>(numbers({0, zigzag(32'768), 1, 0})));
    EXPECT_FALSE(decode<Numbers>(numbers({0, 0, 2, 0})));
    EXPECT_FALSE(decode<Numbers>(numbers({0, 0, 1}) + std::string(10, '\xff')));
    EXPECT_FALSE(decode<Hello>(numbers({std::uint64_t{1} << 32}) + std::string(200, '\0')));
}

TEST(Archive, RefusesNumbersThatAreNotInTheirShortestForm) {
    EXPECT_FALSE(decode<Numbers>(std::string("\x80\x00", 2) + numbers({0, 1, 0})));
}

TEST(Archive, SkipsATailThatALaterVersionAdded) {
    const std::string bytes = numbers({7, zigzag(-7), 1, 1'000'000}) + "a later field";

    const auto decoded = decode<Numbers>(bytes);

    ASSERT_TRUE(decoded);
    EXPECT_EQ(*decoded, (Numbers{7, -7, true, 1'000'000}));
}

RC_GTEST_PROP(Archive, GivesNumbersBack,
              (std::uint8_t small, std::int16_t number, bool yes, std::uint64_t large)) {
    const Numbers said{small, number, yes, large};

    const auto heard = decode<Numbers>(encode(said));

    RC_ASSERT(heard.has_value());
    RC_ASSERT(*heard == said);
}

}  // namespace
}  // namespace veldwerk
