// SPDX-License-Identifier: EUPL-1.2
#include "protocol/merge/derived.hpp"

#include <algorithm>

namespace veldwerk {

bool set_derived(RecordState& state, SlotNumber slot, const std::string& value) {
    auto& all = state.candidates;
    const auto first = std::lower_bound(
        all.begin(), all.end(), slot,
        [](const Candidate& candidate, SlotNumber number) { return candidate.slot < number; });
    const bool present = first != all.end() && first->slot == slot && is_derived(*first);
    if (present && first->value == value) return false;
    if (!present && value.empty()) return false;
    if (value.empty()) {
        all.erase(first);
    } else if (present) {
        first->value = value;
    } else {
        all.insert(first, Candidate{slot, {}, value, {}});
    }
    return true;
}

}  // namespace veldwerk
