// SPDX-License-Identifier: EUPL-1.2
#include "client-sdk/c_api/asked_json.hpp"

#include <nlohmann/json.hpp>

#include "client-sdk/c_api/border.hpp"
#include "protocol/carriage/value_json.hpp"
#include "protocol/records/schema.hpp"

namespace veldwerk::device {
namespace {

using carriage::Json;

Json parsed(const std::string& text) {
    Json json = Json::parse(text, nullptr, false);
    demand(!json.is_discarded(), "the text is no JSON");
    return json;
}

/// The text under a key; empty without one.
std::string text_under(const Json& object, const char* key) {
    const auto found = object.find(key);
    if (found == object.end() || found->is_null()) return {};
    demand(found->is_string(), "type, id, version and create_as are JSON strings");
    return found->get<std::string>();
}

void demand_keys(const Json& object, std::initializer_list<std::string_view> known) {
    demand(object.is_object(), "an edit or a question is a JSON object");
    for (const auto& [key, value] : object.items()) {
        if (std::find(known.begin(), known.end(), key) != known.end()) continue;
        throw Misuse("\"" + key + "\" means nothing here");
    }
}

/// Text for a field that the schema does not have: the replica refuses it by name.
Result<std::vector<std::string>> texts_of(const Field* field, const Json& value) {
    if (field == nullptr) return std::vector<std::string>{value.dump()};
    return carriage::texts_of_json(*field, value);
}

bool is_part_of_set(const Json& value) {
    return value.is_object() && !value.empty() &&
           std::all_of(value.items().begin(), value.items().end(), [](const auto& item) {
               return item.key() == "add" || item.key() == "remove";
           });
}

Result<void> add_field(RecordEdit& edit, const std::string& name, const Json& value) {
    const RecordType* type = find_type(edit.type);
    const Field* field = type == nullptr ? nullptr : type->find(name);
    const auto add = [&](EditMode mode, const Json& given) -> Result<void> {
        auto texts = texts_of(field, given);
        if (!texts) return tl::unexpected<Error>(texts.error());
        FieldEdit change;
        change.field = name;
        change.mode = mode;
        change.values = std::move(*texts);
        edit.fields.push_back(std::move(change));
        return {};
    };
    if (!is_part_of_set(value)) return add(EditMode::set, value);
    for (const auto& [verb, elements] : value.items()) {
        auto added = add(verb == "add" ? EditMode::add : EditMode::remove, elements);
        if (!added) return added;
    }
    return {};
}

Result<RecordEdit> edit_of(const Json& json) {
    demand_keys(json, {"type", "id", "version", "create_as", "fields"});
    RecordEdit edit;
    edit.type = text_under(json, "type");
    edit.record = text_under(json, "id");
    edit.version = text_under(json, "version");
    demand(!edit.type.empty(), "an edit names its type");
    if (const std::string id = text_under(json, "create_as"); !id.empty()) {
        edit.create_as = RecordId::parse(id);
        demand(edit.create_as && edit.record.empty(),
               "create_as is an id of veldwerk_replica_new_id, and stands instead of id");
    }
    const auto fields = json.find("fields");
    if (fields == json.end()) return edit;
    demand(fields->is_object(), "fields is a JSON object");
    for (const auto& [name, value] : fields->items()) {
        if (auto added = add_field(edit, name, value); !added) {
            return tl::unexpected<Error>(added.error());
        }
    }
    return edit;
}

}  // namespace

Result<std::vector<RecordEdit>> edits_of_json(const std::string& text) {
    const Json json = parsed(text);
    std::vector<RecordEdit> edits;
    for (const Json& one : json.is_array() ? json : Json::array({json})) {
        auto edit = edit_of(one);
        if (!edit) return tl::unexpected<Error>(edit.error());
        edits.push_back(std::move(*edit));
    }
    demand(!edits.empty(), "there is nothing to save");
    return edits;
}

Asked asked_of_json(const std::string& text) {
    const Json json = parsed(text);
    demand_keys(json, {"type", "id", "where"});
    Asked asked;
    asked.type = text_under(json, "type");
    asked.record = text_under(json, "id");
    demand(!asked.type.empty(), "a question names its type");
    const auto where = json.find("where");
    if (where == json.end()) return asked;
    demand(where->is_object(), "where is a JSON object");
    for (const auto& [field, value] : where->items()) {
        demand(!value.is_structured(), "where compares fields with single values");
        const std::string wanted = value.is_string()  ? value.get<std::string>()
                                   : value.is_null() ? std::string{}
                                                     : value.dump();
        asked.where.push_back({field, wanted});
    }
    return asked;
}

std::vector<Cell> parameters_of_json(const std::string& text) {
    const Json json = parsed(text);
    demand(json.is_array(), "the parameters of a query are a JSON array");
    std::vector<Cell> cells;
    for (const Json& value : json) {
        demand(!value.is_structured(), "a parameter is a single value");
        if (value.is_null()) cells.emplace_back(std::monostate{});
        if (value.is_boolean()) cells.emplace_back(std::int64_t{value.get<bool>() ? 1 : 0});
        if (value.is_number_integer()) cells.emplace_back(value.get<std::int64_t>());
        if (value.is_number_float()) cells.emplace_back(value.get<double>());
        if (value.is_string()) cells.emplace_back(value.get<std::string>());
    }
    return cells;
}

}  // namespace veldwerk::device
