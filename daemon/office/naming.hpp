// SPDX-License-Identifier: EUPL-1.2
// What people call things: persons by name, records by their code, values with the references in
// them told. For sentences and lists that a person reads; scripts get ids.
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "daemon/ledger/ledger.hpp"

namespace veldwerk::office {

/// Of a person of the office or a coach; of nobody known the end of the id.
[[nodiscard]] std::string name_of_person(Ledger& ledger, const RecordId& person);
/// The record's code, name, title or description, or else its id.
[[nodiscard]] std::string label_of(Ledger& ledger, TypeNumber type, const RecordId& record);
/// Whose type a reference does not tell. Nothing if there is no such record.
[[nodiscard]] std::optional<TypeNumber> type_of(Ledger& ledger, const RecordId& record);

/// A field's value; "empty" if there is none.
[[nodiscard]] std::string told_value(Ledger& ledger, const Field& field, std::string_view value);
/// A slot's value; of a group each member that has one by name.
struct SlotName {
    TypeNumber type{};
    SlotNumber slot{};
};
[[nodiscard]] std::string told_slot(Ledger& ledger, SlotName of, std::string_view value);
/// The names of the fields in a slot: "start, end, end_reason".
[[nodiscard]] std::string fields_of_slot(SlotName of);
/// What the clock in Amsterdam said: "2026-12-01 16:30".
[[nodiscard]] std::string told_time(Instant instant);

}  // namespace veldwerk::office
