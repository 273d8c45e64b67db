// SPDX-License-Identifier: EUPL-1.2
#include "daemon/office/receipts.hpp"

#include <algorithm>

namespace veldwerk::office {
namespace {

bool below(const Basis& basis, const Basis& other) {
    return basis.epoch == other.epoch && basis.position < other.position;
}

}  // namespace

void acknowledge(WriterReceipt& receipt, const ShownProgress& shown) {
    if (!shown.purge_owed) receipt.old_syncs = 0;
    const bool has_it = receipt.offered_position != 0 &&
                        shown.cursor.epoch == receipt.offered.epoch &&
                        shown.cursor.position >= receipt.offered_position;
    if (has_it) receipt.settled = std::max(receipt.settled, receipt.offered_counter);
    if (!has_it || receipt.acknowledged == receipt.offered) return;
    receipt.acknowledged = receipt.offered;
    receipt.acknowledged_at = shown.last_counter;
}

std::optional<std::string> note_bases(WriterReceipt& receipt, const std::vector<Change>& changes) {
    for (const auto& change : changes) {
        const bool excused = change.stamp.counter <= receipt.excused;
        if (!excused && below(change.basis, receipt.highest)) {
            return "it claims to know less of the office than it knew before";
        }
        if (!excused && change.stamp.counter > receipt.acknowledged_at &&
            below(change.basis, receipt.acknowledged)) {
            return "it claims not to know what it has acknowledged";
        }
        if (!below(change.basis, receipt.highest)) receipt.highest = change.basis;
    }
    return std::nullopt;
}

std::optional<std::string> note_sync(WriterReceipt& receipt, std::uint64_t syncs_max) {
    if (++receipt.old_syncs <= syncs_max) return std::nullopt;
    return "it brought work " + std::to_string(receipt.old_syncs) +
           " times and never let go of what it may no longer hold";
}

}  // namespace veldwerk::office
