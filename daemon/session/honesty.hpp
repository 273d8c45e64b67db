// SPDX-License-Identifier: EUPL-1.2
// What a device hears that was found not to go along with the office (honesty.cpp).
#pragma once

#include "protocol/records/result.hpp"

namespace veldwerk::office {

[[nodiscard]] Error blocked_error();

}  // namespace veldwerk::office
