// SPDX-License-Identifier: EUPL-1.2
// What happened: the last events are kept for whoever has to understand a failure, all of them go
// to the screen if asked, and a running hash tells whether a world repeats itself.
#pragma once

#include <cstdint>
#include <deque>
#include <map>
#include <string>

#include "tests/simulation/calendar.hpp"

namespace veldwerk::simulation {

/// Enough to see a sync, a crash and what led to both.
inline constexpr std::size_t events_kept_max = 40;

class Chronicle {
public:
    Chronicle(const Calendar& calendar, bool trace) : calendar_(calendar), trace_(trace) {}

    void tell(const std::string& who, const std::string& what);
    /// Counts what a world had of something: a seed that never meets a storm proves nothing.
    void count(const std::string& what, std::uint64_t more = 1) { counts_[what] += more; }

    [[nodiscard]] const std::deque<std::string>& last() const { return last_; }
    [[nodiscard]] const std::map<std::string, std::uint64_t>& counts() const { return counts_; }
    [[nodiscard]] std::uint64_t hash() const { return hash_; }

private:
    const Calendar& calendar_;
    bool trace_;
    std::deque<std::string> last_;
    std::map<std::string, std::uint64_t> counts_;
    std::uint64_t hash_ = 0xcbf29ce484222325ULL;
};

}  // namespace veldwerk::simulation
