// SPDX-License-Identifier: EUPL-1.2
// The history of changes, writers with their receipts, invitations and caseloads.
#include "daemon/ledger/sqlite_ledger.hpp"
#include "daemon/ledger/sqlite_rows.hpp"

namespace veldwerk::office {
namespace {

template <std::size_t Size>
void bind_bytes(SQLite::Statement& statement, int index,
                const std::array<std::uint8_t, Size>& bytes) {
    statement.bind(index, bytes.data(), static_cast<int>(bytes.size()));
}

template <std::size_t Size>
std::array<std::uint8_t, Size> bytes_at(SQLite::Statement& statement, int column) {
    std::array<std::uint8_t, Size> bytes{};
    const std::string read = statement.getColumn(column).getString();
    if (read.size() == Size) std::memcpy(bytes.data(), read.data(), Size);
    return bytes;
}

StoredChange change_row(SQLite::Statement& read) {
    StoredChange change;
    change.stamp = {id_at<WriterId>(read, 0), number_at(read, 1)};
    change.standing = static_cast<Standing>(read.getColumn(2).getInt());
    change.id = number_at(read, 3);
    change.bytes = read.getColumn(4).getString();
    change.refusal.reason = static_cast<Reason>(read.getColumn(5).getInt());
    change.refusal.detail = read.getColumn(6).getString();
    change.twin_of = {id_at<WriterId>(read, 7), number_at(read, 8)};
    change.waits_for = id_at<RecordId>(read, 9);
    return change;
}

WriterRow writer_row(SQLite::Statement& read) {
    WriterRow row;
    row.writer = id_at<WriterId>(read, 0);
    row.device = id_at<RecordId>(read, 1);
    row.person = id_at<RecordId>(read, 2);
    row.received = number_at(read, 3);
    row.chain = bytes_at<16>(read, 4);
    row.safe = number_at(read, 5);
    row.shown = {number_at(read, 6), bytes_at<16>(read, 7)};
    row.pending = {number_at(read, 8), bytes_at<16>(read, 9)};
    row.fingerprint = read.getColumn(10).getString();
    row.last_contact_ms = read.getColumn(11).getInt64();
    row.app_version = read.getColumn(12).getString();
    row.schema = read.getColumn(13).getUInt();
    return row;
}

constexpr const char* select_writer = R"(
    SELECT writer, device, person, received, chain, safe, shown_number, shown_secret,
           pending_number, pending_secret, fingerprint, last_contact, app_version, schema
    FROM writer WHERE writer = ?)";
constexpr const char* select_writer_by_certificate = R"(
    SELECT writer, device, person, received, chain, safe, shown_number, shown_secret,
           pending_number, pending_secret, fingerprint, last_contact, app_version, schema
    FROM writer WHERE fingerprint = ?1
        OR writer = (SELECT writer FROM next_certificate WHERE fingerprint = ?1))";
constexpr const char* select_devices = R"(
    SELECT writer, device, person, received, chain, safe, shown_number, shown_secret,
           pending_number, pending_secret, fingerprint, last_contact, app_version, schema
    FROM writer WHERE device IS NOT NULL ORDER BY number)";

}  // namespace

std::int64_t SqliteLedger::writer_number(const WriterId& writer) {
    const auto known = writer_numbers_.find(writer);
    if (known != writer_numbers_.end()) return known->second;
    auto& add = statement("INSERT INTO writer(writer) VALUES (?) ON CONFLICT DO NOTHING");
    bind_id(add, 1, writer);
    add.exec();
    auto& read = statement("SELECT number FROM writer WHERE writer = ?");
    bind_id(read, 1, writer);
    expect(read.executeStep(), "a writer just added is there");
    const std::int64_t number = read.getColumn(0).getInt64();
    read.reset();
    writer_numbers_[writer] = number;
    return number;
}

void SqliteLedger::append(const StoredChange& change) {
    const std::int64_t writer = writer_number(change.stamp.writer);
    auto& write = statement(R"(INSERT INTO change(writer, counter, standing, id, bytes)
                               VALUES (?, ?, ?, ?, ?))");
    write.bind(1, writer);
    bind_number(write, 2, change.stamp.counter);
    write.bind(3, static_cast<int>(change.standing));
    bind_number(write, 4, change.id);
    write.bindNoCopy(5, change.bytes.data(), static_cast<int>(change.bytes.size()));
    write.exec();
    if (change.standing != Standing::in_effect) update(change);
}

