// SPDX-License-Identifier: EUPL-1.2
#include "protocol/merge/state.hpp"

#include <xxhash.h>

#include <algorithm>
#include <utility>

namespace veldwerk {
namespace {

constexpr std::string_view hex_digits = "0123456789abcdef";

void append_number(std::string& bytes, std::uint64_t number) {
    for (int shift = 0; shift < 64; shift += 8) {
        bytes.push_back(static_cast<char>((number >> shift) & 0xff));
    }
}

/// Stamps alone make a version: a candidate's value never changes under its stamp, and of derived
/// values (no stamp) the bytes count.
std::uint32_t version_over(std::span<const Candidate> candidates) {
    std::string bytes;
    bytes.reserve(64 * candidates.size());
    for (const auto& candidate : candidates) {
        append_number(bytes, candidate.slot);
        append_number(bytes, candidate.element.size());
        bytes += candidate.element;
        bytes += candidate.by.stamp.writer.view();
        append_number(bytes, candidate.by.stamp.counter);
        if (candidate.by.stamp.counter == 0) bytes += candidate.value;
    }
    return XXH32(bytes.data(), bytes.size(), 0);
}

struct BySlot {
    bool operator()(const Candidate& candidate, SlotNumber slot) const {
        return candidate.slot < slot;
    }
    bool operator()(SlotNumber slot, const Candidate& candidate) const {
        return slot < candidate.slot;
    }
};

}  // namespace

std::span<const Candidate> RecordState::slot(SlotNumber slot) const {
    const auto [first, last] =
        std::equal_range(candidates.begin(), candidates.end(), slot, BySlot{});
    return {first, last};
}

std::span<const Candidate> RecordState::cell(SlotNumber slot_number,
                                             std::string_view element) const {
    const auto all = slot(slot_number);
    const auto first = std::find_if(all.begin(), all.end(), [element](const Candidate& candidate) {
        return candidate.element == element;
    });
    const auto last = std::find_if(first, all.end(), [element](const Candidate& candidate) {
        return candidate.element != element;
    });
    return {first, last};
}

const Base* RecordState::base(SlotNumber slot) const {
    const auto found = std::find_if(bases.begin(), bases.end(),
                                    [slot](const Base& base) { return base.slot == slot; });
    return found == bases.end() ? nullptr : &*found;
}

std::string version_of(const RecordState& state) {
    if (state.candidates.empty()) return {};
    std::uint32_t version = version_over(state.candidates);
    std::string text(8, '0');
    for (auto digit = text.rbegin(); digit != text.rend(); ++digit, version >>= 4) {
        *digit = hex_digits[version & 0x0f];
    }
    return text;
}

std::uint32_t version_of_slot(const RecordState& state, SlotNumber slot) {
    return version_over(state.slot(slot));
}

}  // namespace veldwerk
