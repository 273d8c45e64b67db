// SPDX-License-Identifier: EUPL-1.2
// The lives of a ledger, and what somebody knows of other writers that it may lack.
#include "daemon/ledger/sqlite_ledger.hpp"
#include "daemon/ledger/sqlite_rows.hpp"

namespace veldwerk::office {

std::vector<LifeSpan> SqliteLedger::lives() {
    auto& read = statement("SELECT epoch, parent, fork, writer, acts, safe_acts FROM life");
    std::vector<LifeSpan> lives;
    while (read.executeStep()) {
        lives.push_back({id_at<EpochId>(read, 0), id_at<EpochId>(read, 1), number_at(read, 2),
                         id_at<WriterId>(read, 3), number_at(read, 4), number_at(read, 5)});
    }
    read.reset();
    return lives;
}

void SqliteLedger::save_safe_acts(const WriterId& writer, std::uint64_t acts) {
    auto& write = statement("UPDATE life SET safe_acts = ? WHERE writer = ?");
    bind_number(write, 1, acts);
    bind_id(write, 2, writer);
    write.exec();
}

void SqliteLedger::note_known(const Stamp& stamp) {
    auto& write = statement(R"(INSERT INTO known VALUES (?, ?)
        ON CONFLICT(writer) DO UPDATE SET counter = max(counter, excluded.counter))");
    bind_id(write, 1, stamp.writer);
    bind_number(write, 2, stamp.counter);
    write.exec();
}

std::vector<Stamp> SqliteLedger::known() {
    auto& read = statement("SELECT writer, counter FROM known ORDER BY writer");
    std::vector<Stamp> stamps;
    while (read.executeStep()) stamps.push_back({id_at<WriterId>(read, 0), number_at(read, 1)});
    read.reset();
    return stamps;
}

void SqliteLedger::withdraw_invitations() {
    statement("UPDATE invitation SET used = 1 WHERE used = 0").exec();
}

}  // namespace veldwerk::office
