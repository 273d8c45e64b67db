// SPDX-License-Identifier: EUPL-1.2
// People of the office and coaches are added and listed alike; they differ in record type and
// fields.
#pragma once

#include "daemon/commands/command.hpp"

namespace veldwerk::office {

/// `add` of a type: each option becomes the field of its name.
[[nodiscard]] Command add_verb(const std::string& type, std::vector<Parameter> parameters);
/// `list` of a type: id and these fields.
[[nodiscard]] Command list_verb(const std::string& type, std::vector<std::string> fields);

}  // namespace veldwerk::office
