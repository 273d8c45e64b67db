// SPDX-License-Identifier: EUPL-1.2
// Record types for people: which there are, which one was meant, and which field names a record.
#pragma once

#include <string>
#include <string_view>

#include "protocol/records/schema.hpp"

namespace veldwerk::carriage {

/// That there is no type of this name, and which one was meant, if that can be guessed.
[[nodiscard]] std::string told_unknown_type(std::string_view name);

/// For the end of a help text: the types that people write, several a line.
[[nodiscard]] std::string listed_types();

/// By what a person calls a record of the type: the name of a coach or person of the office, else
/// its code, name, title or description. Null if there is none of these.
[[nodiscard]] const Field* naming_field(const RecordType& type);

}  // namespace veldwerk::carriage
