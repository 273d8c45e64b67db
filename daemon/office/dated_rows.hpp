// SPDX-License-Identifier: EUPL-1.2
// Before the office writes a dated row (a setting, a cost rate, an agreement), it is held against
// the others of its kind: no two at once, no hole between (rules/dated_rows.hpp). Looked at before
// the act has a stamp, like a grant; nothing judges it again.
#pragma once

#include <span>

#include "daemon/ledger/ledger.hpp"

namespace veldwerk::office {

/// Refuses `rule` with what the row is about and the dates.
[[nodiscard]] Result<void> check_dated_rows(Ledger& ledger, std::span<const RecordWrites> writes);

}  // namespace veldwerk::office
