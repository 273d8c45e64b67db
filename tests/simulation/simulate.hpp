// SPDX-License-Identifier: EUPL-1.2
// One seed, one world: first a storm, in which nothing may be lost or shown to the wrong person;
// then peace, in which everything must converge within a bound; then every promise is asked.
#pragma once

#include <cstdint>
#include <map>
#include <string>
#include <vector>

#include "tests/simulation/world.hpp"

namespace veldwerk::simulation {

struct Asked {
    std::size_t coaches = 0;  ///< 0: drawn from the seed
    std::int64_t days = 0;
    bool trace = false;
    std::string without;  ///< a storm that is left out
};

struct Outcome {
    std::uint64_t seed{};
    std::string broken;  ///< the promise; empty: all hold
    std::string detail;
    std::vector<std::string> last_events;
    std::map<std::string, std::uint64_t> counts;
    std::uint64_t hash{};  ///< of all that happened: one seed, one hash

    [[nodiscard]] bool holds() const { return broken.empty(); }
};

[[nodiscard]] Outcome simulate(std::uint64_t seed, const Asked& asked);

/// What a failure prints: the promise, what was seen, the last events, the command that replays.
[[nodiscard]] std::string told(const Outcome& outcome, const std::string& program,
                               const Asked& asked);

}  // namespace veldwerk::simulation
