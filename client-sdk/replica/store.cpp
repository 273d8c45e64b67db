// SPDX-License-Identifier: EUPL-1.2
#include "client-sdk/replica/store.hpp"

namespace veldwerk::device {
namespace {

/// The replica's own tables, beside those of the records.
///   bearing     who this device is and how far it came (bearings.hpp)
///   own_change  every change made here, from the save until it is safe (own_changes.hpp)
///   layer       what lies under a shown record (layers.hpp)
///   scope       the scopes held, with the digest of their confirmed records
///   staged      batches of a large pull, as received
constexpr const char* create_tables = R"sql(
    CREATE TABLE IF NOT EXISTS bearing(name TEXT PRIMARY KEY, value BLOB NOT NULL) WITHOUT ROWID;
    CREATE TABLE IF NOT EXISTS own_change(
        counter INTEGER PRIMARY KEY, state INTEGER NOT NULL, reason INTEGER NOT NULL DEFAULT 0,
        detail BLOB NOT NULL DEFAULT '', chain BLOB NOT NULL, bytes BLOB NOT NULL);
    CREATE TABLE IF NOT EXISTS layer(
        record BLOB PRIMARY KEY, type INTEGER NOT NULL, past BLOB NOT NULL, own BLOB NOT NULL,
        scope INTEGER, confirmed BLOB) WITHOUT ROWID;
    CREATE TABLE IF NOT EXISTS scope(
        number INTEGER PRIMARY KEY, kind INTEGER NOT NULL, root BLOB NOT NULL,
        digest BLOB NOT NULL);
    CREATE TABLE IF NOT EXISTS staged(sequence INTEGER PRIMARY KEY, batch BLOB NOT NULL);
)sql";

/// Added later, so older replicas lack them.
///   erased      participants whose erasure was obeyed
///   whose       the participant of a record that an own change wrote and the replica may lack
constexpr const char* create_erasure_tables = R"sql(
    CREATE TABLE IF NOT EXISTS erased(participant BLOB PRIMARY KEY) WITHOUT ROWID;
    CREATE TABLE IF NOT EXISTS whose(
        record BLOB PRIMARY KEY, participant BLOB NOT NULL) WITHOUT ROWID;
)sql";

constexpr const char* count_origins = "SELECT coalesce(max(number) + 1, 0) FROM origin";

}  // namespace

Store::Store(std::unique_ptr<SQLite::Database> database, std::string path, Luck luck)
    : database_(std::move(database)), path_(std::move(path)), luck_(std::move(luck)) {
    if (!database_->tableExists("bearing")) {
        carriage::WriteTransaction transaction(*database_);
        carriage::RecordTables::create(*database_);
        database_->exec(create_tables);
        transaction.commit();
    }
    if (!database_->tableExists("whose")) {
        carriage::WriteTransaction transaction(*database_);
        database_->exec(create_erasure_tables);
        transaction.commit();
    }
    records_ = std::make_unique<carriage::RecordTables>(*database_);
}

SQLite::Statement& Store::prepared(const char* sql) {
    const auto found = statements_.find(sql);
    if (found != statements_.end()) return found->second;
    return statements_.try_emplace(sql, *database_, sql).first->second;
}

std::uint64_t Store::random_number() const {
    std::uint64_t number = 0;
    luck_(&number, sizeof number);
    return number;
}

void Store::see_others() {
    Loan loan = ask(count_origins);
    loan.step();
    const bool same = loan.counter(0) == records_->origins().all().size();
    if (same && memory_trusted_) return;
    records_->origins().reload();
    memory_trusted_ = true;
}

}  // namespace veldwerk::device
