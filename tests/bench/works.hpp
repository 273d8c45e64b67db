// SPDX-License-Identifier: EUPL-1.2
// The workloads, each beside its control.
#pragma once

#include <filesystem>

#include "client-sdk/include/veldwerk.hpp"
#include "tests/bench/measure.hpp"

namespace veldwerk::bench {

struct Bench {
    std::filesystem::path programs;  ///< where veldwerkd lies
    std::filesystem::path scratch;   ///< a folder of its own for each workload
};

[[nodiscard]] Figures initial_sync(const Bench& bench);  ///< W1
[[nodiscard]] Figures nightly(const Bench& bench);       ///< W2
[[nodiscard]] Figures local_save(const Bench& bench);    ///< W3
[[nodiscard]] Figures small_delta(const Bench& bench);   ///< W4

/// A device's replica with a key of the benchmark's own.
[[nodiscard]] inline sdk::Replica open_device(const std::filesystem::path& file) {
    return sdk::Replica({.path = file.string(),
                         .key = [] { return std::optional<sdk::Key>(sdk::Key{42}); },
                         .create = true,
                         .now = {},
                         .app_version = "bench"});
}

}  // namespace veldwerk::bench
