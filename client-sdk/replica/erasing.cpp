// SPDX-License-Identifier: EUPL-1.2
#include "client-sdk/replica/erasing.hpp"

#include "protocol/merge/in_force.hpp"

namespace veldwerk::device {

bool Erasing::any_erased() {
    static constexpr const char* sql = "SELECT 1 FROM erased LIMIT 1";
    return store_.ask(sql).step();
}

bool Erasing::is_erased(const RecordId& participant) {
    static constexpr const char* sql = "SELECT 1 FROM erased WHERE participant = ?";
    return store_.ask(sql, participant).step();
}

std::optional<RecordId> Erasing::whose(TypeNumber type, const RecordId& record) {
    static constexpr const char* sql = "SELECT participant FROM whose WHERE record = ?";
    if (const auto scope = store_.records().scope_of(type, record)) {
        if (const auto participant = scopes_.participant_of(*scope)) return participant;
    }
    Loan row = store_.ask(sql, record);
    return row.step() ? std::optional(row.record(0)) : std::nullopt;
}

std::optional<Change> Erasing::left_of(const Change& change) {
    if (!any_erased()) return std::nullopt;
    const auto lookup = [this](TypeNumber type, const RecordId& id) { return whose(type, id); };
    Change left = change;
    const bool moved = erase_values(left, [&](const RecordWrites& record) {
        const auto participant = participant_of(change, record, lookup);
        return participant && is_erased(*participant);
    });
    if (!moved) return std::nullopt;
    return left;
}

void Erasing::remember(ScopeNumber scope) {
    static constexpr const char* sql = "INSERT OR IGNORE INTO whose VALUES (?, ?)";
    const auto participant = scopes_.participant_of(scope);
    if (!participant) return;
    for (const OwnChange& own : own_.all()) {
        for (const RecordWrites& writes : own.change.records) {
            if (store_.records().scope_of(writes.type, writes.record) != scope) continue;
            store_.run(sql, writes.record, *participant);
        }
    }
}

void Erasing::obey() {
    static constexpr const char* mark = "INSERT INTO erased VALUES (?)";
    static constexpr const char* note = "INSERT OR IGNORE INTO whose VALUES (?, ?)";
    bool fresh = false;
    const Field& participant = *find_type(type::erasure_order)->find("participant");
    for (const RecordId& id : store_.records().all(type::erasure_order)) {
        const auto order = store_.records().load(type::erasure_order, id);
        if (!order || !is_in_force(order->state)) continue;
        const auto erased = RecordId::from_view(value_in_force(order->state, participant));
        if (!erased || is_erased(*erased)) continue;
        store_.run(mark, *erased);
        fresh = true;
    }
    // Work on a record that an office set back has yet to get again may turn out to be of somebody
    // erased.
    if (!fresh && !bearings_.is_set(bearing::unplaced)) return;
    bool unplaced = false;
    for (const OwnChange& own : own_.all()) {
        // What this device made may show nowhere just now: later changes of it find it here.
        for (const RecordWrites& writes : own.change.records) {
            const auto found = participant_of(
                own.change, writes,
                [this](TypeNumber type, const RecordId& record) { return whose(type, record); });
            if (found && writes.creates) store_.run(note, writes.record, *found);
            const RecordType* known = find_type(writes.type);
            const bool of_somebody = known == nullptr || known->scope == Scope::participant;
            unplaced = unplaced || (!found && of_somebody);
        }
        const auto left = left_of(own.change);
        if (!left) continue;
        own_.rewrite(own.counter, encode_change(*left));
        bearings_.set_number(bearing::scrub, 1);
        // What was decided lies in the confirmed state alone, which came emptied.
        if (is_undecided(own.state)) layers_.touch(*left);
    }
    bearings_.set_number(bearing::unplaced, unplaced ? 1 : 0);
    if (fresh) bearings_.set_number(bearing::scrub, 1);
}

void Erasing::scrub() {
    if (!bearings_.is_set(bearing::scrub)) return;
    SQLite::Database& database = store_.database();
    store_.forget_statements();
    if (database.tryExec("VACUUM") != SQLite::OK) return;
    bool truncated = false;
    {
        SQLite::Statement truncate(database, "PRAGMA wal_checkpoint(TRUNCATE)");
        truncated = truncate.executeStep() && truncate.getColumn(0).getInt() == 0;
    }
    if (!truncated) return;
    Turn turn(store_);
    bearings_.set_number(bearing::scrub, 0);
    turn.commit();
}

}  // namespace veldwerk::device
