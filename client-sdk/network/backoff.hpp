// SPDX-License-Identifier: EUPL-1.2
// How long to wait before the next attempt: twice as long each time, with jitter, so that a hundred
// phones that lost one office do not all come back in the same second.
#pragma once

#include <chrono>
#include <cstdint>

#include "client-sdk/replica/replica.hpp"

namespace veldwerk::device {

// A line that dropped in a lift is back within a second or two.
inline constexpr std::chrono::milliseconds retry_time_first{1'000};
// A coach who comes into reach again waits no longer than this; a phone that dials every five
// minutes does not feel it in its battery.
inline constexpr std::chrono::milliseconds retry_time_max{300'000};

class Backoff {
public:
    explicit Backoff(Luck luck) : luck_(std::move(luck)) {}

    /// Between half and all of the present term, and never before the office wants to see us.
    [[nodiscard]] std::chrono::milliseconds next(std::chrono::milliseconds asked_for = {});
    /// It went well.
    void start_anew() { term_ = retry_time_first; }

private:
    Luck luck_;
    std::chrono::milliseconds term_ = retry_time_first;
};

}  // namespace veldwerk::device