void SqliteLedger::update(const StoredChange& change) {
    const std::int64_t writer = writer_number(change.stamp.writer);
    auto& write = statement(R"(UPDATE change SET standing = ?, reason = ?, detail = ?,
        twin_writer = ?, twin_counter = ?, waits_for = ? WHERE writer = ? AND counter = ?)");
    write.bind(1, static_cast<int>(change.standing));
    if (change.standing == Standing::refused) {
        write.bind(2, static_cast<int>(change.refusal.reason));
        write.bind(3, change.refusal.detail);
    } else if (change.standing == Standing::twin) {
        bind_id(write, 4, change.twin_of.writer);
        bind_number(write, 5, change.twin_of.counter);
    } else if (change.standing == Standing::parked) {
        bind_id(write, 6, change.waits_for);
    }
    write.bind(7, writer);
    bind_number(write, 8, change.stamp.counter);
    write.exec();
}

std::optional<StoredChange> SqliteLedger::find_change(const Stamp& stamp) {
    auto& read = statement(R"(SELECT w.writer, c.counter, c.standing, c.id, c.bytes, c.reason,
            c.detail, c.twin_writer, c.twin_counter, c.waits_for
        FROM change c JOIN writer w ON w.number = c.writer
        WHERE w.writer = ? AND c.counter = ?)");
    bind_id(read, 1, stamp.writer);
    bind_number(read, 2, stamp.counter);
    if (!read.executeStep()) return std::nullopt;
    auto change = change_row(read);
    read.reset();
    return change;
}

std::vector<Stamp> SqliteLedger::parked_on(const RecordId& record) {
    auto& read = statement(R"(SELECT w.writer, c.counter FROM change c
        JOIN writer w ON w.number = c.writer WHERE c.waits_for = ? ORDER BY w.writer, c.counter)");
    bind_id(read, 1, record);
    std::vector<Stamp> stamps;
    while (read.executeStep()) stamps.push_back({id_at<WriterId>(read, 0), number_at(read, 1)});
    read.reset();
    return stamps;
}

std::vector<StoredChange> SqliteLedger::unsettled(const WriterId& writer, std::uint64_t above) {
    const std::int64_t number = writer_number(writer);
    auto& read = statement(R"(SELECT w.writer, c.counter, c.standing, c.id, c.bytes, c.reason,
            c.detail, c.twin_writer, c.twin_counter, c.waits_for
        FROM change c JOIN writer w ON w.number = c.writer
        WHERE c.standing IN (2, 3) AND c.standing <> 1 AND c.writer = ? AND c.counter > ?
        ORDER BY c.counter)");
    read.bind(1, number);
    bind_number(read, 2, above);
    std::vector<StoredChange> changes;
    while (read.executeStep()) changes.push_back(change_row(read));
    read.reset();
    return changes;
}

void SqliteLedger::each_change(const std::function<void(const StoredChange&)>& visit) {
    SQLite::Statement read(*database_, R"(SELECT w.writer, c.counter, c.standing, c.id, c.bytes,
            c.reason, c.detail, c.twin_writer, c.twin_counter, c.waits_for
        FROM change c JOIN writer w ON w.number = c.writer ORDER BY c.writer, c.counter)");
    while (read.executeStep()) visit(change_row(read));
}

void SqliteLedger::mark_discarded(const RecordId& record) {
    auto& write = statement("INSERT INTO discarded VALUES (?) ON CONFLICT DO NOTHING");
    bind_id(write, 1, record);
    write.exec();
}

bool SqliteLedger::discarded(const RecordId& record) {
    auto& read = statement("SELECT 1 FROM discarded WHERE record = ?");
    bind_id(read, 1, record);
    const bool found = read.executeStep();
    read.reset();
    return found;
}

void SqliteLedger::mark_granted(const RecordId& placement) {
    auto& write = statement("INSERT INTO granted VALUES (?) ON CONFLICT DO NOTHING");
    bind_id(write, 1, placement);
    write.exec();
}

bool SqliteLedger::granted(const RecordId& placement) {
    auto& read = statement("SELECT 1 FROM granted WHERE placement = ?");
    bind_id(read, 1, placement);
    const bool found = read.executeStep();
    read.reset();
    return found;
}

std::optional<WriterRow> SqliteLedger::writer(const WriterId& writer) {
    auto& read = statement(select_writer);
    bind_id(read, 1, writer);
    if (!read.executeStep()) return std::nullopt;
    auto row = writer_row(read);
    read.reset();
    return row;
}

std::optional<WriterRow> SqliteLedger::writer_by_certificate(std::string_view fingerprint) {
    auto& read = statement(select_writer_by_certificate);
    read.bind(1, std::string(fingerprint));
    if (!read.executeStep()) return std::nullopt;
    auto row = writer_row(read);
    read.reset();
    return row;
}

