// SPDX-License-Identifier: EUPL-1.2
// The open file and what every part of the replica works on: the connection, the record tables, and
// a cache of prepared statements, so that a save costs one commit and little else.
#pragma once

#include "client-sdk/replica/replica.hpp"
#include "protocol/carriage/record_tables.hpp"

#include <SQLiteCpp/SQLiteCpp.h>

#include <cstdint>
#include <memory>
#include <string>
#include <string_view>
#include <unordered_map>

namespace veldwerk::device {

/// A prepared statement on loan: bound in order, reset at the end of its scope. Never two loans of
/// one statement at once. What `bind` is given must outlive the next `step`.
class Loan {
public:
    template <class... Values>
    explicit Loan(SQLite::Statement& statement, const Values&... values) : statement_(statement) {
        (bind(values), ...);
    }
    ~Loan() { statement_.tryReset(); }
    Loan(const Loan&) = delete;
    Loan& operator=(const Loan&) = delete;

    /// True while there is a row.
    bool step() { return statement_.executeStep(); }

    [[nodiscard]] std::int64_t integer(int column) {
        return statement_.getColumn(column).getInt64();
    }
    [[nodiscard]] std::uint64_t counter(int column) {
        return static_cast<std::uint64_t>(integer(column));
    }
    [[nodiscard]] std::uint32_t number(int column) {
        return static_cast<std::uint32_t>(integer(column));
    }
    [[nodiscard]] std::string bytes(int column) { return statement_.getColumn(column).getString(); }
    [[nodiscard]] bool absent(int column) { return statement_.isColumnNull(column); }
    [[nodiscard]] RecordId record(int column) {
        return RecordId::from_view(bytes(column)).value_or(RecordId{});
    }

private:
    void bind(std::int64_t number) { statement_.bind(next_++, number); }
    void bind(std::uint64_t number) { bind(static_cast<std::int64_t>(number)); }
    void bind(std::uint32_t number) { bind(static_cast<std::int64_t>(number)); }
    void bind(std::string_view blob) {
        // A null pointer would bind NULL, and empty bytes are not absent ones.
        const char* bytes = blob.empty() ? "" : blob.data();
        statement_.bindNoCopy(next_++, bytes, static_cast<int>(blob.size()));
    }
    void bind(std::nullptr_t) { statement_.bind(next_++); }
    template <class Tag>
    void bind(const Id<Tag>& id) {
        bind(id.view());
    }

    SQLite::Statement& statement_;
    int next_ = 1;
};

class Store {
public:
    /// Creates the tables where they are missing.
    Store(std::unique_ptr<SQLite::Database> database, std::string path, Luck luck);

    [[nodiscard]] SQLite::Database& database() { return *database_; }
    [[nodiscard]] carriage::RecordTables& records() { return *records_; }
    [[nodiscard]] const std::string& path() const { return path_; }

    /// `sql` is a named constant: its address is its name in the cache.
    template <class... Values>
    [[nodiscard]] Loan ask(const char* sql, const Values&... values) {
        return Loan(prepared(sql), values...);
    }
    /// For statements without a result.
    template <class... Values>
    void run(const char* sql, const Values&... values) {
        Loan(prepared(sql), values...).step();
    }

    void fill(void* bytes, std::size_t count) const { luck_(bytes, count); }
    [[nodiscard]] std::uint64_t random_number() const;

    /// Reads the origins again if another handle added some. Within a transaction.
    void see_others();
    /// After a rollback the memory may be ahead of the file.
    void distrust_memory() { memory_trusted_ = false; }
    /// Lets go of all statements, so that the connection can be closed or tables dropped.
    void forget_statements() { statements_.clear(); }

private:
    SQLite::Statement& prepared(const char* sql);

    std::unique_ptr<SQLite::Database> database_;
    std::string path_;
    Luck luck_;
    std::unordered_map<const char*, SQLite::Statement> statements_;
    std::unique_ptr<carriage::RecordTables> records_;
    bool memory_trusted_ = true;
};

/// One write transaction: all of it or, without `commit`, nothing.
class Turn {
public:
    explicit Turn(Store& store) : store_(store), transaction_(store.database()) {
        store_.see_others();
    }
    ~Turn() {
        if (!committed_) store_.distrust_memory();
    }
    Turn(const Turn&) = delete;
    Turn& operator=(const Turn&) = delete;
    void commit() {
        transaction_.commit();
        committed_ = true;
    }

private:
    Store& store_;
    carriage::WriteTransaction transaction_;
    bool committed_ = false;
};

/// One consistent view for several reads.
class Glance {
public:
    explicit Glance(Store& store) : database_(store.database()) {
        database_.exec("BEGIN");
        try {
            store.see_others();
        } catch (...) {
            database_.tryExec("ROLLBACK");
            throw;
        }
    }
    ~Glance() { database_.tryExec("ROLLBACK"); }
    Glance(const Glance&) = delete;
    Glance& operator=(const Glance&) = delete;

private:
    SQLite::Database& database_;
};

}  // namespace veldwerk::device
