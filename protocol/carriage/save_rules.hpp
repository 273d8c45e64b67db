// SPDX-License-Identifier: EUPL-1.2
// Rules of the domain that can be known where somebody saves, before a stamp exists: no observation
// of a day that has not come, a correction names one's own, a device asks for what only the office
// grants, a setting reads as its rule will read it. Each refusal is one sentence.
#pragma once

#include "protocol/carriage/editing.hpp"

namespace veldwerk::carriage {

/// May add writes that belong to the save: a withdrawal names the uses it saw.
[[nodiscard]] Result<void> check_save(RecordWrites& writes, const RecordState& before,
                                      const EditAuthor& author, const EditGround& ground);

}  // namespace veldwerk::carriage
