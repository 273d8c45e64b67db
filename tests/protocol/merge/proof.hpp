// SPDX-License-Identifier: EUPL-1.2
// The proof of one world. Arrival orders need not be walked one by one: if integrating is a
// function of the set, every way into a set of arrived changes ends in one state. So the proof
// walks the sets from the empty one upwards, enters each from all its predecessors, compares the
// ways, and compares the state with the oracle's. That covers all n! orders, causal or not, and
// every prefix of them, in n * 2^(n-1) steps.
#pragma once

#include <optional>
#include <string>

#include "tests/protocol/merge/small_office.hpp"

namespace veldwerk::proof {

struct Proof {
    Ground ground;
    Flaw flaw = Flaw::none;
    /// Only orders in which each writer's changes come by rising counter.
    bool per_writer_order = false;
};

/// Nothing if the world holds; else what does not, with the world in words.
[[nodiscard]] std::optional<std::string> refute(const World& world, const Proof& proof);

/// How much a suite proved, to be printed at its end.
struct Tally {
    std::uint64_t worlds = 0;
    std::uint64_t sets = 0;  ///< of arrived changes, over all worlds
    void count(const World& world) {
        ++worlds;
        sets += std::uint64_t{1} << world.events.size();
    }
};

}  // namespace veldwerk::proof
