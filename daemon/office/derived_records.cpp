// SPDX-License-Identifier: EUPL-1.2
#include "daemon/office/derived_records.hpp"

#include <algorithm>

namespace veldwerk::office {

DerivedRecord::DerivedRecord(TypeNumber type, const RecordId& id) {
    state_.type = type;
    state_.id = id;
}

void DerivedRecord::set(std::string_view name, std::string value) {
    if (value.empty()) return;
    const Field* field = find_type(state_.type)->find(name);
    expect(field != nullptr && !field->grouped(), "a derived field stands for itself");
    state_.candidates.push_back({field->slot, {}, std::move(value), {}});
}

RecordState DerivedRecord::take() {
    std::sort(state_.candidates.begin(), state_.candidates.end(),
              [](const Candidate& a, const Candidate& b) { return a.slot < b.slot; });
    return std::move(state_);
}

void put_derived(WorkingSet& records, RecordState&& derived, ScopeNumber scope) {
    RecordState* present = records.find(derived.type, derived.id);
    if (present == nullptr) {
        if (derived.candidates.empty()) return;
        const RecordId id = derived.id;
        records.create(derived.type, id, scope) = std::move(derived);
    } else if (!(present->candidates == derived.candidates)) {
        present->candidates = std::move(derived.candidates);
        records.touch(present->type, present->id);
    }
}

}  // namespace veldwerk::office
