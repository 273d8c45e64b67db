// SPDX-License-Identifier: EUPL-1.2
// The border between the command line and the commands: what was typed becomes Given, what came of
// it becomes the exit code. The one unit that sees the option parser.
#pragma once

#include "daemon/commands/command.hpp"

namespace veldwerk::office {

/// Exit codes of every command (DESIGN.md 8).
enum class Exit : int { done = 0, refused = 1, wrong_use = 2, world_failed = 3 };

/// Reads the command line, runs the command that it names, translates its answer.
[[nodiscard]] int run_command_line(int count, char** words, const std::vector<Command>& commands);

}  // namespace veldwerk::office
