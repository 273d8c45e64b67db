// SPDX-License-Identifier: EUPL-1.2
// What a check asks of the store: whether its file is sound, a copy of it, and to forget what can
// be rebuilt.
#include <filesystem>

#include "daemon/ledger/sqlite_ledger.hpp"

namespace veldwerk::office {

void SqliteLedger::forget_derived() {
    for (const auto& type : schema()) {
        database_->exec("DELETE FROM \"" + std::string(type.name) + '"');
    }
    database_->exec(R"(DELETE FROM unknown_record; DELETE FROM feed; DELETE FROM discarded;
        DELETE FROM granted; DELETE FROM erasure;
        UPDATE scope SET position = 0, digest_high = 0, digest_low = 0)");
}

void SqliteLedger::forget_history() { database_->exec("DELETE FROM change"); }

std::vector<std::string> SqliteLedger::check_store() {
    std::vector<std::string> faults;
    SQLite::Statement check(*database_, "PRAGMA integrity_check");
    while (check.executeStep()) {
        std::string finding = check.getColumn(0).getString();
        if (finding != "ok") faults.push_back("the file: " + finding);
    }
    return faults;
}

std::unique_ptr<Ledger> SqliteLedger::copy_to(const std::string& path) {
    if (std::filesystem::exists(path)) throw std::runtime_error("there is a file at " + path);
    SQLite::Statement copy(*database_, "VACUUM INTO ?");
    copy.bind(1, path);
    copy.exec();
    return std::make_unique<SqliteLedger>(path, false);
}

}  // namespace veldwerk::office
