// SPDX-License-Identifier: EUPL-1.2
// From schema to SQLite: one readable table per record type, one row per record, one column per
// field with the value in force, and beside them `_version`, `_scope`, `_position` and `_state`,
// the merge state in compact form. Both houses keep their records in these tables; an app reads its
// own with plain SQL. Records of a type that only a newer version knows lie in `unknown_record`,
// whole.
//
// Columns: ids are 16-byte blobs (SQL functions `uuid('...')` and `uuid_text(id)` convert), dates
// and vocabulary values are text by name, minutes, cents and counts integers, sets a JSON array,
// schedules and parts the text of value.hpp. Empty is NULL.
#pragma once

#include <SQLiteCpp/SQLiteCpp.h>

#include <functional>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "protocol/merge/origins.hpp"
#include "protocol/merge/state.hpp"
#include "protocol/wire/messages.hpp"

namespace veldwerk::carriage {

struct StoredRecord {
    RecordState state;
    ScopeNumber scope{};
    std::uint64_t position{};  ///< in the feed of its scope; 0 on a device
};

/// Origins written down in the table `origin`, read once on opening. After a rollback the memory
/// may be ahead of the table: call `reload`.
class StoredOrigins : public Origins {
public:
    explicit StoredOrigins(SQLite::Database& database);
    void reload();

private:
    void added(const Origin& origin, std::uint32_t number) override;
    SQLite::Database& database_;
};

/// Not thread-safe, like the connection it works on. Throws SQLite::Exception when the world fails.
class RecordTables {
public:
    explicit RecordTables(SQLite::Database& database);

    /// Creates what is missing: tables, and columns that a newer schema added. Idempotent. Without
    /// indexes, so that a bulk load is fast.
    static void create(SQLite::Database& database);
    /// Indexes on codes and on the field that leads to the scope, with the date where there is one.
    static void create_indexes(SQLite::Database& database);

    [[nodiscard]] std::optional<StoredRecord> load(TypeNumber type, const RecordId& id);
    /// Inserts or replaces.
    void store(const StoredRecord& record);
    void remove(TypeNumber type, const RecordId& id);
    [[nodiscard]] bool exists(TypeNumber type, const RecordId& id);
    [[nodiscard]] std::optional<ScopeNumber> scope_of(TypeNumber type, const RecordId& id);

    /// All ids of a type, or those whose column equals a field's canonical value, in order of id.
    [[nodiscard]] std::vector<RecordId> all(TypeNumber type);
    [[nodiscard]] std::vector<RecordId> where(TypeNumber type, const Field& field,
                                              std::string_view canonical_value);
    /// Records of a type in a scope: what a purge or a re-sent scope removes.
    [[nodiscard]] std::vector<RecordId> in_scope(TypeNumber type, ScopeNumber scope);
    /// Types that have a row in this scope, unknown ones included.
    [[nodiscard]] std::vector<TypeNumber> types_in_scope(ScopeNumber scope);

    /// The record a person means by a full id, a unique code, or a unique tail of at least 8 hex
    /// digits. Refuses what is unknown or not unique, naming what was asked.
    [[nodiscard]] Result<RecordId> resolve(TypeNumber type, std::string_view asked);

    /// The origins of this store, for whoever rolls back.
    [[nodiscard]] StoredOrigins& origins() { return origins_; }

private:
    struct Prepared;
    Prepared& prepared(TypeNumber type);

    SQLite::Database& database_;
    StoredOrigins origins_;
    std::map<TypeNumber, std::shared_ptr<Prepared>> prepared_;
};

/// Adds `uuid` and `uuid_text` to a connection.
void add_id_functions(SQLite::Database& database);

}  // namespace veldwerk::carriage
