// SPDX-License-Identifier: EUPL-1.2
// Evidence of precedence: a participant's innovation is known here by the hash of its content, and
// the office says by an act when it first had that hash. The act is journalled like every other,
// so nobody can say it earlier or later than it was.
#pragma once

#include "daemon/office/acting.hpp"

namespace veldwerk::office {

/// Inside `Office::transact`. Records without a hash, and those attested before, are passed over.
/// Gives how many were attested.
std::size_t attest_innovations(Office& office, Acting& acting);

}  // namespace veldwerk::office
