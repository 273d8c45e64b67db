// SPDX-License-Identifier: EUPL-1.2
// How far a device has gone along with the office's acts. A change is judged at the basis it names
// (admission.hpp), so a device could go on naming an old one and write to a caseload it has lost.
// Three things give that away: bases that fall, a basis below what the device showed to have
// applied when it had not yet made the change, and work, sync after sync, from a device that never
// takes the purge that waits for it.
//
// The receipt for a purge is the cursor in the next Hello: purges and records of a CaughtUp are
// applied in one transaction.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "daemon/ledger/ledger.hpp"

namespace veldwerk::office {

/// What a Hello shows.
struct ShownProgress {
    Cursor cursor;                 ///< how far the device's feeds are
    std::uint64_t last_counter{};  ///< that it has taken
    bool purge_owed{};             ///< it has yet to purge something
};
void acknowledge(WriterReceipt& receipt, const ShownProgress& shown);

/// Notes the bases of new changes. A sentence if they cannot be an honest device's.
[[nodiscard]] std::optional<std::string> note_bases(WriterReceipt& receipt,
                                                    const std::vector<Change>& changes);

/// One more sync brought work while a purge was owed: a sentence if that were too many in a row.
[[nodiscard]] std::optional<std::string> note_sync(WriterReceipt& receipt, std::uint64_t syncs_max);

}  // namespace veldwerk::office
