// SPDX-License-Identifier: EUPL-1.2
#include "daemon/custody/lifting.hpp"

#include "daemon/custody/lives.hpp"
#include "daemon/office/reading.hpp"

namespace veldwerk::office {

std::vector<Hold> holds(Ledger& ledger) {
    std::vector<Hold> holds;
    each_record(ledger, type::epoch, [&](const RecordState& state) {
        const EpochId epoch = EpochId::from_view(state.id.view()).value();
        const RecordId lift = hold_lift_id(epoch);
        if (ledger.exists(type::hold_lift, lift)) return;
        Hold hold{epoch, number_in_force(state, "acts_lost") == 1,
                  Instant{number_in_force(state, "at").value_or(0)},
                  field_in_force(state, "cause"), ledger.parked_on(lift).size()};
        if (hold.holds_all || hold.changes > 0) holds.push_back(std::move(hold));
    });
    return holds;
}

Result<std::uint64_t> lift_hold(Office& office, const RecordId& person,
                                const std::string& reason) {
    if (reason.empty()) return refuse(Reason::wrong_use, "say why: --reason TEXT");
    const auto held = holds(office.ledger());
    if (held.empty()) return refuse(Reason::rule, "nothing is held: devices are served");
    std::uint64_t changes = 0;
    ActOrder order{.act = Act::epoch, .person = person, .edits = {}};
    for (const auto& hold : held) {
        changes += hold.changes;
        order.edits.push_back(
            {.type = "hold_lift",
             .record = {},
             .version = {},
             .fields = {{.field = "epoch",
                         .values = {std::string(hold.epoch.view())},
                         .canonical = true},
                        {.field = "person", .values = {person.text()}},
                        {.field = "reason", .values = {reason}}},
             .create_as = hold_lift_id(hold.epoch)});
    }
    const auto taken = office.act(order);
    if (!taken) return tl::unexpected<Error>(taken.error());
    return changes;
}

}  // namespace veldwerk::office
