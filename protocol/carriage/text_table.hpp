// SPDX-License-Identifier: EUPL-1.2
// A table for people: columns as wide as their widest cell, two blanks between them, no lines.
// Cells are UTF-8 of one line; a control character or a line break in one is shown as a blank.
#pragma once

#include <string>
#include <vector>

namespace veldwerk::carriage {

using TableRow = std::vector<std::string>;

/// Rows may be shorter than the headings. A cell above `cell_columns_max` is cut, with an ellipsis.
/// Ends in a line feed; without rows only the headings.
[[nodiscard]] std::string format_table(const TableRow& headings,
                                       const std::vector<TableRow>& rows);

/// Long text has its own page; a table stays readable.
inline constexpr std::size_t cell_columns_max = 60;

}  // namespace veldwerk::carriage
