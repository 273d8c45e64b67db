// SPDX-License-Identifier: EUPL-1.2
// The parts of `quarantine`, one file each.
#pragma once

#include "daemon/commands/command.hpp"

namespace veldwerk::office {

/// Shows what waits for the lift of a hold; says whether there was anything.
bool list_holds(const Context& context, Ledger& ledger);
[[nodiscard]] Command quarantine_lift_command();

}  // namespace veldwerk::office
