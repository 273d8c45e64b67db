// SPDX-License-Identifier: EUPL-1.2
// Records as text by the schema's names.
#include "client-sdk/replica/parts.hpp"
#include "protocol/carriage/type_names.hpp"
#include "protocol/merge/in_force.hpp"
#include "protocol/records/value.hpp"
#include "protocol/records/vocabulary.hpp"

#include <algorithm>

namespace veldwerk::device {
namespace {

ShownRecord shown_of(const RecordType& type, const RecordState& state) {
    ShownRecord shown{&type, state.id, version_of(state), {}};
    for (const Field& field : type.fields) {
        if (field.office_only) continue;
        ShownField shown_field{&field, {}};
        if (field.is_set()) {
            for (const auto& element : elements_in_force(state, field.slot)) {
                shown_field.values.push_back(format_value(field, element));
            }
        } else if (const std::string bytes = value_in_force(state, field); !bytes.empty()) {
            shown_field.values.push_back(format_value(field, bytes));
        }
        shown.fields.push_back(std::move(shown_field));
    }
    return shown;
}

/// A condition with its canonical value.
struct Condition {
    const Field* field{};
    std::string value;

    [[nodiscard]] bool holds(const RecordState& state) const {
        if (!field->is_set()) return value_in_force(state, *field) == value;
        const auto elements = elements_in_force(state, field->slot);
        if (value.empty()) return elements.empty();
        return std::find(elements.begin(), elements.end(), value) != elements.end();
    }
};

Result<Condition> condition_of(Store& store, const RecordType& type, const FieldIs& asked) {
    const Field* field = type.find(asked.field);
    if (field == nullptr || field->office_only) {
        return refuse(Reason::unknown_field,
                      std::string(type.name) + '.' + asked.field + ": there is no such field here");
    }
    if (field->kind == Kind::reference && field->target != any_type && !asked.value.empty()) {
        const auto id = store.records().resolve(field->target, asked.value);
        if (!id) return tl::unexpected<Error>(id.error());
        return Condition{field, std::string(id->view())};
    }
    auto value = parse_value(*field, asked.value);
    if (!value) return tl::unexpected<Error>(value.error());
    return Condition{field, std::move(*value)};
}

Result<std::vector<RecordId>> candidates_for(Store& store, const RecordType& type,
                                             const Asked& asked,
                                             const std::vector<Condition>& conditions) {
    if (!asked.record.empty()) {
        const auto id = store.records().resolve(type.number, asked.record);
        if (!id) return tl::unexpected<Error>(id.error());
        return std::vector<RecordId>{*id};
    }
    for (const Condition& condition : conditions) {
        if (condition.field->is_set()) continue;
        return store.records().where(type.number, *condition.field, condition.value);
    }
    return store.records().all(type.number);
}

}  // namespace

Result<std::vector<ShownRecord>> Replica::show(const Asked& asked) {
    Store& store = parts_->store;
    const Glance glance(store);
    if (auto ready = parts_->check_readable(); !ready) return tl::unexpected<Error>(ready.error());
    const RecordType* type = find_type(asked.type);
    if (type == nullptr) {
        return refuse(Reason::unknown_field, carriage::told_unknown_type(asked.type));
    }
    if (type->scope == Scope::office) {
        return refuse(Reason::not_authorised,
                      asked.type + ": is kept at the office, not on a device");
    }
    std::vector<Condition> conditions;
    for (const FieldIs& where : asked.where) {
        auto condition = condition_of(store, *type, where);
        if (!condition) return tl::unexpected<Error>(condition.error());
        conditions.push_back(std::move(*condition));
    }
    const auto ids = candidates_for(store, *type, asked, conditions);
    if (!ids) return tl::unexpected<Error>(ids.error());
    std::vector<ShownRecord> shown;
    for (const RecordId& id : *ids) {
        const auto record = store.records().load(type->number, id);
        if (!record) continue;
        const bool wanted = std::all_of(
            conditions.begin(), conditions.end(),
            [&record](const Condition& condition) { return condition.holds(record->state); });
        if (wanted) shown.push_back(shown_of(*type, record->state));
    }
    return shown;
}

}  // namespace veldwerk::device
