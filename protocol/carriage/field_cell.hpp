// SPDX-License-Identifier: EUPL-1.2
// A field's value in a cell of a CSV: dates dd-mm-jjjj, vocabulary by its Dutch name, yes and no as
// ja and nee, the elements of a set between `|`. What `cell_of_texts` writes, `texts_of_cell`
// reads.
#pragma once

#include "protocol/carriage/cell_text.hpp"
#include "protocol/records/schema.hpp"

#include <functional>
#include <map>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace veldwerk::carriage {

/// How a heading or a text of a file compares with a name: ASCII letters without case, blanks and
/// hyphens as underscores, without surrounding blanks.
[[nodiscard]] std::string folded(std::string_view name);

/// What a map says of one column.
struct CellReading {
    std::map<std::string, std::string, std::less<>> values;  ///< folded text to the name of a term
    Factor factor;
};

/// What value.hpp's `parse_value` reads: one text, or those of a set's elements; none of an empty
/// cell. Only numbers are refused here; all else is judged by `parse_value`.
[[nodiscard]] Result<std::vector<std::string>> texts_of_cell(const Field& field,
                                                             std::string_view cell,
                                                             const CellReading& reading);

/// `texts` as `format_value` makes them, references already as the reader knows them.
[[nodiscard]] std::string cell_of_texts(const Field& field, std::span<const std::string> texts);

/// Whether such a cell is a number to a spreadsheet.
[[nodiscard]] bool is_number_cell(const Field& field);

}  // namespace veldwerk::carriage
