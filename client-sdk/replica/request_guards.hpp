// SPDX-License-Identifier: EUPL-1.2
// What a device can know of a request for a placement before it is stamped: a guard that, by all it
// holds, cannot become true by itself. What it cannot know stands as a request, and the office's
// merged state decides (DESIGN.md 3.5).
#pragma once

#include "client-sdk/replica/draft.hpp"

namespace veldwerk::device {

/// Refuses `rule` with the guard in one sentence.
[[nodiscard]] Result<void> check_request(Store& store, const DraftRecord& placement);

}  // namespace veldwerk::device
