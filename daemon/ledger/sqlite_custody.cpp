// SPDX-License-Identifier: EUPL-1.2
// What is kept of devices beside their rows as writers: receipts, certificates on their way, work
// of blocked ones, and the look-ups that a quarantine asks of the history.
#include "daemon/ledger/sqlite_ledger.hpp"
#include "daemon/ledger/sqlite_rows.hpp"

namespace veldwerk::office {
namespace {

// Answers get lost, so several may be on their way to a device, and it shows any of them.
constexpr std::uint64_t next_certificates_max = 8;

}  // namespace

WriterReceipt SqliteLedger::receipt(const WriterId& writer) {
    auto& read = statement("SELECT * FROM receipt WHERE writer = ?");
    bind_id(read, 1, writer);
    WriterReceipt receipt;
    if (!read.executeStep()) return receipt;
    receipt.offered = {id_at<EpochId>(read, 1), number_at(read, 2)};
    receipt.offered_position = number_at(read, 3);
    receipt.acknowledged = {id_at<EpochId>(read, 4), number_at(read, 5)};
    receipt.acknowledged_at = number_at(read, 6);
    receipt.highest = {id_at<EpochId>(read, 7), number_at(read, 8)};
    receipt.excused = number_at(read, 9);
    receipt.old_syncs = number_at(read, 10);
    receipt.offered_counter = number_at(read, 11);
    receipt.settled = number_at(read, 12);
    read.reset();
    return receipt;
}

void SqliteLedger::save_receipt(const WriterId& writer, const WriterReceipt& receipt) {
    auto& write = statement(
        "INSERT OR REPLACE INTO receipt VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)");
    bind_id(write, 1, writer);
    bind_id(write, 2, receipt.offered.epoch);
    bind_number(write, 3, receipt.offered.position);
    bind_number(write, 4, receipt.offered_position);
    bind_id(write, 5, receipt.acknowledged.epoch);
    bind_number(write, 6, receipt.acknowledged.position);
    bind_number(write, 7, receipt.acknowledged_at);
    bind_id(write, 8, receipt.highest.epoch);
    bind_number(write, 9, receipt.highest.position);
    bind_number(write, 10, receipt.excused);
    bind_number(write, 11, receipt.old_syncs);
    bind_number(write, 12, receipt.offered_counter);
    bind_number(write, 13, receipt.settled);
    write.exec();
}

void SqliteLedger::save_next_certificate(const WriterId& writer, std::string_view fingerprint) {
    auto& count = statement("SELECT count(*) FROM next_certificate WHERE writer = ?");
    bind_id(count, 1, writer);
    const bool full = count.executeStep() && number_at(count, 0) >= next_certificates_max;
    count.reset();
    if (fingerprint.empty() || full) {
        auto& forget = statement("DELETE FROM next_certificate WHERE writer = ?");
        bind_id(forget, 1, writer);
        forget.exec();
    }
    if (fingerprint.empty()) return;
    auto& write = statement("INSERT OR REPLACE INTO next_certificate VALUES (?, ?)");
    write.bind(1, std::string(fingerprint));
    bind_id(write, 2, writer);
    write.exec();
}

void SqliteLedger::hold(const Stamp& stamp, std::string_view bytes) {
    auto& write = statement("INSERT OR REPLACE INTO held VALUES (?, ?, ?)");
    bind_id(write, 1, stamp.writer);
    bind_number(write, 2, stamp.counter);
    write.bind(3, bytes.data(), static_cast<int>(bytes.size()));
    write.exec();
}

std::vector<HeldChange> SqliteLedger::held() {
    auto& read = statement("SELECT writer, counter, bytes FROM held ORDER BY writer, counter");
    std::vector<HeldChange> all;
    while (read.executeStep()) {
        all.push_back({{id_at<WriterId>(read, 0), number_at(read, 1)},
                       read.getColumn(2).getString()});
    }
    read.reset();
    return all;
}

std::uint64_t SqliteLedger::held_count(const WriterId& writer) {
    auto& read = statement("SELECT count(*) FROM held WHERE writer = ?");
    bind_id(read, 1, writer);
    read.executeStep();
    const std::uint64_t count = number_at(read, 0);
    read.reset();
    return count;
}

void SqliteLedger::let_go(const WriterId& writer) {
    auto& forget = statement("DELETE FROM held WHERE writer = ?");
    bind_id(forget, 1, writer);
    forget.exec();
}

std::vector<Stamp> SqliteLedger::with_id(std::uint64_t id) {
    auto& read = statement(R"(SELECT w.writer, c.counter FROM change c
        JOIN writer w ON w.number = c.writer WHERE c.id = ? ORDER BY w.writer, c.counter)");
    bind_number(read, 1, id);
    std::vector<Stamp> stamps;
    while (read.executeStep()) stamps.push_back({id_at<WriterId>(read, 0), number_at(read, 1)});
    read.reset();
    return stamps;
}

std::vector<StoredChange> SqliteLedger::all_refused() {
    std::vector<Stamp> stamps;
    auto& read = statement(R"(SELECT w.writer, c.counter FROM change c
        JOIN writer w ON w.number = c.writer
        WHERE c.standing = 3 AND c.standing <> 1 ORDER BY c.writer, c.counter)");
    while (read.executeStep()) stamps.push_back({id_at<WriterId>(read, 0), number_at(read, 1)});
    read.reset();
    std::vector<StoredChange> changes;
    for (const auto& stamp : stamps) changes.push_back(find_change(stamp).value());
    return changes;
}

}  // namespace veldwerk::office
