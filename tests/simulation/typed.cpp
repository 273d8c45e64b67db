// SPDX-License-Identifier: EUPL-1.2
#include "tests/simulation/typed.hpp"

#include "protocol/records/value.hpp"

namespace veldwerk::simulation {
namespace {

/// Both houses have an edit of their own, alike in everything but its namespace.
template <class Edit, class EditField, class EditMode>
std::vector<Edit> edits_of(const TypedSave& save) {
    std::vector<Edit> edits;
    for (const auto& typed : save) {
        Edit edit;
        edit.type = typed.type;
        edit.record = typed.record;
        edit.version = typed.version;
        edit.create_as = typed.create_as;
        for (const auto& field : typed.fields) {
            EditField one;
            one.field = field.field;
            one.values = {field.value};
            one.mode = field.mode == Mode::set   ? EditMode::set
                       : field.mode == Mode::add ? EditMode::add
                                                 : EditMode::remove;
            edit.fields.push_back(std::move(one));
        }
        edits.push_back(std::move(edit));
    }
    return edits;
}

/// Of an id its end, of a report its length.
std::string told_value(const std::string& value) {
    constexpr std::size_t readable_max = 200;
    if (value.size() > readable_max) return "(" + std::to_string(value.size()) + " bytes)";
    return value.size() == 36 ? value.substr(28) : value;
}

}  // namespace

std::vector<device::RecordEdit> edits_of_device(const TypedSave& save) {
    return edits_of<device::RecordEdit, device::FieldEdit, device::EditMode>(save);
}

std::vector<carriage::RecordEdit> edits_of_office(const TypedSave& save) {
    return edits_of<carriage::RecordEdit, carriage::FieldEdit, carriage::EditMode>(save);
}

std::string told(const TypedSave& save) {
    std::string text;
    for (const auto& record : save) {
        if (!text.empty()) text += "; ";
        text += record.type;
        if (!record.record.empty()) text += ' ' + record.record.substr(record.record.size() - 8);
        if (!record.version.empty()) text += '@' + record.version;
        for (const auto& field : record.fields) {
            const char* sign = field.mode == Mode::set   ? "="
                               : field.mode == Mode::add ? "+="
                                                         : "-=";
            text += ' ' + field.field + sign;
            text += told_value(field.value);
        }
    }
    return text;
}

std::optional<std::string> bytes_of(const TypedRecord& record, const TypedField& field) {
    const Field* of = find_type(record.type)->find(field.field);
    if (of == nullptr) return std::nullopt;
    if (of->kind == Kind::reference) {
        const auto id = RecordId::parse(field.value);
        return id ? std::optional<std::string>(id->view()) : std::nullopt;
    }
    auto bytes = parse_value(*of, field.value);
    return bytes ? std::optional<std::string>(*bytes) : std::nullopt;
}

}  // namespace veldwerk::simulation
