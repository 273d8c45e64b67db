// SPDX-License-Identifier: EUPL-1.2
// Slots: what merges as one. A plain field is its own slot and its value is the field's value; the
// fields of a group share a slot whose value holds them all, so that nobody reads a combination
// that nobody wrote. Fields of a group that this version does not know are carried along.
#pragma once

#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "protocol/records/result.hpp"
#include "protocol/records/schema.hpp"

namespace veldwerk {

struct FieldValue {
    FieldNumber field{};
    std::string value;
    bool operator==(const FieldValue&) const = default;
};

/// By rising field number: number, length, bytes; empty values are left out, so all empty is empty.
[[nodiscard]] std::string join_group(std::vector<FieldValue> members);
[[nodiscard]] Result<std::vector<FieldValue>> split_group(std::string_view slot_value);

/// The value of one field out of its slot's value.
[[nodiscard]] std::string field_of_slot(const Field& field, std::string_view slot_value);

/// Whether a slot's bytes are canonical for the type; slots it does not know always are.
[[nodiscard]] Result<void> check_slot(const RecordType& type, SlotNumber slot,
                                      std::string_view slot_value);

}  // namespace veldwerk
