// SPDX-License-Identifier: EUPL-1.2
// A failure of the world as a sentence for people, who should learn what to do. What SQLite says of
// a full disk is "disk I/O error" or less.
#pragma once

#include <exception>
#include <string>

namespace veldwerk::carriage {

[[nodiscard]] std::string told_failure(const std::exception& failure);

}  // namespace veldwerk::carriage
