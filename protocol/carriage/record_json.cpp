// SPDX-License-Identifier: EUPL-1.2
#include "protocol/carriage/record_json.hpp"

#include <nlohmann/json.hpp>

#include "protocol/merge/in_force.hpp"
#include "protocol/records/value.hpp"

namespace veldwerk::carriage {

std::vector<std::string> texts_in_force(const RecordState& state, const Field& field) {
    std::vector<std::string> texts;
    if (field.is_set()) {
        for (const auto& element : elements_in_force(state, field.slot)) {
            texts.push_back(format_value(field, element));
        }
    } else if (const auto bytes = value_in_force(state, field); !bytes.empty()) {
        texts.push_back(format_value(field, bytes));
    }
    return texts;
}

Json json_of_record(const RecordState& state) {
    const RecordType* type = find_type(state.type);
    expect(type != nullptr, "a record is shown by a type of this version");
    Json record = {{"id", state.id.text()}, {"version", version_of(state)}};
    for (const Field& field : type->fields) {
        auto value = json_of_texts(field, texts_in_force(state, field));
        if (!value.is_null()) record[std::string(field.name)] = std::move(value);
    }
    return record;
}

}  // namespace veldwerk::carriage
