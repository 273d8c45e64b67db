// SPDX-License-Identifier: EUPL-1.2
// The fixture of the exhaustive suites: proves worlds one by one, stops a test at the first that
// does not hold, and says at the end of the suite how many there were.
#pragma once

#include <gtest/gtest.h>

#include <iostream>
#include <string>
#include <vector>

#include "tests/protocol/merge/proof.hpp"

namespace veldwerk::proof {

class EveryWorld : public testing::Test {
protected:
    static void SetUpTestSuite() { tally() = {}; }
    static void TearDownTestSuite() {
        std::cout << "proved " << tally().worlds << " worlds in " << tally().sets
                  << " sets of arrived changes\n";
    }
    void TearDown() override {
        RecordProperty("worlds", std::to_string(worlds_));
        EXPECT_GT(worlds_, 0U) << "a proof over nothing proves nothing";
    }

    void prove(const World& world, const Proof& proof) {
        if (HasFailure()) return;
        tally().count(world);
        ++worlds_;
        if (const auto wrong = refute(world, proof)) ADD_FAILURE() << *wrong;
    }
    void prove(const Shape& shape, const Ground& ground, const Casting& casting) {
        if (!HasFailure()) prove(make_world(shape, ground, casting), {ground});
    }
    [[nodiscard]] std::uint64_t worlds() const { return worlds_; }

    /// How many changes each of up to three writers makes, two at most: every such case.
    static const std::vector<std::vector<std::size_t>>& up_to_three_by_two() {
        static const std::vector<std::vector<std::size_t>> counts{
            {1}, {2}, {1, 1}, {2, 1}, {2, 2}, {1, 1, 1}, {2, 1, 1}, {2, 2, 1}, {2, 2, 2}};
        return counts;
    }

private:
    static Tally& tally() {
        static Tally counted;
        return counted;
    }
    std::uint64_t worlds_ = 0;
};

/// The masks of as many things as there are bits.
inline std::uint32_t masks_of(std::size_t things) { return std::uint32_t{1} << things; }

/// Values take turns, so that agreement and emptiness meet every shape somewhere.
inline Values values_in_turn(std::uint64_t turn) { return static_cast<Values>(turn % 3); }

}  // namespace veldwerk::proof
