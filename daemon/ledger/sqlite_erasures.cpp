// SPDX-License-Identifier: EUPL-1.2
// Who is erased, how far devices came, and the cleaning of the file itself. Freed bytes are
// overwritten as they are freed (secure_delete); but a page that was split may keep a copy of what
// moved to its neighbour, so an erasure ends with the whole file written anew.
#include "daemon/ledger/sqlite_ledger.hpp"
#include "daemon/ledger/sqlite_rows.hpp"

namespace veldwerk::office {

std::vector<ErasureRow> SqliteLedger::erasures() {
    auto& read = statement(R"(SELECT participant, erasure_order, position, scrubbed
                              FROM erasure ORDER BY participant)");
    std::vector<ErasureRow> rows;
    while (read.executeStep()) {
        rows.push_back({id_at<RecordId>(read, 0), id_at<RecordId>(read, 1), number_at(read, 2),
                        read.getColumn(3).getInt() != 0});
    }
    read.reset();
    return rows;
}

void SqliteLedger::save_erasure(const ErasureRow& row) {
    auto& write = statement(R"(INSERT INTO erasure VALUES (?, ?, ?, ?)
        ON CONFLICT(participant) DO UPDATE SET position = excluded.position,
            scrubbed = excluded.scrubbed)");
    bind_id(write, 1, row.participant);
    bind_id(write, 2, row.order);
    bind_number(write, 3, row.position);
    write.bind(4, row.scrubbed ? 1 : 0);
    write.exec();
}

void SqliteLedger::rewrite(const Stamp& stamp, std::string_view bytes) {
    auto& write = statement("UPDATE change SET bytes = ? WHERE writer = ? AND counter = ?");
    // A null pointer would bind NULL, and empty bytes are not absent ones.
    write.bindNoCopy(1, bytes.empty() ? "" : bytes.data(), static_cast<int>(bytes.size()));
    write.bind(2, writer_number(stamp.writer));
    bind_number(write, 3, stamp.counter);
    write.exec();
}

bool SqliteLedger::scrub() {
    statements_.clear();
    database_->exec("VACUUM");
    SQLite::Statement truncate(*database_, "PRAGMA wal_checkpoint(TRUNCATE)");
    return truncate.executeStep() && truncate.getColumn(0).getInt() == 0;
}

Cursor SqliteLedger::applied(const WriterId& writer) {
    auto& read = statement("SELECT epoch, position FROM applied WHERE writer = ?");
    bind_id(read, 1, writer);
    Cursor cursor;
    if (read.executeStep()) {
        cursor.epoch = id_at<EpochId>(read, 0);
        cursor.position = number_at(read, 1);
    }
    read.reset();
    return cursor;
}

void SqliteLedger::save_applied(const WriterId& writer, const Cursor& cursor) {
    auto& write = statement(R"(INSERT INTO applied VALUES (?, ?, ?)
        ON CONFLICT(writer) DO UPDATE SET epoch = excluded.epoch, position = excluded.position)");
    bind_id(write, 1, writer);
    bind_id(write, 2, cursor.epoch);
    bind_number(write, 3, cursor.position);
    write.exec();
}

}  // namespace veldwerk::office
