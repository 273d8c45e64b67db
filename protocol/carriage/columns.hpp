// SPDX-License-Identifier: EUPL-1.2
// One field's value, between its canonical bytes and the readable column that shows it.
#pragma once

#include <SQLiteCpp/SQLiteCpp.h>

#include <string>
#include <string_view>
#include <vector>

#include "protocol/records/schema.hpp"

namespace veldwerk::carriage {

/// The SQL type of the column.
[[nodiscard]] std::string_view column_type(const Field& field);

/// Binds a field that is no set; empty bytes bind NULL.
void bind_field(SQLite::Statement& statement, int index, const Field& field,
                const std::string& bytes);
/// Binds the elements of a set as a JSON array; none binds NULL.
void bind_set(SQLite::Statement& statement, int index, const Field& field,
              const std::vector<std::string>& elements);

/// The canonical bytes of a column that `bind_field` wrote.
[[nodiscard]] std::string read_field(const SQLite::Column& column, const Field& field);

}  // namespace veldwerk::carriage
