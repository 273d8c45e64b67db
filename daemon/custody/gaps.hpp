// SPDX-License-Identifier: EUPL-1.2
// What a journal can no longer give back: decisions and plain writes are dropped from it once every
// kept backup holds them, so a ledger older than those finds gaps in it.
#pragma once

#include <string>
#include <vector>

#include "daemon/custody/journal.hpp"

namespace veldwerk::office {

/// What is missing between an act and those that follow it, as sentences. The acts of all lives are
/// numbered on.
[[nodiscard]] std::vector<std::string> gaps_after(std::uint64_t act,
                                                  const std::vector<JournalEntry>& acts);

}  // namespace veldwerk::office
