// SPDX-License-Identifier: EUPL-1.2
// Virtual time: what will happen, in order of its instant and, within one instant, in order of
// planning. Nothing waits; weeks pass as fast as events can be worked off.
#pragma once

#include <cstdint>
#include <functional>
#include <queue>
#include <utility>
#include <vector>

#include "protocol/records/civil.hpp"

namespace veldwerk::simulation {

inline constexpr std::int64_t second_ms = 1000;
inline constexpr std::int64_t minute_ms = 60 * second_ms;
inline constexpr std::int64_t hour_ms = 60 * minute_ms;
inline constexpr std::int64_t day_ms = 24 * hour_ms;

class Calendar {
public:
    explicit Calendar(Instant start) : now_(start) {}

    [[nodiscard]] Instant now() const { return now_; }
    void at(Instant when, std::function<void()> happen) {
        if (when < now_) when = now_;
        events_.push({when, ++planned_, std::move(happen)});
    }
    void after(std::int64_t ms, std::function<void()> happen) {
        at({now_.unix_ms + ms}, std::move(happen));
    }
    /// Works off everything up to the instant, which is then now.
    void run_until(Instant end) {
        while (!events_.empty() && events_.top().when <= end) {
            // An event may plan others: it leaves the queue before it happens.
            Event event = events_.top();
            events_.pop();
            now_ = event.when;
            event.happen();
        }
        now_ = end;
    }
    [[nodiscard]] std::uint64_t planned() const { return planned_; }

private:
    struct Event {
        Instant when;
        std::uint64_t sequence{};
        std::function<void()> happen;
        bool operator<(const Event& other) const {
            return std::pair(other.when, other.sequence) < std::pair(when, sequence);
        }
    };
    Instant now_;
    std::uint64_t planned_ = 0;
    std::priority_queue<Event> events_;
};

}  // namespace veldwerk::simulation
