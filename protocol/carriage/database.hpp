// SPDX-License-Identifier: EUPL-1.2
// Opening an SQLite file the one way both houses do: write-ahead log, a busy timeout, foreign keys
// off (merging decides), and a key for a replica. One SQLite serves every program (DESIGN.md 6).
#pragma once

#include <SQLiteCpp/SQLiteCpp.h>

#include <array>
#include <chrono>
#include <memory>
#include <optional>
#include <string>

namespace veldwerk::carriage {

/// 32 raw bytes, from the app's key store. Never written beside the file.
using StoreKey = std::array<std::uint8_t, 32>;

struct OpenOptions {
    bool create = false;
    const StoreKey* key = nullptr;  ///< none: the file is plain
    bool durable = true;            ///< synchronous=FULL: on disk before a commit returns
    std::chrono::milliseconds busy_timeout{10'000};
    int cache_kib = 8 * 1024;
};

/// The file is not a database under this key: wrong or no key, or no replica at all. The file is
/// unharmed.
class WrongKey : public std::runtime_error {
public:
    using std::runtime_error::runtime_error;
};

/// Throws WrongKey, or SQLite::Exception when the world fails.
[[nodiscard]] std::unique_ptr<SQLite::Database> open_database(const std::string& path,
                                                              const OpenOptions& options);

/// Encrypts a keyed file anew, in place, under another key; a power cut leaves the one or the
/// other. False, and nothing done, while another connection has the file open. Outside a
/// transaction, and no statement in use.
[[nodiscard]] bool change_key(SQLite::Database& database, const StoreKey& key);

/// `BEGIN IMMEDIATE` ... commit, or roll back on the way out. A deferred transaction that turns
/// writer fails at once beside another writer; this one waits its turn.
class WriteTransaction {
public:
    explicit WriteTransaction(SQLite::Database& database);
    ~WriteTransaction();
    WriteTransaction(const WriteTransaction&) = delete;
    WriteTransaction& operator=(const WriteTransaction&) = delete;
    void commit();

private:
    SQLite::Database& database_;
    bool open_ = true;
};

}  // namespace veldwerk::carriage
