// SPDX-License-Identifier: EUPL-1.2
// The bytes of a record's state, in a store's `_state` column and in a batch on the wire.
//
//   state     = authors candidates bases early
//   authors   = count { origin counter claimed }         claimed relative to the first author's
//   candidate = slot*4 + elided*2 + has_element, [author if there are several], [element], [value]
//
// A store that keeps the value in force in a readable column leaves it out here (elided) wherever
// the column gives back the same bytes; a device's file would otherwise hold everything twice.
#pragma once

#include <functional>
#include <string>
#include <string_view>

#include "protocol/merge/origins.hpp"
#include "protocol/merge/state.hpp"
#include "protocol/records/result.hpp"

namespace veldwerk {

/// Whether the column can give the candidate's value back, byte for byte.
using Elide = std::function<bool(const Candidate&)>;
/// Gives an elided value back.
using Fill = std::function<std::string(SlotNumber)>;

/// Appends the state; type and id stand elsewhere. `early` is included only if `with_early`.
struct StateForm {
    bool with_early = false;
    const Elide* elide = nullptr;
};
void append_state(std::string& out, const RecordState& state, Origins& origins, StateForm form);

/// Reads a state from the front of `bytes` and moves past it. Type and id are the caller's to set
/// before; candidates come back sorted or the bytes are malformed.
[[nodiscard]] Result<void> read_state(std::string_view& bytes, RecordState& state,
                                      const Origins& origins, const Fill* fill = nullptr);

}  // namespace veldwerk
