// SPDX-License-Identifier: EUPL-1.2
#include "daemon/custody/legal_test.hpp"

#include <map>

#include "daemon/custody/retention.hpp"
#include "protocol/merge/erasing.hpp"
#include "protocol/records/slots.hpp"

namespace veldwerk::office {
namespace {

using Counts = std::map<std::pair<TypeNumber, FieldNumber>, std::uint64_t>;

void count_values(const RecordState& state, Counts& counts) {
    const RecordType* type = find_type(state.type);
    if (type == nullptr) return;
    for (const auto& candidate : state.candidates) {
        for (const Field* field : type->slot(candidate.slot)) {
            const bool empty = field_of_slot(*field, candidate.value).empty();
            if (!empty) ++counts[{state.type, field->number}];
        }
    }
}

/// What the schema says without a rule of the programme.
std::string told_ground(Erasure category) {
    switch (category) {
        case Erasure::erase: break;
        case Erasure::keep_tax:
            return "pay and attendance, seven years after the year (AWR art. 52)";
        case Erasure::keep_subsidy: return "accountability of benefit and subsidy, seven years";
        case Erasure::keep_operational: return "ids, codes and states, which say nothing personal";
    }
    return {};
}

}  // namespace

LegalTest test_erasure(Ledger& ledger, const RecordId& participant) {
    Counts counts;
    ledger.read_feed(ledger.scope_number(Scope::participant, participant), 0,
                     [&](const FeedRef& ref) {
                         const auto record = ledger.load(ref.type, ref.record);
                         if (record) count_values(record->state, counts);
                         return true;
                     });
    const auto rules = retention_rules(ledger);
    LegalTest test;
    for (const auto& [place, values] : counts) {
        const RecordType& type = *find_type(place.first);
        const Field& field = *type.find(place.second);
        TestedField tested{std::string(type.name), std::string(field.name), values,
                           std::string(name_of(field.erasure)), {}};
        if (is_erasable(type.number, field.slot)) {
            test.erased.push_back(std::move(tested));
            continue;
        }
        tested.ground = told_ground(field.erasure);
        for (const auto& rule : rules) {
            if (rule.record == tested.record && rule.category == field.erasure) {
                tested.ground = told(rule);
            }
        }
        test.kept.push_back(std::move(tested));
    }
    return test;
}

}  // namespace veldwerk::office
