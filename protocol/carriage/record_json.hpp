// SPDX-License-Identifier: EUPL-1.2
// A record as JSON, as `show --json` and the API print it: "id" and "version", then its fields by
// their schema names with the values in force, in the schema's order. What is empty is absent.
// References are ids; how other values look is said in value_json.hpp.
#pragma once

#include <string>
#include <vector>

#include "protocol/carriage/value_json.hpp"
#include "protocol/merge/state.hpp"

namespace veldwerk::carriage {

/// What a field holds, as text of value.hpp: one, or those of a set's elements; none if it is
/// empty.
[[nodiscard]] std::vector<std::string> texts_in_force(const RecordState& state, const Field& field);

/// Of a type this version knows.
[[nodiscard]] Json json_of_record(const RecordState& state);

}  // namespace veldwerk::carriage
