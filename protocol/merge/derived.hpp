// SPDX-License-Identifier: EUPL-1.2
// Values that follow by rule from what people wrote: their candidates carry no stamp. A record that
// nobody writes holds nothing else; a written record may hold some beside what was written, in
// fields of their own, or in the slot of a request, where the derived value (waiting, ended) is in
// force until somebody writes the slot again.
#pragma once

#include <span>
#include <string>

#include "protocol/merge/state.hpp"

namespace veldwerk {

[[nodiscard]] inline bool is_derived(const Candidate& candidate) {
    return candidate.by.stamp.counter == 0;
}

/// A cell without its derived value, which stands first: no stamp is lower.
[[nodiscard]] inline std::span<const Candidate> written(std::span<const Candidate> cell) {
    return !cell.empty() && is_derived(cell.front()) ? cell.subspan(1) : cell;
}

/// Gives a slot its derived value, or takes it away with an empty one. True if that says anything
/// new.
bool set_derived(RecordState& state, SlotNumber slot, const std::string& value);

}  // namespace veldwerk
