// SPDX-License-Identifier: EUPL-1.2
// The values of a field as JSON, for commands, for the C border and for the office's API alike: a
// set is an array, counts, minutes and cents are numbers, a boolean is one. A schedule is an
// object of weeks by the day they begin, {"start":{"mon":480},"2026-12-07":{"mon":240}}; a
// calendar likewise, of arrays of holidays; parts are [{"status":"present","minutes":300}]; spans
// and stamps are arrays of their texts; all else is the text of value.hpp. An empty field is
// absent.
#pragma once

#include <nlohmann/json_fwd.hpp>

#include <span>
#include <string>
#include <vector>

#include "protocol/records/result.hpp"
#include "protocol/records/schema.hpp"

namespace veldwerk::carriage {

using Json = nlohmann::ordered_json;

/// `texts` as `format_value` makes them: one, or those of a set's elements. None, or one empty
/// text, gives null, which the caller leaves out. A text this version cannot read stays a string.
[[nodiscard]] Json json_of_texts(const Field& field, std::span<const std::string> texts);

/// What `parse_value` reads. Takes the form above and, for any kind, its text as one string; a week
/// without a day, {"mon":480}, is one from the start. Null gives no text: the field is cleared.
[[nodiscard]] Result<std::vector<std::string>> texts_of_json(const Field& field, const Json& value);

}  // namespace veldwerk::carriage
