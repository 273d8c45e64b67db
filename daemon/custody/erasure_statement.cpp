// SPDX-License-Identifier: EUPL-1.2
#include "daemon/custody/erasure_statement.hpp"

#include <algorithm>

#include "daemon/office/naming.hpp"
#include "daemon/office/reading.hpp"
#include "daemon/office/settings.hpp"
#include "protocol/merge/erasing.hpp"
#include "protocol/merge/in_force.hpp"
#include "protocol/records/value.hpp"
#include "protocol/records/vocabulary.hpp"

namespace veldwerk::office {
namespace {

/// Without a setting: what `init` writes.
constexpr std::int64_t backups_kept = 30;

std::string term(Vocabulary vocabulary, std::int64_t number) {
    const Term* found = find_term(vocabulary, number);
    return found == nullptr ? std::string{} : std::string(found->name);
}

bool is_out_of_reach(std::int64_t state) {
    return state == device_state::revoked || state == device_state::wiped ||
           state == device_state::retired;
}

std::vector<DeviceStatement> devices_of(Ledger& ledger, const ErasureRow& row) {
    std::vector<DeviceStatement> devices;
    const EpochId epoch = ledger.life().epoch;
    for (const auto& writer : ledger.writers()) {
        const auto record = ledger.load(type::device, writer.device);
        if (!record) continue;
        const Cursor applied = ledger.applied(writer.writer);
        const std::int64_t state = number_in_force(record->state, "state").value_or(0);
        devices.push_back({.device = writer.device,
                           .coach = label_of(ledger, type::coach, writer.person),
                           .state = term(Vocabulary::device_state, state),
                           .done = row.position > 0 && applied.epoch == epoch &&
                                   applied.position >= row.position,
                           .out_of_reach = is_out_of_reach(state)});
    }
    return devices;
}

}  // namespace

std::vector<ErasureStatement> erasure_statements(Office& office) {
    Ledger& ledger = office.ledger();
    const auto rows = ledger.erasures();
    std::vector<ErasureStatement> statements;
    each_record(ledger, type::erasure_order, [&](const RecordState& order) {
        ErasureStatement statement;
        statement.order = order.id;
        statement.participant = reference_in_force(order, "participant");
        statement.code = label_of(ledger, type::participant, statement.participant);
        statement.state =
            term(Vocabulary::erasure_state, number_in_force(order, "state").value_or(0));
        const auto row = std::find_if(rows.begin(), rows.end(), [&](const ErasureRow& one) {
            return one.participant == statement.participant;
        });
        if (is_in_force(order) && row != rows.end()) {
            const Candidate* ordered = winner(
                order, find_type(type::erasure_order)->find("state")->slot);
            if (ordered != nullptr) statement.at = ordered->by.claimed;
            statement.scrubbed = row->scrubbed;
            statement.devices = devices_of(ledger, *row);
            const bool all_done = std::all_of(
                statement.devices.begin(), statement.devices.end(),
                [](const DeviceStatement& one) { return one.done || one.out_of_reach; });
            if (row->scrubbed && all_done) statement.state = "complete";
            if (statement.at) {
                const CivilDate day = amsterdam_date(*statement.at);
                const auto kept = Settings(ledger).number("backups_kept", day, backups_kept);
                statement.backups_until = day.plus(static_cast<std::int32_t>(kept));
            }
        }
        statements.push_back(std::move(statement));
    });
    return statements;
}

}  // namespace veldwerk::office
