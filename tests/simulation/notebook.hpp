// SPDX-License-Identifier: EUPL-1.2
// The oracle's own book of what people were told: every save that a phone acknowledged and every
// act that the office did, as typed and with the bytes that came of it, kept outside of every
// machine, so that no crash and no merge touches it.
#pragma once

#include <map>
#include <string>
#include <vector>

#include "protocol/merge/change.hpp"
#include "tests/simulation/typed.hpp"

namespace veldwerk::simulation {

/// The highest counter known of each writer: what somebody can have seen.
using Knowledge = std::map<WriterId, std::uint64_t>;

struct AcknowledgedSave {
    std::string phone;
    Stamp stamp;
    TypedSave typed;
    std::vector<RecordId> records;  ///< beside `typed`
    std::string bytes;
    int life = 1;  ///< of its phone: each time it is set back it begins another
    /// Why it need not be found any more: the phone was set back or wiped before it was delivered.
    std::string excused;
};

struct AcknowledgedAct {
    Stamp stamp;
    TypedSave typed;  ///< empty: of a decision or another act that nobody typed as a save
    bool lost = false;  ///< with the journal, which no backup holds
};

struct Notebook {
    std::vector<AcknowledgedSave> saves;
    std::vector<AcknowledgedAct> acts;
    std::vector<RecordId> erased;  ///< whose erasure was ordered, also if the order was lost
};

/// The change says what was typed: each value in its bytes, at its record. Throws P1.
void check_as_typed(const AcknowledgedSave& save);

}  // namespace veldwerk::simulation
