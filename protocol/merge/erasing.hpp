// SPDX-License-Identifier: EUPL-1.2
// Erasure is a filter by (person, category), the same on a change and on what was merged from it
// (DESIGN.md 6): what an emptied history merges to is what emptying the merged state gives. So it
// does not matter whether a change comes before or after the order.
//
// A change keeps its stamp, records, slots, `replaces` and time; the values vanish. An element of a
// set is named by its value, so of all elements that a change writes in a slot one nameless write
// is left, which merging passes over. A slot this version does not know may say anything of the
// person: nothing is left of it.
#pragma once

#include <cstdint>
#include <functional>
#include <optional>

#include "protocol/merge/state.hpp"

namespace veldwerk {

namespace erasure_state {  // of an order; it is obeyed from `ordered` on
inline constexpr std::int64_t requested = 1, tested = 2, ordered = 3, complete = 4;
}
namespace erasure_ground {
inline constexpr std::int64_t request = 1, consent_withdrawn = 2, term_expired = 3, unlawful = 4;
}

/// Whether an erasure of the participant empties this slot. False for a record type that this
/// version does not know, whose scope nobody can tell.
[[nodiscard]] bool is_erasable(TypeNumber type, SlotNumber slot);

/// In whose scope a record lies, as a store knows it: nothing if the record is not there, or in no
/// participant's scope.
using ParticipantLookup = std::function<std::optional<RecordId>(TypeNumber, const RecordId&)>;
/// The same of a record that a change writes; one that is not there yet is followed to its root
/// through what the change itself says.
[[nodiscard]] std::optional<RecordId> participant_of(const Change& change,
                                                     const RecordWrites& record,
                                                     const ParticipantLookup& lookup);

/// Whether a record lies in the scope of a participant who is erased.
using IsErased = std::function<bool(const RecordWrites&)>;

/// Empties what the change writes in such records. False, and nothing moved, if it had nothing to
/// lose.
bool erase_values(Change& change, const IsErased& is_erased);
/// The same on a merged record of an erased participant.
bool erase_values(RecordState& state);

/// What an emptied set leaves of its elements: written by nobody, merged into nothing.
[[nodiscard]] bool is_erased_element(TypeNumber type, const Write& write);

/// Whether an order that reads so is obeyed.
[[nodiscard]] bool is_in_force(const RecordState& erasure_order);
/// For whoever asks why a value is gone: by which order, and when.
[[nodiscard]] std::string told_erasure(const RecordState& erasure_order);

}  // namespace veldwerk
