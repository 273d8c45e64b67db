// SPDX-License-Identifier: EUPL-1.2
// The form of the settings that rules read: a slip of the pen in one would quietly change what many
// days come to. Of a name that no rule knows anything goes.
#pragma once

#include <string_view>

#include "protocol/records/result.hpp"

namespace veldwerk {

/// Refuses `invalid_value`, with what is allowed.
[[nodiscard]] Result<void> check_setting(std::string_view name, std::string_view value);

}  // namespace veldwerk
