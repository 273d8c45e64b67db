// SPDX-License-Identifier: EUPL-1.2
// What of a record leaves the office: everything but the fields marked `office_only`. A scope's
// digest counts exactly this, so both sides can compare.
#pragma once

#include "protocol/merge/state.hpp"

namespace veldwerk {

/// The state itself if nothing has to stay behind, else a copy without that in `storage`.
[[nodiscard]] const RecordState& shipped(const RecordState& state, RecordState& storage);

}  // namespace veldwerk
