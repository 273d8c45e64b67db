// SPDX-License-Identifier: EUPL-1.2
// Fields as people type them behind a command: `field=value`, of a set `field=a,b`, `field+=a,b`
// and `field-=a`, `field=@FILE` for the content of a file (of a field of bytes its SHA-256);
// `ID[@VERSION]` names a record. Only the form is read here; what a value may be is said where it
// is saved.
#pragma once

#include <span>
#include <string>
#include <vector>

#include "protocol/carriage/editing.hpp"

namespace veldwerk::carriage {

/// Refuses `wrong_use` for a word without `=`, a type that is not there and a file that cannot be
/// read. A field that the type does not have is left to whoever saves: it knows what to say.
[[nodiscard]] Result<std::vector<FieldEdit>> parse_typed_fields(
    const std::string& type, std::span<const std::string> words);

struct RecordName {
    std::string record;   ///< id, code or tail
    std::string version;  ///< empty: the present one
};
[[nodiscard]] RecordName parse_record_name(const std::string& text);

}  // namespace veldwerk::carriage
