// SPDX-License-Identifier: EUPL-1.2
// Work that is kept and not in the set: changes that were refused, pushes of blocked devices, and
// what revoked devices left in sealed boxes. Nothing of it is merged by itself. A person takes a
// change over, once, as an act of the office beside which stands who wrote it; or drops it with a
// reason. Both are acts, so a list is what was kept less what was decided.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "daemon/office/office.hpp"

namespace veldwerk::office {

enum class KeptBecause : std::uint8_t { refused, blocked, recovered, sealed };

struct Quarantined {
    RecordId id;  ///< follows from what it is, so it stays the same from list to list
    KeptBecause because{};
    RecordId device;
    RecordId coach;        ///< who wrote it
    Stamp stamp;           ///< of a change
    std::string bytes;     ///< of a change; of a sealed upload its box
    std::string why;       ///< a sentence
    std::optional<Instant> when;  ///< written, by its author's clock; of an upload received
};

/// What waits: changes in order of writer and counter, then sealed uploads, closed.
[[nodiscard]] std::vector<Quarantined> quarantined(Office& office);
/// The changes in a sealed upload that wait. Refuses a box that this office cannot open.
[[nodiscard]] Result<std::vector<Quarantined>> contents_of(Office& office,
                                                           const Quarantined& upload);
/// By id or its last digits, in uploads too.
[[nodiscard]] Result<Quarantined> find_quarantined(Office& office, std::string_view asked);

/// The records it writes, for people: "observation 01234567".
[[nodiscard]] std::vector<std::string> records_of(const Quarantined& kept);

/// Writes the change anew as an act of this person. Refuses what cannot be read, what is here
/// already, what refers to records that are not here, and what only a grant or an approval may
/// write.
[[nodiscard]] Result<ActReceipt> take_over(Office& office, const RecordId& person,
                                           const Quarantined& kept);
/// It is listed no more; the bytes stay where they are.
[[nodiscard]] Result<void> drop(Office& office, const RecordId& person, const Quarantined& kept,
                                const std::string& reason);

/// Of an act that took kept work over: ", taken over from Anja"; of any other nothing.
[[nodiscard]] std::string taken_over_from(Ledger& ledger, const Stamp& act);

}  // namespace veldwerk::office
