// SPDX-License-Identifier: EUPL-1.2
#include "client-sdk/replica/telling.hpp"

#include "protocol/carriage/type_names.hpp"
#include "protocol/merge/in_force.hpp"
#include "protocol/records/slots.hpp"
#include "protocol/records/value.hpp"

namespace veldwerk::device {

std::string Telling::known_name(TypeNumber type, const RecordId& record) {
    const RecordType* known = find_type(type);
    const Field* naming = known == nullptr ? nullptr : carriage::naming_field(*known);
    const auto stored =
        naming == nullptr ? std::nullopt : parts_.store.records().load(type, record);
    return stored ? format_value(*naming, value_in_force(stored->state, *naming)) : std::string{};
}

std::string Telling::value(const Field& field, const std::string& bytes) {
    if (bytes.empty()) return "empty";
    const auto id = field.kind == Kind::reference ? RecordId::from_view(bytes) : std::nullopt;
    if (!id) return format_value(field, bytes);
    if (const std::string name = known_name(field.target, *id); !name.empty()) return name;
    // Who works at the office is not told to devices.
    if (field.target == type::person) return "person " + id->text().substr(28);
    return format_value(field, bytes);
}

std::string Telling::slot(TypeNumber type, SlotNumber slot, const std::string& bytes) {
    const auto fields = find_type(type)->slot(slot);
    if (fields.empty()) return bytes.empty() ? "empty" : "a value of a newer version";
    if (!fields.front()->grouped()) return value(*fields.front(), bytes);
    std::string all;
    for (const Field* member : fields) {
        const std::string part = field_of_slot(*member, bytes);
        if (part.empty()) continue;
        all += (all.empty() ? "" : ", ") + std::string(member->name) + ' ' + value(*member, part);
    }
    return all.empty() ? "empty" : all;
}

std::string Telling::who(const Author& by) {
    if (by.stamp.counter == 0) return "rule";
    if (by.act) return "the office";
    if (by.stamp.writer == writer_) return "you on this device";
    const std::string name = known_name(type::coach, by.person);
    return name.empty() ? "coach " + by.person.text().substr(28) : name;
}

std::string Telling::label(TypeNumber type, const RecordId& record) {
    const std::string name = known_name(type, record);
    return name.empty() ? record.text().substr(28) : name;
}

}  // namespace veldwerk::device