std::vector<WriterRow> SqliteLedger::writers() {
    auto& read = statement(select_devices);
    std::vector<WriterRow> rows;
    while (read.executeStep()) rows.push_back(writer_row(read));
    read.reset();
    return rows;
}

void SqliteLedger::save_writer(const WriterRow& row) {
    const std::int64_t number = writer_number(row.writer);
    auto& write = statement(R"(UPDATE writer SET device = ?, person = ?, received = ?, chain = ?,
        safe = ?, shown_number = ?, shown_secret = ?, pending_number = ?, pending_secret = ?,
        fingerprint = ?, last_contact = ?, app_version = ?, schema = ? WHERE number = ?)");
    bind_id(write, 1, row.device);
    bind_id(write, 2, row.person);
    bind_number(write, 3, row.received);
    bind_bytes(write, 4, row.chain);
    bind_number(write, 5, row.safe);
    bind_number(write, 6, row.shown.number);
    bind_bytes(write, 7, row.shown.secret);
    bind_number(write, 8, row.pending.number);
    bind_bytes(write, 9, row.pending.secret);
    write.bind(10, row.fingerprint);
    write.bind(11, row.last_contact_ms);
    write.bind(12, row.app_version);
    write.bind(13, row.schema);
    write.bind(14, number);
    write.exec();
}

void SqliteLedger::save_invitation(const Invitation& invitation) {
    auto& write = statement(R"(INSERT INTO invitation VALUES (?, ?, ?, ?)
        ON CONFLICT(secret_hash) DO UPDATE SET used = excluded.used)");
    write.bind(1, invitation.secret_hash);
    bind_id(write, 2, invitation.coach);
    write.bind(3, invitation.expires_ms);
    write.bind(4, invitation.used ? 1 : 0);
    write.exec();
}

std::optional<Invitation> SqliteLedger::invitation(std::string_view secret_hash) {
    auto& read = statement("SELECT coach, expires, used FROM invitation WHERE secret_hash = ?");
    read.bind(1, std::string(secret_hash));
    if (!read.executeStep()) return std::nullopt;
    Invitation invitation{std::string(secret_hash), id_at<RecordId>(read, 0),
                          read.getColumn(1).getInt64(), read.getColumn(2).getInt() != 0};
    read.reset();
    return invitation;
}

std::vector<CaseloadSpan> SqliteLedger::read_spans(SQLite::Statement& read) {
    std::vector<CaseloadSpan> spans;
    while (read.executeStep()) {
        spans.push_back({id_at<RecordId>(read, 0), id_at<RecordId>(read, 1), number_at(read, 2),
                         number_at(read, 3), number_at(read, 4), number_at(read, 5)});
    }
    read.reset();
    return spans;
}

std::vector<CaseloadSpan> SqliteLedger::spans_of_coach(const RecordId& coach) {
    auto& read = statement("SELECT * FROM caseload WHERE coach = ? ORDER BY participant, from_act");
    bind_id(read, 1, coach);
    return read_spans(read);
}

std::vector<CaseloadSpan> SqliteLedger::spans_of_participant(const RecordId& participant) {
    auto& read = statement("SELECT * FROM caseload WHERE participant = ? ORDER BY coach, from_act");
    bind_id(read, 1, participant);
    return read_spans(read);
}

std::vector<CaseloadSpan> SqliteLedger::open_spans() {
    return read_spans(
        statement("SELECT * FROM caseload WHERE until_act = 0 ORDER BY coach, participant"));
}

void SqliteLedger::open_span(const CaseloadSpan& span) {
    // Closed and opened again by one act: it never was interrupted for anyone's basis.
    auto& write = statement(R"(INSERT INTO caseload VALUES (?, ?, ?, 0, ?, 0)
        ON CONFLICT DO UPDATE SET until_act = 0, until_position = 0)");
    bind_id(write, 1, span.coach);
    bind_id(write, 2, span.participant);
    bind_number(write, 3, span.from_act);
    bind_number(write, 4, span.from_position);
    write.exec();
}

void SqliteLedger::close_span(const CaseloadSpan& span) {
    auto& write = statement(R"(UPDATE caseload SET until_act = ?, until_position = ?
                               WHERE coach = ? AND participant = ? AND from_act = ?)");
    bind_number(write, 1, span.until_act);
    bind_number(write, 2, span.until_position);
    bind_id(write, 3, span.coach);
    bind_id(write, 4, span.participant);
    bind_number(write, 5, span.from_act);
    write.exec();
}

}  // namespace veldwerk::office
