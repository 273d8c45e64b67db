// SPDX-License-Identifier: EUPL-1.2
#include "tests/bench/control.hpp"

#include <sqlite3.h>

#include <array>
#include <random>
#include <stdexcept>
#include <string>
#include <vector>

namespace veldwerk::bench {
namespace {

using RowId = std::array<unsigned char, 16>;

void run(sqlite3* database, const char* sql) {
    if (sqlite3_exec(database, sql, nullptr, nullptr, nullptr) != SQLITE_OK) {
        throw std::runtime_error(std::string("the control: ") + sqlite3_errmsg(database));
    }
}

void step(sqlite3_stmt* statement) {
    if (sqlite3_step(statement) != SQLITE_DONE) throw std::runtime_error("the control stopped");
    sqlite3_reset(statement);
}

RowId random_id(std::mt19937_64& luck) {
    RowId id{};
    for (auto& byte : id) byte = static_cast<unsigned char>(luck());
    return id;
}

}  // namespace

struct Control::Parts {
    sqlite3* database = nullptr;
    std::vector<RowId> ids;
    std::mt19937_64 luck{42};
};

Control::Control(const std::filesystem::path& file) : file_(file), parts_(new Parts) {
    for (const char* suffix : {"", "-wal", "-shm"}) std::filesystem::remove(file.string() + suffix);
    sqlite3_open(file.c_str(), &parts_->database);
    run(parts_->database, "PRAGMA journal_mode = WAL");
    run(parts_->database, "PRAGMA synchronous = FULL");
    run(parts_->database, R"(CREATE TABLE attendance(
        id BLOB PRIMARY KEY, placement_id BLOB, day TEXT, status TEXT, minutes INTEGER, note TEXT,
        source TEXT, updated_by BLOB) WITHOUT ROWID)");
}

Control::~Control() {
    sqlite3_close(parts_->database);
    delete parts_;
}

void Control::insert(std::size_t rows) {
    std::vector<RowId> placements;
    for (int i = 0; i < 2'000; ++i) placements.push_back(random_id(parts_->luck));
    const RowId writer = random_id(parts_->luck);
    sqlite3_stmt* insert = nullptr;
    sqlite3_prepare_v2(parts_->database, "INSERT INTO attendance VALUES (?, ?, ?, ?, ?, ?, ?, ?)",
                       -1, &insert, nullptr);
    run(parts_->database, "BEGIN IMMEDIATE");
    for (std::size_t i = 0; i < rows; ++i) {
        const RowId id = random_id(parts_->luck);
        const std::string day =
            "2026-" + std::to_string(10 + i % 3) + '-' + std::to_string(10 + i % 20);
        const std::string note = "note " + std::to_string(parts_->luck() % 1'000'000'000'000'000);
        sqlite3_bind_blob(insert, 1, id.data(), 16, SQLITE_STATIC);
        sqlite3_bind_blob(insert, 2, placements[i % placements.size()].data(), 16, SQLITE_STATIC);
        sqlite3_bind_text(insert, 3, day.c_str(), -1, SQLITE_STATIC);
        sqlite3_bind_text(insert, 4, "present", -1, SQLITE_STATIC);
        sqlite3_bind_int64(insert, 5, 480);
        sqlite3_bind_text(insert, 6, note.c_str(), -1, SQLITE_STATIC);
        sqlite3_bind_text(insert, 7, "seen", -1, SQLITE_STATIC);
        sqlite3_bind_blob(insert, 8, writer.data(), 16, SQLITE_STATIC);
        step(insert);
        parts_->ids.push_back(id);
    }
    run(parts_->database, "COMMIT");
    sqlite3_finalize(insert);
}

void Control::update(std::size_t transactions, std::size_t rows_each) {
    sqlite3_stmt* update = nullptr;
    sqlite3_prepare_v2(parts_->database, "UPDATE attendance SET minutes = ? WHERE id = ?", -1,
                       &update, nullptr);
    for (std::size_t t = 0; t < transactions; ++t) {
        run(parts_->database, "BEGIN IMMEDIATE");
        for (std::size_t i = 0; i < rows_each; ++i) {
            const RowId& id = parts_->ids[parts_->luck() % parts_->ids.size()];
            sqlite3_bind_int64(update, 1, static_cast<sqlite3_int64>(parts_->luck() % 480));
            sqlite3_bind_blob(update, 2, id.data(), 16, SQLITE_STATIC);
            step(update);
        }
        run(parts_->database, "COMMIT");
    }
    sqlite3_finalize(update);
}

std::size_t Control::file_bytes() const {
    sqlite3_wal_checkpoint_v2(parts_->database, nullptr, SQLITE_CHECKPOINT_TRUNCATE, nullptr,
                              nullptr);
    return std::filesystem::file_size(file_);
}

}  // namespace veldwerk::bench
