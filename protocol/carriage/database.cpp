// SPDX-License-Identifier: EUPL-1.2
#include "protocol/carriage/database.hpp"

#include <sqlite3.h>

#include <string>

namespace veldwerk::carriage {
namespace {

/// The raw-key form of SQLite3 Multiple Ciphers: no passphrase, so no key derivation.
std::string raw_key_text(const StoreKey& key) {
    constexpr std::string_view hex_digits = "0123456789abcdef";
    std::string text = "raw:";
    for (const std::uint8_t byte : key) {
        text.push_back(hex_digits[byte >> 4]);
        text.push_back(hex_digits[byte & 15]);
    }
    return text;
}

void use_key(SQLite::Database& database, const StoreKey& key) {
    // AEGIS is nearly free where the processor has AES (DESIGN.md 6).
    database.exec("PRAGMA cipher = 'aegis'");
    std::string text = raw_key_text(key);
    const int result =
        sqlite3_key(database.getHandle(), text.data(), static_cast<int>(text.size()));
    text.assign(text.size(), '\0');
    if (result != SQLITE_OK) throw WrongKey("the key was not taken");
}

/// The first read tells whether the key fits.
void check_readable(SQLite::Database& database) {
    try {
        SQLite::Statement(database, "SELECT count(*) FROM sqlite_master").executeStep();
    } catch (const SQLite::Exception& error) {
        if (error.getErrorCode() == SQLITE_NOTADB) {
            throw WrongKey("the file cannot be read with this key");
        }
        throw;
    }
}

}  // namespace

std::unique_ptr<SQLite::Database> open_database(const std::string& path,
                                                const OpenOptions& options) {
    int flags = SQLite::OPEN_READWRITE;
    if (options.create) flags |= SQLite::OPEN_CREATE;
    auto database = std::make_unique<SQLite::Database>(
        path, flags, static_cast<int>(options.busy_timeout.count()));
    if (options.key != nullptr) use_key(*database, *options.key);
    check_readable(*database);
    database->exec("PRAGMA journal_mode = WAL");
    database->exec(options.durable ? "PRAGMA synchronous = FULL" : "PRAGMA synchronous = NORMAL");
    database->exec("PRAGMA foreign_keys = OFF");
    database->exec("PRAGMA temp_store = MEMORY");
    database->exec("PRAGMA secure_delete = ON");
    database->exec("PRAGMA cache_size = -" + std::to_string(options.cache_kib));
    return database;
}

bool change_key(SQLite::Database& database, const StoreKey& key) {
    // A file with a write-ahead log cannot be encrypted anew; and who leaves the log is alone.
    if (database.tryExec("PRAGMA wal_checkpoint(TRUNCATE)") != SQLite::OK ||
        database.tryExec("PRAGMA journal_mode = DELETE") != SQLite::OK) {
        return false;
    }
    std::string text = raw_key_text(key);
    const int result =
        sqlite3_rekey(database.getHandle(), text.data(), static_cast<int>(text.size()));
    text.assign(text.size(), '\0');
    const bool changed = result == SQLITE_OK;
    const std::string why = changed ? "" : sqlite3_errmsg(database.getHandle());
    database.exec("PRAGMA journal_mode = WAL");
    if (!changed) throw std::runtime_error("the file could not be encrypted anew: " + why);
    return true;
}

WriteTransaction::WriteTransaction(SQLite::Database& database) : database_(database) {
    database_.exec("BEGIN IMMEDIATE");
}

WriteTransaction::~WriteTransaction() {
    // A commit that failed may have rolled back by itself; a second rollback then says so, and
    // there is nothing left to undo.
    if (open_) database_.tryExec("ROLLBACK");
}

void WriteTransaction::commit() {
    database_.exec("COMMIT");
    open_ = false;
}

}  // namespace veldwerk::carriage
