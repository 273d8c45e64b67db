// SPDX-License-Identifier: EUPL-1.2
#include "daemon/office/finding.hpp"

#include <algorithm>

#include "protocol/carriage/type_names.hpp"
#include "protocol/merge/in_force.hpp"
#include "protocol/records/value.hpp"

namespace veldwerk::office {
namespace {

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

Result<std::vector<Condition>> conditions_of(Ledger& ledger, const RecordType& type,
                                             const std::vector<FieldIs>& where) {
    std::vector<Condition> conditions;
    for (const auto& asked : where) {
        const Field* field = type.find(asked.field);
        if (field == nullptr) {
            return refuse(Reason::unknown_field, std::string(type.name) + " has no field \"" +
                                                     asked.field + '"');
        }
        auto value = parse_typed(ledger, *field, asked.value);
        if (!value) return tl::unexpected<Error>(value.error());
        conditions.push_back({field, std::move(*value)});
    }
    return conditions;
}

Result<std::vector<RecordId>> ids_to_look_at(Ledger& ledger, const RecordType& type,
                                             const std::string& record,
                                             const std::vector<Condition>& conditions) {
    if (!record.empty()) {
        const auto id = ledger.resolve(type.number, record);
        if (!id) return tl::unexpected<Error>(id.error());
        return std::vector<RecordId>{*id};
    }
    for (const auto& condition : conditions) {
        if (condition.field->is_set()) continue;
        return ledger.where(type.number, *condition.field, condition.value);
    }
    return ledger.all(type.number);
}

}  // namespace

Result<std::string> parse_typed(Ledger& ledger, const Field& field, const std::string& text,
                                const std::string& present) {
    const bool resolvable = field.kind == Kind::reference && find_type(field.target) != nullptr;
    if (!resolvable || text.empty()) return parse_value(field, text, present);
    const auto id = ledger.resolve(field.target, text);
    if (!id) return refuse(id.error().reason, std::string(field.name) + ": " + id.error().detail);
    return std::string(id->view());
}

Result<std::vector<RecordState>> find_records(Ledger& ledger, const Asked& asked) {
    const RecordType* type = find_type(asked.type);
    if (type == nullptr) {
        return refuse(Reason::wrong_use, carriage::told_unknown_type(asked.type));
    }
    const auto conditions = conditions_of(ledger, *type, asked.where);
    if (!conditions) return tl::unexpected<Error>(conditions.error());
    const auto ids = ids_to_look_at(ledger, *type, asked.record, *conditions);
    if (!ids) return tl::unexpected<Error>(ids.error());
    std::vector<RecordState> found;
    for (const auto& id : *ids) {
        auto record = ledger.load(type->number, id);
        if (!record) continue;
        const bool wanted = std::all_of(
            conditions->begin(), conditions->end(),
            [&record](const Condition& condition) { return condition.holds(record->state); });
        if (wanted) found.push_back(std::move(record->state));
    }
    return found;
}

}  // namespace veldwerk::office
