// SPDX-License-Identifier: EUPL-1.2
// A record's state comes back from its bytes, with early marks or without, with its values inside
// or given back by columns; and bytes that were tampered with are refused or harmless.
#include "protocol/merge/state_codec.hpp"

#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

#include "protocol/records/varint.hpp"
#include "tests/protocol/merge/drawn_changes.hpp"

namespace veldwerk {
namespace {

struct Written {
    std::string bytes;
    Origins origins;
};

Written write(const RecordState& state, StateForm form) {
    Written written;
    append_state(written.bytes, state, written.origins, form);
    return written;
}

RecordState named_like(const RecordState& state) {
    RecordState empty;
    empty.type = state.type;
    empty.id = state.id;
    return empty;
}

RC_GTEST_PROP(StateCodec, GivesBackTheWholeState, (const RecordState& state)) {
    const Written written = write(state, {.with_early = true});
    std::string_view rest = written.bytes;
    RecordState read = named_like(state);

    const auto result = read_state(rest, read, written.origins);

    RC_ASSERT(result.has_value());
    RC_ASSERT(rest.empty());
    RC_ASSERT(read == state);
    RC_ASSERT(write(read, {.with_early = true}).bytes == written.bytes);
}

RC_GTEST_PROP(StateCodec, LeavesEarlyMarksAtTheOffice, (const RecordState& state)) {
    const Written written = write(state, {});
    std::string_view rest = written.bytes;
    RecordState read = named_like(state);

    const auto result = read_state(rest, read, written.origins);

    RC_ASSERT(result.has_value());
    RC_ASSERT(read.early.empty());
    RC_ASSERT(read.candidates == state.candidates);
    RC_ASSERT(read.bases == state.bases);
}

RC_GTEST_PROP(StateCodec, FillsElidedValuesFromTheColumns, (RecordState state)) {
    for (auto& candidate : state.candidates) {
        if (candidate.slot % 2 == 0) candidate.value = "column " + std::to_string(candidate.slot);
    }
    const Elide elide = [](const Candidate& candidate) { return candidate.slot % 2 == 0; };
    const Fill fill = [](SlotNumber slot) { return "column " + std::to_string(slot); };
    const Written written = write(state, {.with_early = true, .elide = &elide});
    std::string_view rest = written.bytes;
    RecordState read = named_like(state);

    const auto result = read_state(rest, read, written.origins, &fill);

    RC_ASSERT(result.has_value());
    RC_ASSERT(read == state);
}

RC_GTEST_PROP(StateCodec, RefusesOrSurvivesMutatedBytes, (const RecordState& state)) {
    const Written written = write(state, {.with_early = true});
    const std::string bytes = *proof::mutated(written.bytes);
    std::string_view rest = bytes;
    RecordState read = named_like(state);

    const auto result = read_state(rest, read, written.origins);

    if (!result) {
        RC_ASSERT(result.error().reason == Reason::malformed);
    } else {
        RC_ASSERT(read.candidates.size() <= bytes.size());
    }
}

TEST(StateCodec, RefusesElidedValuesWhereNoColumnGivesThemBack) {
    RecordState state;
    state.candidates.push_back({1, "", "value", {{proof::writer_id(1), 1}, {}, {}, false}});
    const Elide elide = [](const Candidate&) { return true; };
    const Written written = write(state, {.elide = &elide});
    std::string_view rest = written.bytes;
    RecordState read;

    EXPECT_FALSE(read_state(rest, read, written.origins));
}

TEST(StateCodec, RefusesCandidatesOutOfOrder) {
    RecordState state;
    const Author by{{proof::writer_id(1), 1}, {}, {}, false};
    state.candidates = {{2, "", "later", by}, {1, "", "earlier", by}};
    const Written written = write(state, {});
    std::string_view rest = written.bytes;
    RecordState read;

    EXPECT_FALSE(read_state(rest, read, written.origins));
}

}  // namespace
}  // namespace veldwerk
