// SPDX-License-Identifier: EUPL-1.2
#include "tests/simulation/chronicle.hpp"

#include <cstdio>

namespace veldwerk::simulation {

void Chronicle::tell(const std::string& who, const std::string& what) {
    std::string line = format_instant(calendar_.now()) + "  " + who + ": " + what;
    for (const char letter : line) {
        hash_ = (hash_ ^ static_cast<std::uint8_t>(letter)) * 0x100000001b3ULL;
    }
    if (trace_) std::printf("%s\n", line.c_str());
    last_.push_back(std::move(line));
    if (last_.size() > events_kept_max) last_.pop_front();
}

}  // namespace veldwerk::simulation
