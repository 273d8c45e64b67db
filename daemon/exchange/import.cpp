// SPDX-License-Identifier: EUPL-1.2
#include "daemon/exchange/import.hpp"

#include "daemon/office/acting.hpp"
#include "protocol/carriage/record_json.hpp"

#include <nlohmann/json.hpp>

namespace veldwerk::office {
namespace {

/// A commit waits for the disk; devices that sync meanwhile wait for the commit.
constexpr std::size_t rows_per_commit_max = 500;

/// Unwinds the transaction of a rehearsal; nobody outside this file sees it.
struct Rehearsed {};

std::vector<carriage::Json> records_of(Ledger& ledger, TypeNumber type,
                                       const std::vector<RecordId>& ids) {
    std::vector<carriage::Json> records;
    for (const auto& id : ids) {
        if (const auto record = ledger.load(type, id)) {
            records.push_back(carriage::json_of_record(record->state));
        }
    }
    return records;
}

carriage::ImportGround ground_of(Ledger& ledger) {
    return {.record = [&ledger](const RecordType& type,
                                const std::string& name) -> Result<carriage::Json> {
                const auto id = ledger.resolve(type.number, name);
                if (!id) return tl::unexpected<Error>(id.error());
                const auto record = ledger.load(type.number, *id);
                if (!record) return refuse(Reason::unknown_record, "there is no " + name);
                return carriage::json_of_record(record->state);
            },
            .placements =
                [&ledger](const RecordId& participant) {
                    const Field& field = *find_type(type::placement)->find("participant");
                    return records_of(ledger, type::placement,
                                      ledger.where(type::placement, field, participant.view()));
                },
            .observations =
                [&ledger](const RecordId& placement, CivilDate date) {
                    return records_of(ledger, type::observation,
                                      ledger.on_date(type::observation, placement, date));
                }};
}

carriage::WriteOutcome outcome_of(const Result<ActReceipt>& receipt) {
    if (!receipt) return tl::unexpected<Error>(receipt.error());
    return receipt->stamp.counter != 0;
}

std::vector<carriage::WriteOutcome> rehearse(Office& office, std::span<const ActOrder> orders) {
    std::vector<carriage::WriteOutcome> outcomes;
    try {
        office.transact([&] {
            Acting acting(office);
            for (const auto& order : orders)
                outcomes.push_back(outcome_of(acting.take(order)));
            throw Rehearsed{};
        });
    } catch (const Rehearsed&) {
        // What was taken is taken back; the outcomes stand.
    }
    return outcomes;
}

}  // namespace

carriage::ImportHouse import_house(Office& office, const ImportBy& by) {
    carriage::ImportHouse house;
    house.ground = ground_of(office.ledger());
    house.rows_per_write_max = rows_per_commit_max;
    house.write = [&office, by](std::span<const carriage::RecordEdit> edits) {
        std::vector<ActOrder> orders;
        for (const auto& edit : edits)
            orders.push_back({Act::write, by.person, {edit}});
        if (by.rehearsal) return rehearse(office, orders);
        std::vector<carriage::WriteOutcome> outcomes;
        for (const auto& receipt : office.act_all(orders))
            outcomes.push_back(outcome_of(receipt));
        return outcomes;
    };
    return house;
}

}  // namespace veldwerk::office
