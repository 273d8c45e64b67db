// SPDX-License-Identifier: EUPL-1.2
// Transactions, records, scopes and feeds; history and writers are in sqlite_history.cpp.
#include "daemon/ledger/sqlite_ledger.hpp"

#include <filesystem>

#include "daemon/ledger/sqlite_rows.hpp"
#include "daemon/ledger/sqlite_tables.hpp"

namespace veldwerk::office {

SqliteLedger::SqliteLedger(const std::string& path, bool create) {
    if (!create && !std::filesystem::exists(path)) {
        throw std::runtime_error("there is no ledger at " + path +
                                 ": make one with veldwerkd init");
    }
    database_ = carriage::open_database(path, {.create = create, .cache_kib = 64 * 1024});
    // The log stays at length: a commit then overwrites instead of growing the file, which saves
    // about a third of its time.
    database_->exec("PRAGMA wal_autocheckpoint = 4000");
    carriage::WriteTransaction making(*database_);
    carriage::RecordTables::create(*database_);
    carriage::RecordTables::create_indexes(*database_);
    database_->exec(ledger_tables);
    making.commit();
    tables_ = std::make_unique<carriage::RecordTables>(*database_);
}

SqliteLedger::~SqliteLedger() = default;

SQLite::Statement& SqliteLedger::statement(const char* sql) {
    auto& prepared = statements_[sql];
    if (!prepared) {
        prepared = std::make_unique<SQLite::Statement>(*database_, sql);
    } else {
        prepared->tryReset();
        prepared->clearBindings();
    }
    return *prepared;
}

void SqliteLedger::forget_memory() {
    writer_numbers_.clear();
    scope_numbers_.clear();
    tables_->origins().reload();
}

void SqliteLedger::begin() {
    database_->exec("BEGIN IMMEDIATE");
    auto& read = statement("PRAGMA data_version");
    read.executeStep();
    const std::int64_t version = read.getColumn(0).getInt64();
    read.reset();
    if (version != data_version_) forget_memory();
    data_version_ = version;
}

void SqliteLedger::commit() {
    database_->exec("COMMIT");
    ++own_commits_;
}

void SqliteLedger::rollback() {
    for (auto& [sql, prepared] : statements_) prepared->tryReset();
    database_->tryExec("ROLLBACK");
    forget_memory();
}

void SqliteLedger::set_savepoint() { database_->exec("SAVEPOINT device"); }
void SqliteLedger::release_savepoint() { database_->exec("RELEASE device"); }

void SqliteLedger::rollback_to_savepoint() {
    for (auto& [sql, prepared] : statements_) prepared->tryReset();
    database_->exec("ROLLBACK TO device");
    database_->exec("RELEASE device");
    forget_memory();
}

std::uint64_t SqliteLedger::commits_seen() {
    auto& read = statement("PRAGMA data_version");
    read.executeStep();
    const auto version = static_cast<std::uint64_t>(read.getColumn(0).getInt64());
    read.reset();
    return (version << 32) + own_commits_;
}

Life SqliteLedger::life() {
    auto& read = statement(R"(SELECT epoch, parent, fork, writer, acts, position, safe_acts
                              FROM life WHERE current = 1)");
    Life life;
    if (read.executeStep()) {
        life.epoch = id_at<EpochId>(read, 0);
        life.parent = id_at<EpochId>(read, 1);
        life.fork = number_at(read, 2);
        life.writer = id_at<WriterId>(read, 3);
        life.acts = number_at(read, 4);
        life.position = number_at(read, 5);
        life.safe_acts = number_at(read, 6);
    }
    read.reset();
    return life;
}

void SqliteLedger::save_life(const Life& life) {
    auto& retire = statement("UPDATE life SET current = 0 WHERE current = 1 AND epoch <> ?");
    bind_id(retire, 1, life.epoch);
    retire.exec();
    auto& write = statement(R"(INSERT INTO life VALUES (?, ?, ?, ?, ?, ?, ?, 1)
        ON CONFLICT(epoch) DO UPDATE SET acts = excluded.acts, position = excluded.position,
            safe_acts = excluded.safe_acts)");
    bind_id(write, 1, life.epoch);
    bind_id(write, 2, life.parent);
    bind_number(write, 3, life.fork);
    bind_id(write, 4, life.writer);
    bind_number(write, 5, life.acts);
    bind_number(write, 6, life.position);
    bind_number(write, 7, life.safe_acts);
    write.exec();
}

std::optional<StoredRecord> SqliteLedger::load(TypeNumber type, const RecordId& id) {
    return tables_->load(type, id);
}

void SqliteLedger::store(const StoredRecord& record, std::uint64_t left_position) {
    if (record.state.candidates.empty()) {
        tables_->remove(record.state.type, record.state.id);
    } else {
        tables_->store(record);
    }
    if (left_position != 0) {
        auto& leave = statement("DELETE FROM feed WHERE scope = ? AND position = ?");
        leave.bind(1, record.scope);
        bind_number(leave, 2, left_position);
        leave.exec();
    }
    auto& join = statement("INSERT INTO feed(scope, position, type, record) VALUES (?, ?, ?, ?)");
    join.bind(1, record.scope);
    bind_number(join, 2, record.position);
    join.bind(3, record.state.type);
    bind_id(join, 4, record.state.id);
    join.exec();
}

bool SqliteLedger::exists(TypeNumber type, const RecordId& id) { return tables_->exists(type, id); }

std::optional<ScopeNumber> SqliteLedger::scope_of(TypeNumber type, const RecordId& id) {
    return tables_->scope_of(type, id);
}

std::vector<RecordId> SqliteLedger::all(TypeNumber type) { return tables_->all(type); }

std::vector<RecordId> SqliteLedger::where(TypeNumber type, const Field& field,
                                          std::string_view canonical_value) {
    return tables_->where(type, field, canonical_value);
}

std::vector<RecordId> SqliteLedger::on_date(TypeNumber type, const RecordId& root, CivilDate date) {
    const RecordType* record_type = find_type(type);
    const Field* field = record_type->find(record_type->scope_field);
    expect(field != nullptr && record_type->find("date") != nullptr, "a dated type under a root");
    static std::unordered_map<TypeNumber, std::string> texts;
    std::string& sql = texts[type];
    if (sql.empty()) {
        sql = "SELECT id FROM \"" + std::string(record_type->name) + "\" WHERE \"" +
              std::string(field->name) + "\" = ? AND date = ? ORDER BY id";
    }
    auto& read = statement(sql.c_str());
    bind_id(read, 1, root);
    read.bind(2, date.text());
    std::vector<RecordId> found;
    while (read.executeStep()) found.push_back(id_at<RecordId>(read, 0));
    read.reset();
    return found;
}

Result<RecordId> SqliteLedger::resolve(TypeNumber type, std::string_view asked) {
    return tables_->resolve(type, asked);
}

ScopeNumber SqliteLedger::scope_number(Scope kind, const RecordId& root) {
    const bool rooted = kind == Scope::participant || kind == Scope::coach;
    if (rooted) {
        const auto known = scope_numbers_.find(root);
        if (known != scope_numbers_.end()) return known->second;
    }
    auto& read = statement("SELECT number FROM scope WHERE kind = ? AND root = ?");
    read.bind(1, static_cast<int>(kind));
    bind_id(read, 2, root);
    ScopeNumber number = 0;
    if (read.executeStep()) {
        number = read.getColumn(0).getUInt();
        read.reset();
    } else {
        auto& write = statement(R"(INSERT INTO scope(kind, root, position, digest_high, digest_low)
                                   VALUES (?, ?, 0, 0, 0))");
        write.bind(1, static_cast<int>(kind));
        bind_id(write, 2, root);
        write.exec();
        number = static_cast<ScopeNumber>(database_->getLastInsertRowid());
    }
    if (rooted) scope_numbers_[root] = number;
    return number;
}

namespace {

ScopeRow scope_row(SQLite::Statement& read) {
    ScopeRow row;
    row.name.number = read.getColumn(0).getUInt();
    row.name.kind = static_cast<Scope>(read.getColumn(1).getInt());
    row.name.root = id_at<RecordId>(read, 2);
    row.position = number_at(read, 3);
    row.digest = {number_at(read, 4), number_at(read, 5)};
    return row;
}

}  // namespace

std::optional<ScopeRow> SqliteLedger::scope(ScopeNumber number) {
    auto& read = statement(R"(SELECT number, kind, root, position, digest_high, digest_low
                              FROM scope WHERE number = ?)");
    read.bind(1, number);
    if (!read.executeStep()) return std::nullopt;
    const ScopeRow row = scope_row(read);
    read.reset();
    return row;
}

std::vector<ScopeRow> SqliteLedger::scopes() {
    auto& read = statement(R"(SELECT number, kind, root, position, digest_high, digest_low
                              FROM scope ORDER BY number)");
    std::vector<ScopeRow> rows;
    while (read.executeStep()) rows.push_back(scope_row(read));
    read.reset();
    return rows;
}

void SqliteLedger::save_scope(const ScopeRow& scope) {
    auto& write = statement(R"(UPDATE scope SET position = ?, digest_high = ?, digest_low = ?
                               WHERE number = ?)");
    bind_number(write, 1, scope.position);
    bind_number(write, 2, scope.digest.high);
    bind_number(write, 3, scope.digest.low);
    write.bind(4, scope.name.number);
    write.exec();
}

void SqliteLedger::read_feed(ScopeNumber scope, std::uint64_t after,
                             const std::function<bool(const FeedRef&)>& visit) {
    // Prepared anew: a visitor may read another scope's feed meanwhile.
    SQLite::Statement read(*database_, R"(SELECT position, type, record FROM feed
                              WHERE scope = ? AND position > ? ORDER BY position)");
    read.bind(1, scope);
    bind_number(read, 2, after);
    while (read.executeStep()) {
        const FeedRef ref{number_at(read, 0), read.getColumn(1).getUInt(),
                          id_at<RecordId>(read, 2)};
        if (!visit(ref)) break;
    }
}

}  // namespace veldwerk::office
