// SPDX-License-Identifier: EUPL-1.2
// The clock of a command: the system's, or what `--now` says. `--now @FILE` reads the file at each
// use, so that a test moves the time of a program that runs. Deadlines and waits never ask it.
#pragma once

#include <functional>
#include <string>

#include "protocol/records/civil.hpp"
#include "protocol/records/result.hpp"

namespace veldwerk::carriage {

/// `told` is empty (the system's clock), an RFC 3339 instant or `@FILE`. Refuses `wrong_use` for
/// anything else, also in the file as it is now. The clock throws std::runtime_error when the file
/// later holds no instant.
[[nodiscard]] Result<std::function<Instant()>> clock_of(const std::string& told);

}  // namespace veldwerk::carriage
