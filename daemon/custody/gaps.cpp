// SPDX-License-Identifier: EUPL-1.2
#include "daemon/custody/gaps.hpp"

namespace veldwerk::office {

std::vector<std::string> gaps_after(std::uint64_t act, const std::vector<JournalEntry>& acts) {
    std::vector<std::string> gaps;
    std::uint64_t next = act + 1;
    for (const auto& entry : acts) {
        const std::uint64_t counter = entry.stamp.counter;
        if (counter < next) continue;
        if (counter > next) {
            gaps.push_back("acts " + std::to_string(next) + " to " + std::to_string(counter - 1) +
                           " are not in the journal");
        }
        next = counter + 1;
    }
    return gaps;
}

}  // namespace veldwerk::office
