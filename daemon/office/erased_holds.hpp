// SPDX-License-Identifier: EUPL-1.2
// What an erasure leaves of changes that are kept apart and not in the history: pushes of blocked
// devices.
#pragma once

#include "daemon/office/erasures.hpp"

namespace veldwerk::office {

/// The bytes as an order in force leaves them.
[[nodiscard]] std::string left_of_held(Erasures& erasures, const HeldChange& held,
                                       WorkingSet& records);

}  // namespace veldwerk::office
