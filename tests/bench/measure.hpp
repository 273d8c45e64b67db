// SPDX-License-Identifier: EUPL-1.2
// A workload beside its control in the same run: control, ours, control, ours ... The median of the
// ratios counts, because machines are noisy and both sides of a pair see the same noise. Benchmarks
// measure; they never decide pass or fail.
#pragma once

#include <algorithm>
#include <chrono>
#include <cstdint>
#include <functional>
#include <string>
#include <vector>

namespace veldwerk::bench {

/// Pairs per workload.
inline constexpr int runs = 5;

struct Figures {
    std::string work;
    std::string what;            ///< one line for people
    double control_ms{};         ///< median
    double ours_ms{};            ///< median
    double ratio{};              ///< median of the pairs
    std::uint64_t bytes{};       ///< on the wire, both ways; 0: none
    std::uint64_t memory_bytes{};///< peak of the device's process; 0: not measured
    std::vector<std::pair<std::string, std::string>> shares;  ///< where it goes, for people
};

[[nodiscard]] inline double milliseconds(const std::function<void()>& work) {
    const auto start = std::chrono::steady_clock::now();
    work();
    const std::chrono::duration<double, std::milli> took = std::chrono::steady_clock::now() - start;
    return took.count();
}

[[nodiscard]] inline double median(std::vector<double> values) {
    std::sort(values.begin(), values.end());
    return values.empty() ? 0 : values[values.size() / 2];
}

/// Collects pairs.
class Pairs {
public:
    void add(double control_ms, double ours_ms) {
        controls_.push_back(control_ms);
        ours_.push_back(ours_ms);
        ratios_.push_back(ours_ms / control_ms);
    }
    void into(Figures& figures) const {
        figures.control_ms = median(controls_);
        figures.ours_ms = median(ours_);
        figures.ratio = median(ratios_);
    }

private:
    std::vector<double> controls_, ours_, ratios_;
};

}  // namespace veldwerk::bench
