// SPDX-License-Identifier: EUPL-1.2
#include "protocol/carriage/columns.hpp"

#include <nlohmann/json.hpp>

#include "protocol/records/value.hpp"

namespace veldwerk::carriage {
namespace {

bool is_number(Kind kind) {
    return kind == Kind::integer || kind == Kind::minutes || kind == Kind::cents ||
           kind == Kind::boolean;
}

bool is_blob(Kind kind) { return kind == Kind::reference || kind == Kind::bytes; }

}  // namespace

std::string_view column_type(const Field& field) {
    if (field.is_set()) return "TEXT";
    if (is_number(field.kind)) return "INTEGER";
    if (is_blob(field.kind)) return "BLOB";
    return "TEXT";
}

void bind_field(SQLite::Statement& statement, int index, const Field& field,
                const std::string& bytes) {
    if (bytes.empty()) {
        statement.bind(index);
    } else if (is_blob(field.kind)) {
        statement.bind(index, bytes.data(), static_cast<int>(bytes.size()));
    } else if (field.kind == Kind::text) {
        statement.bind(index, bytes);
    } else if (const auto number = decode_integer(bytes); number && is_number(field.kind)) {
        statement.bind(index, *number);
    } else {
        statement.bind(index, format_value(field, bytes));
    }
}

void bind_set(SQLite::Statement& statement, int index, const Field& field,
              const std::vector<std::string>& elements) {
    if (elements.empty()) {
        statement.bind(index);
        return;
    }
    nlohmann::json list = nlohmann::json::array();
    for (const auto& element : elements) list.push_back(format_value(field, element));
    statement.bind(index, list.dump());
}

std::string read_field(const SQLite::Column& column, const Field& field) {
    if (column.isNull()) return {};
    if (is_blob(field.kind)) return column.getString();
    if (is_number(field.kind)) return encode_integer(column.getInt64());
    if (field.kind == Kind::text) return column.getString();
    auto value = parse_value(field, column.getString());
    return value ? *value : std::string{};
}

}  // namespace veldwerk::carriage
