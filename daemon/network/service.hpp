// SPDX-License-Identifier: EUPL-1.2
// `serve`: the office on the network. One thread, one loop: devices are read, what they want
// written is committed together once all that was ready has been read, and twice a second it looks
// whether the ledger moved (by another command beside it), whether the civil day has turned and
// whether its own certificate ends. Waits run on the monotonic clock, everything else on the time
// passed in.
#pragma once

#include <chrono>
#include <functional>
#include <memory>

#include "daemon/network/listener.hpp"

namespace veldwerk::office {

struct ServiceOptions {
    ListenerOptions listener;
    /// How soon devices hear of what other commands did: within a second (DESIGN.md 8).
    std::chrono::milliseconds look_interval{500};
    std::chrono::milliseconds ping_interval = limits::ping_interval;
    /// For all good-byes together, when it stops.
    std::chrono::milliseconds goodbye_max{5'000};
};

class Service {
public:
    /// Binds and writes the day act if the day has turned. `io` runs it and must outlive it.
    Service(asio::io_context& io, Office& office, const ServiceOptions& options);
    ~Service();
    Service(const Service&) = delete;
    Service& operator=(const Service&) = delete;

    [[nodiscard]] HostPort address() const { return listener_.address(); }
    /// From now on devices are served, for as long as `io` runs.
    void start();
    /// Commits what is queued, tells the devices to come back, closes. `io` runs out of work then,
    /// in bounded time.
    void stop();

    [[nodiscard]] CommitQueue& queue() { return queue_; }
    [[nodiscard]] std::size_t links() const { return listener_.links(); }

private:
    void commit_soon();
    void look();
    void look_later();
    void ping_later();
    void turn_day();
    void tell_if_moved();

    asio::io_context& io_;
    Office& office_;
    ServiceOptions options_;
    CommitQueue queue_;
    Enrolment enrolment_;
    FrameWriter writer_;
    Reception reception_;
    Listener listener_;
    asio::steady_timer look_timer_;
    asio::steady_timer ping_timer_;
    asio::steady_timer goodbye_timer_;
    std::uint64_t commits_told_ = 0;
    EpochId epoch_told_;
    std::uint64_t position_told_ = 0;
    std::uint64_t acts_told_ = 0;
    CivilDate day_;
    std::string trouble_;  ///< the last failure of looking, logged once
    bool commit_posted_ = false;
    bool stopping_ = false;
};

}  // namespace veldwerk::office
