// SPDX-License-Identifier: EUPL-1.2
// What must have happened to a ledger that was set back, restored or not, before anything of it is
// served. One place, so that nothing served can forget a part of it.
#pragma once

namespace veldwerk::office {

class Office;

/// After the new life was committed. Idempotent. Outside a transaction.
void after_restore(Office& office);

}  // namespace veldwerk::office
