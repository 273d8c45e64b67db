// SPDX-License-Identifier: EUPL-1.2
// The key that revoked devices seal their last work to. It lies beside the keys of the certificate
// authority, and in no backup of the ledger: without DIR/authority a box stays closed.
#pragma once

#include "daemon/office/office.hpp"
#include "protocol/carriage/sealed_box.hpp"

namespace veldwerk::office {

/// Made at the first use.
[[nodiscard]] carriage::SealKeys sealing_keys(Office& office);

}  // namespace veldwerk::office
