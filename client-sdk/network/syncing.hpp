// SPDX-License-Identifier: EUPL-1.2
// A sync from beginning to end, on the calling thread.
#pragma once

#include <chrono>
#include <functional>
#include <string>

#include "client-sdk/session/device_session.hpp"

namespace veldwerk::device {

// A first sync on a bad line may take long; whoever waits longer than this has stopped waiting.
inline constexpr std::chrono::milliseconds sync_time_max{3'600'000};

struct SyncOrder {
    std::string office;             ///< HOST:PORT; empty: the remembered one
    std::uint64_t changes_max = 0;  ///< 0: no bound
    std::string app_version;
    std::function<Instant()> now;
    std::function<void(const Progress&)> on_progress;  ///< may be empty
    std::chrono::milliseconds time_max = sync_time_max;
};

/// What the office or this device said no to stands in the outcome's error. Throws NoConnection,
/// and what the replica throws; what was acknowledged before stays so.
[[nodiscard]] Outcome sync(Replica& replica, const SyncOrder& order);

}  // namespace veldwerk::device
