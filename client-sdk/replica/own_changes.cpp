// SPDX-License-Identifier: EUPL-1.2
#include "client-sdk/replica/own_changes.hpp"

#include "protocol/wire/limits.hpp"

#include <sodium.h>

namespace veldwerk::device {
namespace {

OwnChange read_row(Loan& row, const WriterId& writer) {
    OwnChange own;
    own.counter = row.counter(0);
    own.state = static_cast<OwnState>(row.integer(1));
    auto change = decode_change(row.bytes(2), {writer, own.counter});
    expect(change.has_value(), "a stored change reads back");
    own.change = std::move(*change);
    own.reason = static_cast<Reason>(row.integer(3));
    own.detail = row.bytes(4);
    return own;
}

std::int64_t number_of(OwnState state) {
    return static_cast<std::int64_t>(state);
}

Chain chain_from(std::string_view bytes) {
    Chain chain{};
    expect(bytes.size() == chain.size(), "a stored chain has its length");
    std::copy(bytes.begin(), bytes.end(), chain.begin());
    return chain;
}

std::string_view view_of(const Chain& chain) {
    return {reinterpret_cast<const char*>(chain.data()), chain.size()};
}

/// Keyed with the seed, so that whoever holds the chain cannot test guesses of what was written.
Chain extend(const Chain& chain, std::string_view bytes, std::string_view seed) {
    std::string input(view_of(chain));
    input += bytes;
    Chain next{};
    crypto_generichash(next.data(), next.size(),
                       reinterpret_cast<const unsigned char*>(input.data()), input.size(),
                       reinterpret_cast<const unsigned char*>(seed.data()), seed.size());
    return next;
}

}  // namespace

ChainAt OwnChanges::head() {
    static constexpr const char* sql =
        "SELECT counter, chain FROM own_change ORDER BY counter DESC LIMIT 1";
    const auto floor = bearings_.value<ChainAt>(bearing::chain_floor);
    Loan row = store_.ask(sql);
    if (!row.step() || row.counter(0) < floor.counter) return floor;
    return {row.counter(0), chain_from(row.bytes(1))};
}

std::optional<Chain> OwnChanges::chain_at(std::uint64_t counter) {
    static constexpr const char* sql = "SELECT chain FROM own_change WHERE counter = ?";
    if (counter == 0) return Chain{};
    Loan row = store_.ask(sql, counter);
    if (row.step()) return chain_from(row.bytes(0));
    const auto floor = bearings_.value<ChainAt>(bearing::chain_floor);
    if (floor.counter == counter) return floor.chain;
    return std::nullopt;
}

void OwnChanges::append(const Change& change, std::string_view bytes) {
    static constexpr const char* sql =
        "INSERT INTO own_change(counter, bytes, chain, state) VALUES (?, ?, ?, 1)";
    const ChainAt last = head();
    expect(change.stamp.counter == last.counter + 1, "own counters have no gaps");
    const Chain chain = extend(last.chain, bytes, bearings_.text(bearing::chain_seed));
    store_.run(sql, change.stamp.counter, bytes, view_of(chain));
}

std::optional<OwnChange> OwnChanges::find(std::uint64_t counter) {
    static constexpr const char* sql =
        "SELECT counter, state, bytes, reason, detail FROM own_change WHERE counter = ?";
    Loan row = store_.ask(sql, counter);
    if (!row.step()) return std::nullopt;
    return read_row(row, bearings_.writer());
}

std::vector<OwnChange> OwnChanges::in_state(OwnState state) {
    static constexpr const char* sql =
        "SELECT counter, state, bytes, reason, detail FROM own_change WHERE state = ? ORDER BY "
        "counter";
    const WriterId writer = bearings_.writer();
    std::vector<OwnChange> found;
    Loan row = store_.ask(sql, number_of(state));
    while (row.step())
        found.push_back(read_row(row, writer));
    return found;
}

std::vector<OwnChange> OwnChanges::all() {
    static constexpr const char* sql =
        "SELECT counter, state, bytes, reason, detail FROM own_change ORDER BY counter";
    const WriterId writer = bearings_.writer();
    std::vector<OwnChange> found;
    Loan row = store_.ask(sql);
    while (row.step())
        found.push_back(read_row(row, writer));
    return found;
}

void OwnChanges::rewrite(std::uint64_t counter, std::string_view bytes) {
    static constexpr const char* sql = "UPDATE own_change SET bytes = ? WHERE counter = ?";
    store_.run(sql, bytes, counter);
}

std::uint64_t OwnChanges::count(OwnState state) {
    static constexpr const char* sql = "SELECT count(*) FROM own_change WHERE state = ?";
    Loan row = store_.ask(sql, number_of(state));
    row.step();
    return row.counter(0);
}

void OwnChanges::set_state(std::uint64_t counter, OwnState state) {
    static constexpr const char* sql = "UPDATE own_change SET state = ? WHERE counter = ?";
    store_.run(sql, number_of(state), counter);
}

void OwnChanges::refuse(const Refusal& refusal) {
    static constexpr const char* sql =
        "UPDATE own_change SET state = 5, reason = ?, detail = ? WHERE counter = ?";
    store_.run(sql, static_cast<std::int64_t>(refusal.reason), std::string_view(refusal.detail),
               refusal.counter);
}

std::vector<std::uint64_t> OwnChanges::undecided_up_to(std::uint64_t last) {
    static constexpr const char* sql =
        "SELECT counter FROM own_change WHERE state IN (1, 2, 4) AND counter <= ? ORDER BY counter";
    std::vector<std::uint64_t> counters;
    Loan row = store_.ask(sql, last);
    while (row.step())
        counters.push_back(row.counter(0));
    return counters;
}

std::vector<std::uint64_t> OwnChanges::lost_above(std::uint64_t received) {
    static constexpr const char* sql =
        "SELECT counter FROM own_change WHERE counter > ? AND state IN (2, 3, 4) ORDER BY counter";
    std::vector<std::uint64_t> counters;
    Loan row = store_.ask(sql, received);
    while (row.step())
        counters.push_back(row.counter(0));
    return counters;
}

void OwnChanges::mark_sent(std::uint64_t received) {
    static constexpr const char* sql =
        "UPDATE own_change SET state = 2 WHERE state = 1 AND counter <= ?";
    store_.run(sql, received);
}

void OwnChanges::forget_safe(std::uint64_t safe) {
    static constexpr const char* find_last =
        "SELECT counter, chain FROM own_change WHERE counter <= ? AND state IN (3, 6) "
        "ORDER BY counter DESC LIMIT 1";
    static constexpr const char* forget =
        "DELETE FROM own_change WHERE counter <= ? AND state IN (3, 6)";
    ChainAt last;
    {
        Loan row = store_.ask(find_last, safe);
        if (!row.step()) return;
        last = {row.counter(0), chain_from(row.bytes(1))};
    }
    const auto floor = bearings_.value<ChainAt>(bearing::chain_floor);
    if (last.counter > floor.counter) bearings_.set_value(bearing::chain_floor, last);
    store_.run(forget, safe);
}

std::optional<Push> OwnChanges::batch(std::uint64_t first, std::size_t changes_max) {
    static constexpr const char* sql =
        "SELECT counter, bytes, chain FROM own_change WHERE counter >= ? ORDER BY counter";
    Push push;
    push.first_counter = first;
    std::size_t size = 0;
    Loan row = store_.ask(sql, first);
    while (push.changes.size() < changes_max && size < limits::batch_bytes_target && row.step()) {
        // Below the floor some are gone, being safe; above it there are no gaps.
        if (row.counter(0) != first + push.changes.size()) break;
        push.changes.push_back(row.bytes(1));
        push.chain = chain_from(row.bytes(2));
        size += push.changes.back().size();
    }
    if (push.changes.empty()) return std::nullopt;
    return push;
}

std::optional<Recorded> OwnHistory::find(const Stamp& stamp) const {
    Recorded recorded;
    recorded.standing = Standing::in_effect;
    recorded.change.stamp = stamp;
    if (stamp.writer != writer_) return recorded;
    if (auto own = own_.find(stamp.counter)) {
        const bool refused = own->state == OwnState::refused || own->state == OwnState::given_up;
        if (refused) recorded.standing = Standing::refused;
        recorded.change = std::move(own->change);
    }
    return recorded;
}

}  // namespace veldwerk::device
