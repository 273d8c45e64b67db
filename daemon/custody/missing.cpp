// SPDX-License-Identifier: EUPL-1.2
#include "daemon/custody/missing.hpp"

#include <map>

#include "daemon/custody/lives.hpp"
#include "daemon/office/naming.hpp"
#include "daemon/office/reading.hpp"
#include "protocol/records/vocabulary.hpp"

namespace veldwerk::office {
namespace {

bool may_return(Ledger& ledger, const RecordId& device) {
    const auto record = ledger.load(type::device, device);
    const auto state = record ? number_in_force(record->state, "state") : std::nullopt;
    return state == device_state::active || state == device_state::overdue ||
           state == device_state::blocked;
}

}  // namespace

std::string MissingWork::told() const {
    const std::string who =
        device.empty() ? whose : whose + ", device " + device.text().substr(28);
    if (from == 0) return who + ": has not been back since the office was set back";
    const std::string which = from == to ? "change " + std::to_string(from)
                                         : "changes " + std::to_string(from) + " to " +
                                               std::to_string(to);
    return who + ": " + which + " known to be missing";
}

std::vector<MissingWork> missing_work(Ledger& ledger) {
    std::vector<MissingWork> missing;
    const auto began = life_began(ledger);
    if (!began) return missing;
    std::map<WriterId, std::uint64_t> known;
    for (const auto& last : ledger.known()) known[last.writer] = last.counter;
    for (const auto& row : ledger.writers()) {
        const std::uint64_t highest = std::exchange(known[row.writer], 0);
        const bool back = row.last_contact_ms >= began->unix_ms;
        if (highest <= row.received && (back || !may_return(ledger, row.device))) continue;
        const std::uint64_t from = highest > row.received ? row.received + 1 : 0;
        missing.push_back({row.writer, row.device, name_of_person(ledger, row.person), from,
                           from == 0 ? 0 : highest});
    }
    for (const auto& life : ledger.lives()) {
        const std::uint64_t highest = std::exchange(known[life.writer], 0);
        if (highest <= life.acts) continue;
        missing.push_back({life.writer, {}, "the office", life.acts + 1, highest});
    }
    for (const auto& [writer, highest] : known) {
        if (highest == 0) continue;
        missing.push_back({writer, {}, "a device that is not known", 1, highest});
    }
    return missing;
}

}  // namespace veldwerk::office
