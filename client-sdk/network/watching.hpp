// SPDX-License-Identifier: EUPL-1.2
// A replica kept in step by a thread of its own, which has its own opening of the file: a live
// connection while there is one, patience with jitter while there is none, and at the latest an
// attempt at its own moment of the night (session/next_try.hpp). Tells when the file shows
// something new, whoever wrote it.
#pragma once

#include <functional>
#include <memory>
#include <string>

#include "client-sdk/replica/replica.hpp"

namespace veldwerk::device {

enum class WatchEvent {
    changed,    ///< read again
    caught_up,  ///< all is sent and received
    offline,    ///< no connection; it tries again by itself
    stopped,    ///< it does not try again
};

struct WatchOrder {
    std::string office;  ///< HOST:PORT; empty: the remembered one
    std::string app_version;
    std::function<Instant()> now;
    Luck luck;
    /// On the watch's thread; must not throw.
    std::function<void(WatchEvent, const std::string& detail)> tell;
};

class Watching {
public:
    /// Starts the thread, which alone uses the replica from now on.
    Watching(std::unique_ptr<Replica> replica, WatchOrder order);
    /// Says goodbye to the office, waits for the thread. Not to be called on that thread.
    ~Watching();
    Watching(const Watching&) = delete;
    Watching& operator=(const Watching&) = delete;

    [[nodiscard]] bool is_own_thread() const;

private:
    class Loop;
    std::unique_ptr<Loop> loop_;
};

}  // namespace veldwerk::device
