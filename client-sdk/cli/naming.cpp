// SPDX-License-Identifier: EUPL-1.2
#include "client-sdk/cli/naming.hpp"

#include <nlohmann/json.hpp>

#include "client-sdk/cli/command.hpp"
#include "protocol/carriage/type_names.hpp"

namespace veldwerk::cli {
namespace {

constexpr std::size_t tail_digits = 8;  // of an id, as commands take it

std::string tail_of(const std::string& id) {
    return id.size() > tail_digits ? id.substr(id.size() - tail_digits) : id;
}

}  // namespace

std::string Names::ask(TypeNumber type, const std::string& id) {
    const RecordType* known = find_type(type);
    const Field* naming = known == nullptr ? nullptr : carriage::naming_field(*known);
    // What the office keeps to itself has no table here.
    if (naming == nullptr || known->scope == Scope::office) return tail_of(id);
    const std::string sql = "SELECT " + std::string(naming->name) + " FROM " +
                            std::string(known->name) + " WHERE id = uuid(?)";
    const Json answer = parsed(replica_.query(sql, Json::array({id}).dump()));
    const Json& rows = answer.at("rows");
    if (rows.empty() || !rows.front().front().is_string()) return tail_of(id);
    return rows.front().front().get<std::string>();
}

std::string Names::of(TypeNumber type, const std::string& id) {
    const auto found = known_.find(id);
    if (found != known_.end()) return found->second;
    return known_.emplace(id, ask(type, id)).first->second;
}

std::string Names::of_scope(const std::string& scope) {
    const auto slash = scope.find('/');
    const RecordType* type = find_type(std::string_view(scope).substr(0, slash));
    if (slash == std::string::npos || type == nullptr) return scope;
    return std::string(type->name) + ' ' + of(type->number, scope.substr(slash + 1));
}

carriage::ListedRecord Names::listed(const RecordType& type, const Json& record) {
    carriage::ListedRecord one{record.at("id"), record.at("version"), {}};
    for (const Field& field : type.fields) {
        std::string& told = one.values.emplace_back();
        const auto value = record.find(field.name);
        if (value == record.end()) continue;
        const auto texts = carriage::texts_of_json(field, *value);
        if (!texts) continue;
        for (const std::string& text : *texts) {
            const bool refers = field.kind == Kind::reference && text.size() == 36;
            told += (told.empty() ? "" : ", ") + (refers ? of(field.target, text) : text);
        }
    }
    return one;
}

}  // namespace veldwerk::cli
