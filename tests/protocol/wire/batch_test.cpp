// SPDX-License-Identifier: EUPL-1.2
// A batch gives its records back in feed order, each with its scope, position and state; a hostile
// one is refused before its counts cost memory.
#include "protocol/wire/batch.hpp"

#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

#include "protocol/records/varint.hpp"
#include "tests/protocol/merge/drawn_changes.hpp"
#include "tests/protocol/wire/memory_taken.hpp"

namespace veldwerk {
namespace {

ScopeName scope_numbered(ScopeNumber number) {
    return {number, number == 0 ? Scope::programme : Scope::participant,
            number == 0 ? RecordId{} : proof::record_id(number)};
}

Result<std::vector<FeedEntry>> read_all(std::string_view bytes) {
    auto reader = BatchReader::open(bytes);
    if (!reader) return tl::unexpected<Error>(reader.error());
    std::vector<FeedEntry> entries;
    while (!reader->done()) {
        auto entry = reader->next();
        if (!entry) return tl::unexpected<Error>(entry.error());
        entries.push_back(std::move(*entry));
    }
    return entries;
}

std::string write_all(const std::vector<FeedEntry>& entries) {
    BatchWriter writer;
    for (const auto& entry : entries) {
        writer.add(scope_numbered(entry.scope), entry.position, entry.state);
    }
    return writer.take();
}

std::vector<FeedEntry> entries_of(const std::vector<RecordState>& states) {
    std::vector<FeedEntry> entries;
    for (std::size_t i = 0; i < states.size(); ++i) {
        RecordState shipped = states[i];
        shipped.early.clear();
        shipped.id = proof::record_id(i);
        // A feed goes from scope to scope, so positions fall as well as rise.
        entries.push_back({static_cast<ScopeNumber>(i % 3), (i * 7) % 5, std::move(shipped)});
    }
    return entries;
}

RC_GTEST_PROP(Batch, GivesItsRecordsBack, (const std::vector<RecordState>& states)) {
    const auto entries = entries_of(states);
    const std::string bytes = write_all(entries);

    const auto read = read_all(bytes);

    RC_ASSERT(read.has_value());
    RC_ASSERT(read->size() == entries.size());
    for (std::size_t i = 0; i < entries.size(); ++i) {
        RC_ASSERT((*read)[i].scope == entries[i].scope);
        RC_ASSERT((*read)[i].position == entries[i].position);
        RC_ASSERT((*read)[i].state == entries[i].state);
    }
    RC_ASSERT(write_all(*read) == bytes);
}

RC_GTEST_PROP(Batch, RefusesOrSurvivesMutatedBytes, (const std::vector<RecordState>& states)) {
    const std::string bytes = *proof::mutated(write_all(entries_of(states)));

    const auto read = read_all(bytes);

    if (!read) RC_ASSERT(read.error().reason == Reason::malformed);
}

TEST(Batch, IsFullAtItsCountAndAtItsBytes) {
    RecordState small;
    BatchWriter by_count;
    for (std::size_t i = 0; i < limits::records_per_batch_max; ++i) {
        EXPECT_FALSE(by_count.full());
        by_count.add(scope_numbered(0), i, small);
    }
    RecordState large;
    large.candidates = {{1, "", std::string(limits::batch_bytes_target, 'x'), {}}};
    BatchWriter by_bytes;
    by_bytes.add(scope_numbered(0), 1, large);

    EXPECT_TRUE(by_count.full());
    EXPECT_TRUE(by_bytes.full());
    (void)by_bytes.take();
    EXPECT_TRUE(by_bytes.empty());
    EXPECT_FALSE(by_bytes.full());
}

TEST(Batch, RefusesHostileCountsBeforeTheyCostMemory) {
    const auto claims = [](std::initializer_list<std::uint64_t> numbers) {
        std::string bytes;
        for (const auto number : numbers) append_varint(bytes, number);
        return bytes + std::string(64, '\x7f');
    };
    const std::uint64_t wraps_times_33 = ~std::uint64_t{0} / 33 + 1;
    for (const auto count : {std::uint64_t{1} << 31, std::uint64_t{1} << 60, wraps_times_33}) {
        const std::string scopes = claims({count});
        const std::string origins = claims({0, count});
        const std::string records = claims({0, 0, count});
        const proof::MemoryTaken memory;

        EXPECT_FALSE(read_all(scopes));
        EXPECT_FALSE(read_all(origins));
        EXPECT_FALSE(read_all(records));
        EXPECT_LT(memory.bytes(), 4 * limits::KiB);
    }
}

TEST(Batch, TakesNoMemoryForCandidatesThatAreOnlyCounted) {
    RecordState state;
    state.candidates = {{1, "", "x", {{proof::writer_id(1), 1}, {}, {}, false}}};
    std::string bytes = write_all({{0, 1, state}});
    // The count of candidates stands five bytes before the end: head, value, bases, early follow.
    const std::size_t count_at = bytes.size() - 6;
    ASSERT_EQ(bytes[count_at], '\x01');
    std::string claim;
    append_varint(claim, 1'000'000);
    bytes.replace(count_at, 1, claim);
    bytes += std::string(1'000'000, '\xff');
    const proof::MemoryTaken memory;

    EXPECT_FALSE(read_all(bytes));
    EXPECT_LT(memory.bytes(), 16 * limits::KiB);
}

}  // namespace
}  // namespace veldwerk
