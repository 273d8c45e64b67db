// SPDX-License-Identifier: EUPL-1.2
// Plain SQL over the record tables, read-only by three locks: SQLite says that the statement writes
// nothing, an authorizer lets it see the record tables alone, and it stands alone.
#include "client-sdk/replica/parts.hpp"

#include <sqlite3.h>

#include <array>
#include <cctype>

namespace veldwerk::device {
namespace {

bool is_readable_table(std::string_view name) {
    static constexpr std::array others{
        "",          "unknown_record",   "sqlite_master", "json_each", "sqlite_schema",
        "json_tree", "pragma_table_info"};
    for (const std::string_view other : others) {
        if (name == other) return true;
    }
    const RecordType* type = find_type(name);
    return type != nullptr && type->scope != Scope::office;
}

int authorize(void*, int action, const char* first, const char* second, const char*, const char*) {
    const auto text = [](const char* s) { return std::string_view(s == nullptr ? "" : s); };
    switch (action) {
        case SQLITE_SELECT:
        case SQLITE_RECURSIVE:
            return SQLITE_OK;
        case SQLITE_READ:
            return is_readable_table(text(first)) ? SQLITE_OK : SQLITE_DENY;
        // Functions of the encryption would tell of keys.
        case SQLITE_FUNCTION:
            return text(second).starts_with("sqlite3mc") ? SQLITE_DENY : SQLITE_OK;
        // What `pragma_table_info` is made of.
        case SQLITE_PRAGMA:
            return text(first) == "table_info" ? SQLITE_OK : SQLITE_DENY;
        default:
            return SQLITE_DENY;
    }
}

/// The authorizer watches only while a foreign statement is prepared.
class Watched {
public:
    explicit Watched(sqlite3* database) : database_(database) {
        sqlite3_set_authorizer(database_, authorize, nullptr);
    }
    ~Watched() { sqlite3_set_authorizer(database_, nullptr, nullptr); }
    Watched(const Watched&) = delete;
    Watched& operator=(const Watched&) = delete;

private:
    sqlite3* database_;
};

using Prepared = std::unique_ptr<sqlite3_stmt, decltype(&sqlite3_finalize)>;

Result<Prepared> prepare(sqlite3* database, const std::string& sql) {
    const Watched watched(database);
    sqlite3_stmt* statement = nullptr;
    const char* tail = nullptr;
    const int result =
        sqlite3_prepare_v2(database, sql.c_str(), static_cast<int>(sql.size()), &statement, &tail);
    Prepared prepared(statement, &sqlite3_finalize);
    if (result == SQLITE_AUTH) {
        return refuse(Reason::wrong_use, "a query may only read the record tables");
    }
    if (result == SQLITE_ERROR || result == SQLITE_TOOBIG) {
        return refuse(Reason::wrong_use, sqlite3_errmsg(database));
    }
    if (result != SQLITE_OK) throw SQLite::Exception(database, result);
    for (; tail != nullptr && *tail != '\0'; ++tail) {
        if (std::isspace(static_cast<unsigned char>(*tail)) == 0 && *tail != ';') {
            return refuse(Reason::wrong_use, "a query is one statement");
        }
    }
    if (statement == nullptr || sqlite3_stmt_readonly(statement) == 0) {
        return refuse(Reason::wrong_use, "a query is one SELECT");
    }
    return prepared;
}

void bind(sqlite3_stmt* statement, int index, const Cell& cell) {
    if (const auto* number = std::get_if<std::int64_t>(&cell)) {
        sqlite3_bind_int64(statement, index, *number);
    } else if (const auto* real = std::get_if<double>(&cell)) {
        sqlite3_bind_double(statement, index, *real);
    } else if (const auto* text = std::get_if<std::string>(&cell)) {
        sqlite3_bind_text(statement, index, text->data(), static_cast<int>(text->size()),
                          SQLITE_STATIC);
    } else if (const auto* blob = std::get_if<Blob>(&cell)) {
        sqlite3_bind_blob(statement, index, blob->bytes.data(),
                          static_cast<int>(blob->bytes.size()), SQLITE_STATIC);
    }
}

Cell cell_of(sqlite3_stmt* statement, int column) {
    const auto bytes = [statement, column](const void* start) {
        return std::string(static_cast<const char*>(start),
                           static_cast<std::size_t>(sqlite3_column_bytes(statement, column)));
    };
    switch (sqlite3_column_type(statement, column)) {
        case SQLITE_INTEGER:
            return std::int64_t{sqlite3_column_int64(statement, column)};
        case SQLITE_FLOAT:
            return sqlite3_column_double(statement, column);
        case SQLITE_TEXT:
            return bytes(sqlite3_column_text(statement, column));
        case SQLITE_BLOB: {
            const void* start = sqlite3_column_blob(statement, column);
            return start == nullptr ? Blob{} : Blob{bytes(start)};
        }
        default:
            return std::monostate{};
    }
}

}  // namespace

Result<Rows> Replica::query(const std::string& sql, std::span<const Cell> parameters) {
    const Glance glance(parts_->store);
    if (auto ready = parts_->check_readable(); !ready) return tl::unexpected<Error>(ready.error());
    sqlite3* database = parts_->store.database().getHandle();
    auto prepared = prepare(database, sql);
    if (!prepared) return tl::unexpected<Error>(prepared.error());
    sqlite3_stmt* statement = prepared->get();
    if (sqlite3_bind_parameter_count(statement) != static_cast<int>(parameters.size())) {
        return refuse(Reason::wrong_use,
                      "the query has " + std::to_string(sqlite3_bind_parameter_count(statement)) +
                          " parameters, not " + std::to_string(parameters.size()));
    }
    for (std::size_t i = 0; i < parameters.size(); ++i) {
        bind(statement, static_cast<int>(i) + 1, parameters[i]);
    }
    Rows rows;
    const int columns = sqlite3_column_count(statement);
    for (int i = 0; i < columns; ++i)
        rows.columns.emplace_back(sqlite3_column_name(statement, i));
    int result = SQLITE_ROW;
    while ((result = sqlite3_step(statement)) == SQLITE_ROW) {
        std::vector<Cell> row;
        for (int i = 0; i < columns; ++i)
            row.push_back(cell_of(statement, i));
        rows.rows.push_back(std::move(row));
    }
    if (result == SQLITE_ERROR) return refuse(Reason::wrong_use, sqlite3_errmsg(database));
    if (result != SQLITE_DONE) throw SQLite::Exception(database, result);
    return rows;
}

}  // namespace veldwerk::device
