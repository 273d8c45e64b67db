// SPDX-License-Identifier: EUPL-1.2
// What had come in when each night was settled.
#include "daemon/ledger/sqlite_ledger.hpp"
#include "daemon/ledger/sqlite_rows.hpp"

namespace veldwerk::office {
namespace {

NightRow read_night(SQLite::Statement& read, CivilDate date) {
    NightRow night{date, {}};
    read.bind(1, date.days);
    while (read.executeStep()) {
        night.received.push_back({id_at<WriterId>(read, 0), number_at(read, 1)});
    }
    read.reset();
    return night;
}

}  // namespace

std::optional<NightRow> SqliteLedger::night(CivilDate date) {
    NightRow night = read_night(
        statement("SELECT writer, counter FROM night WHERE date = ? ORDER BY writer"), date);
    return night.received.empty() ? std::nullopt : std::optional(std::move(night));
}

std::optional<NightRow> SqliteLedger::night_before(CivilDate date) {
    auto& read = statement("SELECT max(date) FROM night WHERE date < ?");
    read.bind(1, date.days);
    const bool found = read.executeStep() && !read.getColumn(0).isNull();
    const CivilDate before{found ? read.getColumn(0).getInt() : 0};
    read.reset();
    return found ? night(before) : std::nullopt;
}

void SqliteLedger::save_night(const NightRow& night) {
    expect(!night.received.empty(), "the office's own writer is among those of a night");
    // A morning asks for the night before it, and whoever comes back from a year away for no more.
    constexpr std::int32_t days_kept = 366;
    auto& forget = statement("DELETE FROM night WHERE date < ?");
    forget.bind(1, night.date.plus(-days_kept).days);
    forget.exec();
    auto& write = statement("INSERT INTO night VALUES (?, ?, ?)");
    for (const auto& last : night.received) {
        write.reset();
        write.bind(1, night.date.days);
        bind_id(write, 2, last.writer);
        bind_number(write, 3, last.counter);
        write.exec();
    }
}

}  // namespace veldwerk::office
