// SPDX-License-Identifier: EUPL-1.2
// One connection of a device: frames to messages for its session, and the session's messages to
// frames, no faster than the device takes them. Whoever shows no certificate is a stranger: one
// Enrol is heard, once, within a few seconds. What one device sends wrongly ends its own link, with
// a reason in the log, and nobody else's.
//
// Lives until its connection has closed. One thread: that of the io_context.
#pragma once

#include <chrono>
#include <functional>
#include <memory>
#include <optional>
#include <string>

#include "daemon/network/enrolment.hpp"
#include "daemon/network/log.hpp"
#include "daemon/session/office_session.hpp"
#include "protocol/carriage/connection.hpp"

namespace asio {
class io_context;
}

namespace veldwerk::office {

/// What all links of an office share.
struct Reception {
    asio::io_context& io;
    Office& office;
    CommitQueue& queue;
    Enrolment& enrolment;
    FrameWriter& writer;
};

/// Waits on the monotonic clock.
struct LinkTimes {
    carriage::Patience patience;
    // A person has typed the code before the connection is made: the request follows at once.
    std::chrono::milliseconds enrol_max{10'000};
    // A wrong code is answered late: with a bounded number of strangers this bounds the guesses.
    std::chrono::milliseconds wrong_code_delay{1'000};
};

class DeviceLink : public std::enable_shared_from_this<DeviceLink> {
public:
    enum class Phase : std::uint8_t { handshake, stranger, device, ending };
    /// Whom the link tells of itself.
    struct Listening {
        /// The handshake is done; a no is said to the peer instead of serving it.
        std::function<Result<void>(DeviceLink&, Phase becomes)> on_open;
        std::function<void(DeviceLink&)> on_closed;
    };

    DeviceLink(Reception& reception, LinkTimes times, std::string origin);
    ~DeviceLink();
    DeviceLink(const DeviceLink&) = delete;
    DeviceLink& operator=(const DeviceLink&) = delete;

    /// What the connection is to be made with, and then the connection itself.
    [[nodiscard]] carriage::ConnectionOptions options(Listening listening);
    void carry(std::shared_ptr<carriage::Connection> connection);

    /// Whether it counts as a stranger or as a device, also while it ends.
    [[nodiscard]] Phase kind() const { return kind_; }
    void ledger_moved();
    /// Asks for a sign of life if the device said nothing since the last time.
    void ping();
    /// What is ready is sent, then the no, then it closes.
    void turn_away(const Error& error);

private:
    struct Waiting;

    void open(const carriage::Peer& peer);
    void hear(const Frame& frame);
    void hear_stranger(const Message& message);
    void answer_stranger(const Enrol& asked);
    void pump();
    void pump_soon();
    void say(const Message& message);
    void end(const std::string& why);
    void end_as(const SessionEnd& how);
    void guarded(const std::function<void()>& work);
    void recognise_name(const carriage::Peer& peer);
    void fail(const std::exception& failure);
    void closed(const carriage::Closed& how);
    void report(Weight weight, std::string result) const;
    void audit(std::string action, std::string object, std::string result) const;
    [[nodiscard]] std::uint64_t retry_after_ms() const;

    Reception& reception_;
    LinkTimes times_;
    std::string origin_;
    Listening listening_;
    Phase phase_ = Phase::handshake;
    Phase kind_ = Phase::handshake;
    std::shared_ptr<carriage::Connection> connection_;
    std::shared_ptr<OfficeSession> session_;
    std::unique_ptr<Waiting> waiting_;
    std::string result_ = "closed";  ///< how it ended, for the log
    std::string refused_;            ///< the word for why, for the audit log; empty: it was not
    Weight weight_ = Weight::detail;
    bool ended_ = false;
    bool pump_posted_ = false;
    bool heard_ = false;
};

}  // namespace veldwerk::office
