// SPDX-License-Identifier: EUPL-1.2
// Every command that `veldwerkd` has, each in the file of its name.
#pragma once

#include "daemon/commands/command.hpp"

namespace veldwerk::office {

[[nodiscard]] Command init_command();
[[nodiscard]] Command serve_command();
[[nodiscard]] Command person_command();
[[nodiscard]] Command coach_command();
[[nodiscard]] Command device_command();
[[nodiscard]] Command put_command();
[[nodiscard]] Command show_command();
[[nodiscard]] Command import_command();
[[nodiscard]] Command export_command();
[[nodiscard]] Command review_command();
[[nodiscard]] Command period_command();
[[nodiscard]] Command assign_command();
[[nodiscard]] Command erase_command();
[[nodiscard]] Command quarantine_command();
[[nodiscard]] Command nightly_command();
[[nodiscard]] Command report_command();
[[nodiscard]] Command backup_command();
[[nodiscard]] Command restore_command();
[[nodiscard]] Command check_command();
[[nodiscard]] Command digest_command();

}  // namespace veldwerk::office
