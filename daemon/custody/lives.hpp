// SPDX-License-Identifier: EUPL-1.2
// The lives of a ledger. One life is unbroken: what was acknowledged in it is there. A ledger that
// was set back, by a restore or behind everyone's back, takes in the acts of its journal that it
// lacks and begins another life under another office writer, so that no stamp is ever given twice
// (DESIGN.md 5).
//
// The acts of all lives are numbered on: the first act of a life, which begins it, follows on the
// last of its parent. So a basis keeps its meaning, and the journal is one row of acts. When the
// journal was not whole, acts are lost whose numbers are given again: what a device wrote with
// those acts in mind waits, and no device gets records, until a named person lifts the hold.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "daemon/custody/journal.hpp"
#include "daemon/ledger/ledger.hpp"
#include "daemon/office/environment.hpp"

namespace veldwerk::office {

/// Why a life begins.
struct Beginning {
    std::string cause;         ///< a sentence without personal data
    bool acts_lost = false;    ///< acts are known to be gone, or may be: the office holds
    bool loss_accepted = false;///< what devices no longer keep is given up
};

/// The journal holds an act that the ledger lacks.
[[nodiscard]] bool lacks_acts(Ledger& ledger, Journal& journal);

// Inside a transaction of the ledger, both.

/// Takes in what the ledger lacks of these, in their order and under their stamps; says how many.
/// Throws if one does not read back.
std::uint64_t replay_acts(Ledger& ledger, const std::vector<JournalEntry>& acts);
/// Begins the life; gives its first act, which the caller journals after the commit.
[[nodiscard]] JournalEntry begin_life(Ledger& ledger, const Environment& environment,
                                      const Beginning& why);

/// The last act of a life that this ledger holds; nothing of a life it does not know.
[[nodiscard]] std::optional<std::uint64_t> end_of_life(Ledger& ledger, const EpochId& epoch);
/// Whether a life that began after this one, or any if it is unknown, began with acts lost.
[[nodiscard]] bool acts_lost_after(Ledger& ledger, const EpochId& epoch);

/// Where the ledger last began a life with acts lost. A life that nobody here knows is part of what
/// was lost then: it counts up to there.
struct Loss {
    EpochId epoch;          ///< of the life that began
    std::uint64_t fork{};   ///< the last act that is left of before
};
[[nodiscard]] std::optional<Loss> last_loss(Ledger& ledger);

/// The life whose hold nobody has lifted.
struct HeldLife {
    EpochId epoch;
    Instant at;
    std::string cause;
};
[[nodiscard]] std::optional<HeldLife> held_life(Ledger& ledger);
/// The id of the record that lifts the hold of a life.
[[nodiscard]] RecordId hold_lift_id(const EpochId& epoch);
/// Whether the id is that of such a record, which may not be there yet.
[[nodiscard]] bool names_a_lift(Ledger& ledger, const RecordId& id);
/// When the present life began; nothing in the first. And why.
[[nodiscard]] std::optional<Instant> life_began(Ledger& ledger);
[[nodiscard]] std::string life_cause(Ledger& ledger);
[[nodiscard]] bool loss_accepted(Ledger& ledger);

}  // namespace veldwerk::office
