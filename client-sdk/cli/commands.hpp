// SPDX-License-Identifier: EUPL-1.2
// The commands of `veldwerk`, grouped by what a coach does: talk with the office, write, read.
#pragma once

#include "client-sdk/cli/command.hpp"

namespace veldwerk::cli {

[[nodiscard]] Command enrol_command();
[[nodiscard]] Command sync_command();

[[nodiscard]] Command put_command();
[[nodiscard]] Command observe_command();
[[nodiscard]] Command refused_command();
[[nodiscard]] Command import_command();

[[nodiscard]] Command show_command();
[[nodiscard]] Command status_command();
[[nodiscard]] Command digest_command();
[[nodiscard]] Command review_command();
[[nodiscard]] Command export_plain_command();
[[nodiscard]] Command rekey_command();

}  // namespace veldwerk::cli
