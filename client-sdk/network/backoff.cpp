// SPDX-License-Identifier: EUPL-1.2
#include "client-sdk/network/backoff.hpp"

#include <algorithm>

namespace veldwerk::device {

std::chrono::milliseconds Backoff::next(std::chrono::milliseconds asked_for) {
    std::uint32_t luck = 0;
    luck_(&luck, sizeof luck);
    const auto half = term_ / 2;
    const std::chrono::milliseconds jitter{luck % static_cast<std::uint32_t>(half.count() + 1)};
    term_ = std::min(term_ * 2, retry_time_max);
    return std::max(asked_for, half) + jitter;
}

}  // namespace veldwerk::device
