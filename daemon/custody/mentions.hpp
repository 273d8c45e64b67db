// SPDX-License-Identifier: EUPL-1.2
// Where other people's records speak of a participant by name. An erasure goes by scope, and a name
// in somebody else's note is not in it: the person who orders is shown where to look, and decides.
#pragma once

#include <string>
#include <vector>

#include "daemon/ledger/ledger.hpp"

namespace veldwerk::office {

struct Mention {
    TypeNumber type{};
    RecordId record;
    std::string field;
};

/// By given or family name, as whole words and without regard to ASCII case; a name of one letter
/// is no name. To be asked before the names are erased.
[[nodiscard]] std::vector<Mention> find_mentions(Ledger& ledger, const RecordId& participant);

}  // namespace veldwerk::office
