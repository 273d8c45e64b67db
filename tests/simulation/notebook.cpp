// SPDX-License-Identifier: EUPL-1.2
#include "tests/simulation/notebook.hpp"

#include <algorithm>

#include "protocol/records/slots.hpp"
#include "protocol/records/value.hpp"
#include "tests/simulation/broken_promise.hpp"

namespace veldwerk::simulation {
namespace {

/// What the change makes of the field; nothing if it does not write it.
std::optional<std::string> written(const Change& change, const RecordId& record,
                                   const Field& field, const std::string& element) {
    const Write* write = change.find(record, field.slot, element);
    if (write == nullptr) return std::nullopt;
    return field.is_set() ? write->value : field_of_slot(field, write->value);
}

void check_field(const AcknowledgedSave& save, const Change& change, const TypedRecord& typed,
                 const RecordId& record, const TypedField& typed_field) {
    const Field& field = *find_type(typed.type)->find(typed_field.field);
    const auto bytes = bytes_of(typed, typed_field);
    // A schedule given as `DATE/...` is added to what was there.
    if (!bytes || field.kind == Kind::schedule || field.kind == Kind::calendar) return;
    const std::string element = field.is_set() ? *bytes : std::string{};
    const auto found = written(change, record, field, element);
    // A value that says what was there already is not written again.
    if (!found && !typed.record.empty()) return;
    if (!found && bytes->empty()) return;
    const bool removed = typed_field.mode == Mode::remove;
    const std::string wanted =
        !field.is_set() ? *bytes : removed ? std::string{} : std::string(element_present);
    promised(found == wanted, promise::nothing_lost,
             save.phone + " typed " + typed.type + '.' + typed_field.field + '=' +
                 typed_field.value + " but its change " + std::to_string(save.stamp.counter) +
                 " does not say so");
}

}  // namespace

void check_as_typed(const AcknowledgedSave& save) {
    const auto change = decode_change(save.bytes, save.stamp);
    promised(change.has_value(), promise::nothing_lost,
             save.phone + ": change " + std::to_string(save.stamp.counter) + " does not read back");
    for (std::size_t i = 0; i < save.typed.size(); ++i) {
        for (const auto& field : save.typed[i].fields) {
            check_field(save, *change, save.typed[i], save.records[i], field);
        }
    }
}

}  // namespace veldwerk::simulation
