// SPDX-License-Identifier: EUPL-1.2
// What a person typed, on a phone or at the office, before any of the product's code saw it: the
// oracle judges by this and by the bytes that came of it.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "client-sdk/replica/edits.hpp"
#include "protocol/carriage/editing.hpp"

namespace veldwerk::simulation {

enum class Mode { set, add, remove };

struct TypedField {
    std::string field;
    std::string value;
    Mode mode = Mode::set;
};

struct TypedRecord {
    std::string type;
    std::string record;   ///< empty: it is created
    std::string version;  ///< empty: the present one
    std::vector<TypedField> fields;
    std::optional<RecordId> create_as;
};

/// One save, all or nothing.
using TypedSave = std::vector<TypedRecord>;

[[nodiscard]] std::vector<device::RecordEdit> edits_of_device(const TypedSave& save);
[[nodiscard]] std::vector<carriage::RecordEdit> edits_of_office(const TypedSave& save);
/// "observation placement=... date=...; ...".
[[nodiscard]] std::string told(const TypedSave& save);

/// The bytes a typed value must have come to; nothing where that takes records to know (a code, a
/// change to what was there).
[[nodiscard]] std::optional<std::string> bytes_of(const TypedRecord& record,
                                                  const TypedField& field);

}  // namespace veldwerk::simulation
