// SPDX-License-Identifier: EUPL-1.2
#include "daemon/custody/erasing.hpp"

#include <algorithm>
#include <filesystem>

#include "daemon/ledger/sqlite_ledger.hpp"
#include "daemon/office/erasures.hpp"
#include "protocol/merge/erasing.hpp"
#include "protocol/records/vocabulary.hpp"

namespace veldwerk::office {
namespace {

namespace fs = std::filesystem;

/// How a restore calls the ledger that it replaces (restoring.cpp).
constexpr std::string_view aside_start = "ledger.replaced-";

std::vector<ErasureRow> not_scrubbed(Ledger& ledger) {
    auto rows = ledger.erasures();
    std::erase_if(rows, [](const ErasureRow& row) { return row.scrubbed; });
    return rows;
}

void mark_scrubbed(Ledger& ledger, std::vector<ErasureRow> rows) {
    for (auto& row : rows) {
        row.scrubbed = true;
        ledger.save_erasure(row);
    }
}

/// A request or a tested one, that no order has followed.
std::string open_request(Ledger& ledger, const RecordId& participant) {
    const Field& whose = *find_type(type::erasure_order)->find("participant");
    for (const auto& id : ledger.where(type::erasure_order, whose, participant.view())) {
        const auto record = ledger.load(type::erasure_order, id);
        if (record && !is_in_force(record->state)) return id.text();
    }
    return {};
}

/// A ledger that a restore put aside obeys, too, though nobody serves it.
void erase_aside(const fs::path& path, const std::vector<ErasureRow>& rows) {
    SqliteLedger ledger(path.string(), false);
    ledger.begin();
    WorkingSet records(ledger);
    FieldReviews reviews(ledger);
    Erasures erasures(ledger);
    Life life = ledger.life();
    for (const auto& row : rows) erasures.erase(row.participant, row.order);
    erasures.settle(records, reviews);
    records.flush(life);
    erasures.complete(life.position);
    ledger.save_life(life);
    ledger.commit();
    const auto waiting = not_scrubbed(ledger);
    if (waiting.empty() || !ledger.scrub()) return;
    ledger.begin();
    mark_scrubbed(ledger, waiting);
    ledger.commit();
}

void erase_in_ledgers_aside(const fs::path& folder, const std::vector<ErasureRow>& rows) {
    for (const auto& entry : fs::directory_iterator(folder)) {
        const std::string name = entry.path().filename().string();
        if (!name.starts_with(aside_start) || !name.ends_with(".db")) continue;
        try {
            erase_aside(entry.path(), rows);
        } catch (const std::exception&) {
            // What is too damaged to be emptied was kept for nobody's use, and must not stay.
            for (const char* end : {"", "-wal", "-shm"}) fs::remove(entry.path().string() + end);
        }
    }
}

}  // namespace

Result<RecordId> order_erasure(Office& office, const ErasureRequest& request) {
    Ledger& ledger = office.ledger();
    if (!ledger.exists(type::participant, request.participant)) {
        return refuse(Reason::unknown_record, "there is no such participant");
    }
    for (const auto& row : ledger.erasures()) {
        if (row.participant != request.participant) continue;
        return refuse(Reason::rule, "this participant is erased already, by order " +
                                        row.order.text().substr(28) +
                                        ": veldwerkd erase list tells how far it is");
    }
    if (request.reason.empty()) {
        return refuse(Reason::wrong_use, "an order to erase needs its reason: --reason TEXT");
    }
    if (find_term(Vocabulary::erasure_ground, request.ground) == nullptr) {
        return refuse(Reason::invalid_value, "the ground of an erasure is " +
                                                 allowed_terms(Vocabulary::erasure_ground));
    }
    const std::string open = open_request(ledger, request.participant);
    carriage::RecordEdit edit{.type = "erasure_order", .record = open, .version = {},
                              .fields = {}, .create_as = {}};
    const auto set = [&edit](const char* field, const std::string& value) {
        edit.fields.push_back({.field = field, .values = {value}});
    };
    if (open.empty()) set("participant", request.participant.text());
    set("ground", request.ground);
    set("reason", request.reason);
    set("state", "ordered");
    set("ordered_by", request.person.text());
    const auto taken = office.act({.act = Act::erase, .person = request.person,
                                   .edits = {std::move(edit)}});
    if (!taken) return tl::unexpected<Error>(taken.error());
    return taken->ids.front();
}

Followed follow_erasures(Office& office) {
    Ledger& ledger = office.ledger();
    const auto rows = not_scrubbed(ledger);
    if (rows.empty()) return {};
    office.journal().rewrite([&ledger](JournalEntry& entry) {
        if (const auto stored = ledger.find_change(entry.stamp)) entry.bytes = stored->bytes;
        return true;
    });
    erase_in_ledgers_aside(office.folder(), rows);
    if (!ledger.scrub()) return {.done = 0, .waiting = rows.size()};
    office.transact([&] { mark_scrubbed(ledger, rows); });
    return {.done = rows.size(), .waiting = 0};
}

}  // namespace veldwerk::office
