// SPDX-License-Identifier: EUPL-1.2
// The text forms of values that are lists: what value_text.cpp asks of value_lists.cpp. Everybody
// else uses parse_value and format_value of value.hpp.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "protocol/records/result.hpp"
#include "protocol/records/schema.hpp"

namespace veldwerk::forms {

/// A refusal in one form for all kinds: `status: "sik" is not one of present, sick or leave`.
[[nodiscard]] tl::unexpected<Error> refuse_text(const Field& field, std::string_view text,
                                                const std::string& why);

[[nodiscard]] std::string_view trimmed(std::string_view text);
/// Takes what stands before the first separator off the front of `rest`, trimmed.
[[nodiscard]] std::string_view take_until(std::string_view& rest, char separator);
/// A whole number, with or without a sign, and nothing else.
[[nodiscard]] std::optional<std::int64_t> parse_whole(std::string_view text);

[[nodiscard]] Result<std::string> parse_parts(const Field& field, std::string_view text);
[[nodiscard]] Result<std::string> parse_schedule(const Field& field, std::string_view text,
                                                 std::string_view present);
[[nodiscard]] Result<std::string> parse_calendar(const Field& field, std::string_view text,
                                                 std::string_view present);
[[nodiscard]] Result<std::string> parse_spans(const Field& field, std::string_view text);
[[nodiscard]] Result<std::string> parse_stamps(const Field& field, std::string_view text);

/// Nothing for bytes this version cannot read.
[[nodiscard]] std::optional<std::string> format_list(const Field& field, std::string_view bytes);

}  // namespace veldwerk::forms
