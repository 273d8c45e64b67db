// SPDX-License-Identifier: EUPL-1.2
// What stands in a cell of a CSV, as Dutch offices write it and as value.hpp reads it: encodings,
// dates as dd-mm-jjjj or ISO, numbers with a comma or a point, the elements of a set. What could be
// read in two ways is refused, never guessed.
#pragma once

#include "protocol/records/civil.hpp"
#include "protocol/records/result.hpp"

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace veldwerk::carriage {

/// No overlong forms, no surrogates, nothing above U+10FFFF.
[[nodiscard]] bool is_utf8(std::string_view bytes);
/// Nothing if it holds one of the five bytes that windows-1252 leaves open.
[[nodiscard]] std::optional<std::string> utf8_of_windows_1252(std::string_view bytes);

/// 30-11-2026, 30/11/2026, 30.11.2026 (day and month also of one digit) and 2026-11-30.
[[nodiscard]] std::optional<CivilDate> date_of_cell(std::string_view cell);
/// dd-mm-jjjj.
[[nodiscard]] std::string dutch_date(CivilDate date);

/// By what the numbers of a column are multiplied: hours by 60 to get minutes.
struct Factor {
    std::int64_t millionths = 1'000'000;
    [[nodiscard]] bool changes() const { return millionths != 1'000'000; }
};

/// A whole number times the factor. Reads 1234,5 and 1234.5, and 1.234,5 and 1,234.5 with the
/// thousands set apart; a point before exactly three digits and nothing else says either, and is
/// refused. A factor rounds half up, away from zero; without one the number must be whole.
[[nodiscard]] Result<std::int64_t> number_of_cell(std::string_view cell, Factor factor);

/// The elements of a set, `a|b`; a `|` within one is doubled.
[[nodiscard]] std::vector<std::string> elements_of_cell(std::string_view cell);
[[nodiscard]] std::string cell_of_elements(const std::vector<std::string>& elements);

}  // namespace veldwerk::carriage
