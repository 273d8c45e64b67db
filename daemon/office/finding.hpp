// SPDX-License-Identifier: EUPL-1.2
// Which records a command asks for: one by id, code or tail, or those whose fields have the values
// asked for.
#pragma once

#include <string>
#include <vector>

#include "daemon/ledger/ledger.hpp"

namespace veldwerk::office {

struct FieldIs {
    std::string field;
    std::string value;  ///< as people type it; empty: the field is empty
};
struct Asked {
    std::string type;
    std::string record;           ///< empty: all of the type
    std::vector<FieldIs> where;   ///< all of these hold
};

/// In order of id. Refuses a type, field, value or reference that there is not.
[[nodiscard]] Result<std::vector<RecordState>> find_records(Ledger& ledger, const Asked& asked);

/// Canonical bytes of what was typed; a reference by id, code or tail. `present` as in parse_value.
[[nodiscard]] Result<std::string> parse_typed(Ledger& ledger, const Field& field,
                                              const std::string& text,
                                              const std::string& present = {});

}  // namespace veldwerk::office
