// SPDX-License-Identifier: EUPL-1.2
#include "protocol/carriage/record_tables.hpp"

#include <sqlite3.h>

#include "protocol/carriage/columns.hpp"
#include "protocol/merge/in_force.hpp"
#include "protocol/merge/state_codec.hpp"
#include "protocol/records/slots.hpp"
#include "protocol/records/value.hpp"

namespace veldwerk::carriage {
namespace {

std::string quote_name(std::string_view name) { return '"' + std::string(name) + '"'; }

std::string table_of(TypeNumber type) {
    const RecordType* known = find_type(type);
    return known == nullptr ? "unknown_record" : quote_name(known->name);
}

template <class SomeId>
void bind_id(SQLite::Statement& statement, int index, const SomeId& id) {
    statement.bindNoCopy(index, id.bytes.data(), static_cast<int>(id.bytes.size()));
}

RecordId id_of(const SQLite::Column& column) {
    return RecordId::from_view(column.getString()).value_or(RecordId{});
}

/// A value that its column gives back byte for byte: alone in its cell, in force, and readable.
bool readable_in_column(const RecordType& type, const RecordState& state,
                        const Candidate& candidate) {
    if (!candidate.element.empty() || winner(state, candidate.slot) != &candidate) return false;
    if (state.cell(candidate.slot).size() != 1) return false;
    const auto fields = type.slot(candidate.slot);
    if (fields.empty()) return false;
    if (!fields.front()->grouped()) {
        return check_value(*fields.front(), candidate.value) &&
               is_known_vocabulary(*fields.front(), candidate.value);
    }
    const auto members = split_group(candidate.value);
    if (!members) return false;
    for (const auto& member : *members) {
        const Field* field = type.find(member.field);
        if (field == nullptr || !check_value(*field, member.value) ||
            !is_known_vocabulary(*field, member.value)) {
            return false;
        }
    }
    return true;
}

}  // namespace

StoredOrigins::StoredOrigins(SQLite::Database& database) : database_(database) { reload(); }

void StoredOrigins::reload() {
    std::vector<Origin> origins;
    SQLite::Statement read(database_, "SELECT writer, person, act FROM origin ORDER BY number");
    while (read.executeStep()) {
        origins.push_back({WriterId::from_view(read.getColumn(0).getString()).value_or(WriterId{}),
                           id_of(read.getColumn(1)), read.getColumn(2).getInt() != 0});
    }
    assign(std::move(origins));
}

void StoredOrigins::added(const Origin& origin, std::uint32_t number) {
    SQLite::Statement write(database_,
                            "INSERT INTO origin(number, writer, person, act) VALUES (?, ?, ?, ?)");
    write.bind(1, number);
    bind_id(write, 2, origin.writer);
    bind_id(write, 3, origin.person);
    write.bind(4, origin.act ? 1 : 0);
    write.exec();
}

/// The statements of one type, prepared once.
struct RecordTables::Prepared {
    const RecordType* type;
    SQLite::Statement load, store, remove, exists;
};

RecordTables::RecordTables(SQLite::Database& database) : database_(database), origins_(database) {
    add_id_functions(database);
}

RecordTables::Prepared& RecordTables::prepared(TypeNumber number) {
    auto& entry = prepared_[number];
    if (entry) return *entry;
    const RecordType* type = find_type(number);
    const std::string table = table_of(number);
    std::string columns;
    std::string marks;
    if (type != nullptr) {
        for (const auto& field : type->fields) {
            columns += quote_name(field.name) + ", ";
            marks += "?, ";
        }
    } else {
        columns = "type, ";
        marks = "?, ";
    }
    const auto statement = [this](const std::string& sql) {
        return SQLite::Statement(database_, sql);
    };
    entry = std::make_shared<Prepared>(Prepared{
        type,
        statement("SELECT " + columns + "_scope, _position, _state FROM " + table +
                  " WHERE id = ?"),
        statement("INSERT OR REPLACE INTO " + table + "(" + columns +
                  "_scope, _position, _state, id, _version) VALUES (" + marks + "?, ?, ?, ?, ?)"),
        statement("DELETE FROM " + table + " WHERE id = ?"),
        statement("SELECT _scope FROM " + table + " WHERE id = ?")});
    return *entry;
}

std::optional<StoredRecord> RecordTables::load(TypeNumber number, const RecordId& id) {
    Prepared& statements = prepared(number);
    auto& load = statements.load;
    load.reset();
    bind_id(load, 1, id);
    if (!load.executeStep()) return std::nullopt;
    const RecordType* type = statements.type;
    const int first = type == nullptr ? 1 : static_cast<int>(type->fields.size());
    StoredRecord record;
    record.state.type = type == nullptr ? load.getColumn(0).getUInt() : number;
    record.state.id = id;
    record.scope = load.getColumn(first).getUInt();
    record.position = static_cast<std::uint64_t>(load.getColumn(first + 1).getInt64());
    const SQLite::Column state = load.getColumn(first + 2);
    std::string_view bytes(static_cast<const char*>(state.getBlob()),
                           static_cast<std::size_t>(state.getBytes()));
    const Fill fill = [type, &load](SlotNumber slot) {
        const auto fields = type == nullptr ? std::span<const Field* const>{} : type->slot(slot);
        const auto read = [&load](const Field& field) {
            return read_field(load.getColumn(static_cast<int>(field.number) - 1), field);
        };
        if (fields.empty()) return std::string{};
        if (!fields.front()->grouped()) return read(*fields.front());
        std::vector<FieldValue> members;
        for (const Field* field : fields) members.push_back({field->number, read(*field)});
        return join_group(std::move(members));
    };
    expect(read_state(bytes, record.state, origins_, &fill).has_value(),
           "a stored state reads back");
    load.reset();
    return record;
}

void RecordTables::store(const StoredRecord& record) {
    const RecordState& state = record.state;
    Prepared& statements = prepared(state.type);
    const RecordType* type = statements.type;
    auto& store = statements.store;
    store.reset();
    store.clearBindings();
    int index = 1;
    if (type == nullptr) {
        store.bind(index++, state.type);
    } else {
        for (const auto& field : type->fields) {
            if (field.is_set()) {
                bind_set(store, index++, field, elements_in_force(state, field.slot));
            } else {
                bind_field(store, index++, field, value_in_force(state, field));
            }
        }
    }
    const Elide elide = [type, &state](const Candidate& candidate) {
        return type != nullptr && readable_in_column(*type, state, candidate);
    };
    std::string bytes;
    append_state(bytes, state, origins_, {.with_early = true, .elide = &elide});
    store.bind(index++, record.scope);
    store.bind(index++, static_cast<std::int64_t>(record.position));
    store.bindNoCopy(index++, bytes.data(), static_cast<int>(bytes.size()));
    bind_id(store, index++, state.id);
    store.bind(index, version_of(state));
    store.exec();
    store.reset();
}

void RecordTables::remove(TypeNumber type, const RecordId& id) {
    auto& remove = prepared(type).remove;
    remove.reset();
    bind_id(remove, 1, id);
    remove.exec();
    remove.reset();
}

bool RecordTables::exists(TypeNumber type, const RecordId& id) {
    return scope_of(type, id).has_value();
}

std::optional<ScopeNumber> RecordTables::scope_of(TypeNumber type, const RecordId& id) {
    auto& exists = prepared(type).exists;
    exists.reset();
    bind_id(exists, 1, id);
    if (!exists.executeStep()) return std::nullopt;
    const ScopeNumber scope = exists.getColumn(0).getUInt();
    exists.reset();
    return scope;
}

std::vector<RecordId> RecordTables::all(TypeNumber type) {
    std::vector<RecordId> ids;
    SQLite::Statement read(database_, "SELECT id FROM " + table_of(type) + " ORDER BY id");
    while (read.executeStep()) ids.push_back(id_of(read.getColumn(0)));
    return ids;
}

std::vector<RecordId> RecordTables::where(TypeNumber type, const Field& field,
                                          std::string_view canonical_value) {
    std::vector<RecordId> ids;
    const bool absent = canonical_value.empty();
    SQLite::Statement read(database_, "SELECT id FROM " + table_of(type) + " WHERE " +
                                          quote_name(field.name) + (absent ? " IS NULL" : " = ?") +
                                          " ORDER BY id");
    const std::string value(canonical_value);
    if (!absent) bind_field(read, 1, field, value);
    while (read.executeStep()) ids.push_back(id_of(read.getColumn(0)));
    return ids;
}

std::vector<RecordId> RecordTables::in_scope(TypeNumber type, ScopeNumber scope) {
    std::vector<RecordId> ids;
    SQLite::Statement read(database_, "SELECT id FROM " + table_of(type) +
                                          " WHERE _scope = ? ORDER BY id");
    read.bind(1, scope);
    while (read.executeStep()) ids.push_back(id_of(read.getColumn(0)));
    return ids;
}

std::vector<TypeNumber> RecordTables::types_in_scope(ScopeNumber scope) {
    std::vector<TypeNumber> types;
    for (const auto& type : schema()) {
        SQLite::Statement read(
            database_, "SELECT 1 FROM " + quote_name(type.name) + " WHERE _scope = ? LIMIT 1");
        read.bind(1, scope);
        if (read.executeStep()) types.push_back(type.number);
    }
    SQLite::Statement read(database_, "SELECT DISTINCT type FROM unknown_record WHERE _scope = ?");
    read.bind(1, scope);
    while (read.executeStep()) types.push_back(read.getColumn(0).getUInt());
    return types;
}

Result<RecordId> RecordTables::resolve(TypeNumber number, std::string_view asked) {
    const RecordType* type = find_type(number);
    expect(type != nullptr, "a record is asked for by a type of this version");
    const std::string what = std::string(type->name) + " \"" + std::string(asked) + '"';
    if (const auto id = RecordId::parse(asked)) {
        if (exists(number, *id)) return *id;
        return refuse(Reason::unknown_record, "there is no " + what + " here");
    }
    const auto find = [this, asked](const std::string& sql) {
        std::vector<RecordId> found;
        SQLite::Statement read(database_, sql);
        read.bind(1, std::string(asked));
        while (read.executeStep()) found.push_back(id_of(read.getColumn(0)));
        return found;
    };
    std::vector<RecordId> found;
    if (type->find("code") != nullptr) {
        found = find("SELECT id FROM " + quote_name(type->name) + " WHERE code = ? LIMIT 2");
    }
    const bool is_tail =
        asked.size() >= 8 && asked.size() < 32 &&
        asked.find_first_not_of("0123456789abcdefABCDEF") == std::string_view::npos;
    if (found.empty() && is_tail) {
        found = find("SELECT id FROM " + quote_name(type->name) +
                     " WHERE substr(hex(id), -length(?1)) = upper(?1) LIMIT 2");
    }
    if (found.size() == 1) return found.front();
    if (found.empty()) return refuse(Reason::unknown_record, "there is no " + what + " here");
    return refuse(Reason::unknown_record, what + " is not unique: give the full id");
}

void RecordTables::create(SQLite::Database& database) {
    database.exec(R"(
        CREATE TABLE IF NOT EXISTS origin(
            number INTEGER PRIMARY KEY, writer BLOB NOT NULL, person BLOB NOT NULL,
            act INTEGER NOT NULL);
        CREATE TABLE IF NOT EXISTS unknown_record(
            id BLOB PRIMARY KEY, type INTEGER NOT NULL, _version TEXT, _scope INTEGER NOT NULL,
            _position INTEGER NOT NULL, _state BLOB NOT NULL) WITHOUT ROWID)");
    for (const auto& type : schema()) {
        std::string columns;
        for (const auto& field : type.fields) {
            columns += quote_name(field.name) + ' ' + std::string(column_type(field)) + ", ";
        }
        database.exec("CREATE TABLE IF NOT EXISTS " + quote_name(type.name) +
                      "(id BLOB PRIMARY KEY, " + columns +
                      "_version TEXT, _scope INTEGER NOT NULL, _position INTEGER NOT NULL, "
                      "_state BLOB NOT NULL) WITHOUT ROWID");
        for (const auto& field : type.fields) {
            SQLite::Statement present(database,
                                      "SELECT 1 FROM pragma_table_info(?) WHERE name = ?");
            present.bind(1, std::string(type.name));
            present.bind(2, std::string(field.name));
            if (present.executeStep()) continue;
            database.exec("ALTER TABLE " + quote_name(type.name) + " ADD COLUMN " +
                          quote_name(field.name) + ' ' + std::string(column_type(field)));
        }
    }
}

void RecordTables::create_indexes(SQLite::Database& database) {
    for (const auto& type : schema()) {
        const auto index = [&database, &type](std::string_view suffix, const std::string& columns) {
            database.exec("CREATE INDEX IF NOT EXISTS " +
                          quote_name(std::string(type.name) + '_' + std::string(suffix)) + " ON " +
                          quote_name(type.name) + '(' + columns + ')');
        };
        if (type.find("code") != nullptr) index("code", "code");
        const Field* root = type.scope_field == 0 ? nullptr : type.find(type.scope_field);
        if (root == nullptr) continue;
        const Field* date = type.find("date");
        const bool dated = date != nullptr && date->kind == Kind::date;
        index("by_scope_field", quote_name(root->name) + (dated ? ", date" : ""));
    }
}

void add_id_functions(SQLite::Database& database) {
    const auto to_blob = [](sqlite3_context* context, int, sqlite3_value** values) {
        const auto* text = reinterpret_cast<const char*>(sqlite3_value_text(values[0]));
        const auto id = text == nullptr ? std::nullopt : RecordId::parse(text);
        if (id) {
            sqlite3_result_blob(context, id->bytes.data(), 16, SQLITE_TRANSIENT);
        } else {
            sqlite3_result_null(context);
        }
    };
    const auto to_text = [](sqlite3_context* context, int, sqlite3_value** values) {
        const auto size = static_cast<std::size_t>(sqlite3_value_bytes(values[0]));
        const auto* bytes = static_cast<const char*>(sqlite3_value_blob(values[0]));
        const auto id = RecordId::from_view({bytes, bytes == nullptr ? 0 : size});
        if (id) {
            sqlite3_result_text(context, id->text().c_str(), -1, SQLITE_TRANSIENT);
        } else {
            sqlite3_result_null(context);
        }
    };
    constexpr int flags = SQLITE_UTF8 | SQLITE_DETERMINISTIC;
    sqlite3_create_function(database.getHandle(), "uuid", 1, flags, nullptr, to_blob, nullptr,
                            nullptr);
    sqlite3_create_function(database.getHandle(), "uuid_text", 1, flags, nullptr, to_text, nullptr,
                            nullptr);
}

}  // namespace veldwerk::carriage
