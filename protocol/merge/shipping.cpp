// SPDX-License-Identifier: EUPL-1.2
#include "protocol/merge/shipping.hpp"

#include <algorithm>

namespace veldwerk {
namespace {

bool stays(const RecordType& type, SlotNumber slot) {
    const auto fields = type.slot(slot);
    return !fields.empty() && fields.front()->office_only;
}

}  // namespace

const RecordState& shipped(const RecordState& state, RecordState& storage) {
    const RecordType* type = find_type(state.type);
    if (type == nullptr || type->scope == Scope::office) return state;
    const bool none_stays =
        std::none_of(state.candidates.begin(), state.candidates.end(),
                     [type](const Candidate& candidate) { return stays(*type, candidate.slot); });
    if (none_stays) return state;
    storage = state;
    std::erase_if(storage.candidates,
                  [type](const Candidate& candidate) { return stays(*type, candidate.slot); });
    std::erase_if(storage.bases, [type](const Base& base) { return stays(*type, base.slot); });
    return storage;
}

}  // namespace veldwerk
