// SPDX-License-Identifier: EUPL-1.2
// Values in force of a stored record by the names of its fields: for rules and reports that read
// many records. A name the type does not have is a bug.
#pragma once

#include <functional>
#include <optional>
#include <string>
#include <string_view>

#include "daemon/office/settings.hpp"
#include "protocol/records/value.hpp"

namespace veldwerk::office {

[[nodiscard]] inline std::optional<std::int64_t> number_in_force(const RecordState& state,
                                                                 std::string_view field) {
    return decode_integer(field_in_force(state, field));
}
[[nodiscard]] inline std::optional<CivilDate> date_in_force(const RecordState& state,
                                                            std::string_view field) {
    return decode_date(field_in_force(state, field));
}
/// Empty if there is none.
[[nodiscard]] inline RecordId reference_in_force(const RecordState& state,
                                                 std::string_view field) {
    return RecordId::from_view(field_in_force(state, field)).value_or(RecordId{});
}
/// The value as commands print it: a term by name, a date as YYYY-MM-DD.
[[nodiscard]] inline std::string text_in_force(const RecordState& state, std::string_view field) {
    return format_value(*find_type(state.type)->find(field), field_in_force(state, field));
}

/// Every record of a type, by rising id.
inline void each_record(Ledger& ledger, TypeNumber type,
                        const std::function<void(const RecordState&)>& visit) {
    for (const auto& id : ledger.all(type)) visit(ledger.load(type, id)->state);
}

}  // namespace veldwerk::office
