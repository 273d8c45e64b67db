// SPDX-License-Identifier: EUPL-1.2
// The bytes of a change say exactly the change, and no bytes do harm.
#include "protocol/merge/change.hpp"

#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

#include "protocol/records/varint.hpp"
#include "protocol/wire/limits.hpp"
#include "tests/protocol/merge/drawn_changes.hpp"

namespace veldwerk {
namespace {

Change small_change() {
    Change change;
    change.stamp = {proof::writer_id(1), 1};
    change.records = {{type::placement, proof::record_id(1), true, {{7, "", "value", {}}}}};
    return change;
}

RC_GTEST_PROP(Change, ComesBackAsItWasEncoded, (const Change& change)) {
    const std::string bytes = encode_change(change);

    const auto decoded = decode_change(bytes, change.stamp);

    RC_ASSERT(decoded.has_value());
    RC_ASSERT(decoded->stamp == change.stamp);
    RC_ASSERT(decoded->id == change.id);
    RC_ASSERT(decoded->person == change.person);
    RC_ASSERT(decoded->claimed == change.claimed);
    RC_ASSERT(decoded->basis == change.basis);
    RC_ASSERT(decoded->schema == change.schema);
    RC_ASSERT(decoded->act == change.act);
    RC_ASSERT(decoded->records == change.records);
    RC_ASSERT(decoded->discards == change.discards);
}

RC_GTEST_PROP(Change, OfMutatedBytesIsRefusedOrReadsTheSameAgain, (const Change& change)) {
    const std::string bytes = *proof::mutated(encode_change(change));

    const auto decoded = decode_change(bytes, change.stamp);

    if (!decoded) {
        RC_ASSERT(decoded.error().reason == Reason::malformed);
        return;
    }
    const std::string again = encode_change(*decoded);
    const auto reread = decode_change(again, change.stamp);
    RC_ASSERT(reread.has_value());
    RC_ASSERT(encode_change(*reread) == again);
}

TEST(Change, KeepsReadingWhenALaterVersionAddsFieldsAtTheEnd) {
    const std::string bytes = encode_change(small_change()) + "what a later version knows";

    const auto decoded = decode_change(bytes, {proof::writer_id(1), 1});

    ASSERT_TRUE(decoded);
    EXPECT_EQ(decoded->records, small_change().records);
}

TEST(Change, CutOffAnywhereIsRefused) {
    const std::string bytes = encode_change(small_change());

    for (std::size_t size = 0; size < bytes.size(); ++size) {
        EXPECT_FALSE(decode_change(bytes.substr(0, size), {proof::writer_id(1), 1})) << size;
    }
}

TEST(Change, AboveItsLimitIsRefusedUnread) {
    const std::string bytes(limits::change_bytes_max + 1, '\0');

    const auto decoded = decode_change(bytes, {proof::writer_id(1), 1});

    ASSERT_FALSE(decoded);
    EXPECT_EQ(decoded.error().reason, Reason::too_large);
}

TEST(Change, WhoseActHasAnImpossibleNumberIsNotTakenForADevices) {
    std::string bytes = encode_change(small_change());
    std::string impossible;
    append_varint(impossible, 256);
    bytes.replace(1, 1, impossible);

    EXPECT_FALSE(decode_change(bytes, {proof::writer_id(1), 1}));
}

TEST(Change, FindsItsWriteByRecordSlotAndElement) {
    const Change change = small_change();

    EXPECT_EQ(change.find(proof::record_id(1), 7, ""), &change.records[0].writes[0]);
    EXPECT_EQ(change.find(proof::record_id(1), 7, "x"), nullptr);
    EXPECT_EQ(change.find(proof::record_id(2), 7, ""), nullptr);
}

}  // namespace
}  // namespace veldwerk
