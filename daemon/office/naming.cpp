// SPDX-License-Identifier: EUPL-1.2
#include "daemon/office/naming.hpp"

#include <algorithm>

#include "daemon/office/settings.hpp"
#include "protocol/merge/in_force.hpp"
#include "protocol/records/slots.hpp"
#include "protocol/records/value.hpp"

namespace veldwerk::office {

std::string name_of_person(Ledger& ledger, const RecordId& person) {
    for (const TypeNumber type : {type::person, type::coach}) {
        const auto record = ledger.load(type, person);
        const std::string name = record ? field_in_force(record->state, "name") : std::string{};
        if (!name.empty()) return name;
    }
    return person.empty() ? "nobody" : "person " + person.text().substr(28);
}

std::string label_of(Ledger& ledger, TypeNumber type, const RecordId& record) {
    const RecordType* known = find_type(type);
    const auto stored = known == nullptr ? std::nullopt : ledger.load(type, record);
    if (!stored) return record.text();
    for (const char* name : {"code", "name", "title", "description"}) {
        const Field* field = known->find(name);
        const std::string label = field == nullptr ? std::string{}
                                                   : value_in_force(stored->state, *field);
        if (!label.empty()) return label;
    }
    return record.text();
}

std::optional<TypeNumber> type_of(Ledger& ledger, const RecordId& record) {
    for (const auto& type : schema()) {
        if (ledger.exists(type.number, record)) return type.number;
    }
    return std::nullopt;
}

std::string told_value(Ledger& ledger, const Field& field, std::string_view value) {
    if (value.empty()) return "empty";
    const auto id = field.kind == Kind::reference ? RecordId::from_view(value) : std::nullopt;
    if (!id) return format_value(field, value);
    if (field.target == type::person || field.target == type::coach) {
        return name_of_person(ledger, *id);
    }
    return label_of(ledger, field.target, *id);
}

std::string told_slot(Ledger& ledger, SlotName of, std::string_view value) {
    const RecordType* type = find_type(of.type);
    const auto fields = type == nullptr ? std::span<const Field* const>{} : type->slot(of.slot);
    if (fields.empty()) return value.empty() ? "empty" : "a value of a newer version";
    if (!fields.front()->grouped()) return told_value(ledger, *fields.front(), value);
    std::string told;
    for (const Field* field : fields) {
        const std::string member = field_of_slot(*field, value);
        if (member.empty()) continue;
        if (!told.empty()) told += ", ";
        told += std::string(field->name) + ' ' + told_value(ledger, *field, member);
    }
    return told.empty() ? "empty" : told;
}

std::string fields_of_slot(SlotName of) {
    std::string names;
    const RecordType* type = find_type(of.type);
    if (type == nullptr) return names;
    for (const Field* field : type->slot(of.slot)) {
        if (!names.empty()) names += ", ";
        names += field->name;
    }
    return names;
}

std::string told_time(Instant instant) {
    std::string text = amsterdam_time(instant).text();
    std::replace(text.begin(), text.end(), 'T', ' ');
    return text;
}

}  // namespace veldwerk::office
