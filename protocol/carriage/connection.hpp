// SPDX-License-Identifier: EUPL-1.2
// One connection between a device and an office: frames in, frames out, over TLS 1.3. It knows
// nothing of sessions; a session is carried by answering its events and sending its frames. Made
// in connecting.hpp; this header stays free of Asio and OpenSSL.
//
// Everything happens on the thread that runs the io_context. A connection lives until it is closed,
// whoever still points at it, and is never opened again: a new attempt is a new connection.
#pragma once

#include "protocol/carriage/tls_context.hpp"
#include "protocol/wire/frame.hpp"
#include "protocol/wire/limits.hpp"

#include <chrono>
#include <cstddef>
#include <cstdint>
#include <functional>
#include <memory>
#include <string>
#include <string_view>

namespace veldwerk::carriage {

enum class ClosedBy : std::uint8_t {
    us,        ///< `close` was called
    peer,      ///< the peer said goodbye
    distrust,  ///< no TLS: a foreign certificate, another authority, no TLS 1.3, no veldwerk
    fault,     ///< the peer sent bytes that are no frames
    silence,   ///< no sign of life within the patience, or no handshake
    slowness,  ///< the peer does not take what is sent
    network,   ///< unreachable, reset or cut off
};

struct Closed {
    ClosedBy by{};
    std::string detail;  ///< a sentence for people
};

/// Called from the io_context, never from within a member of Connection, each may be empty. They
/// are let go after `on_closed`, so they may own whoever owns the connection. An exception from one
/// goes through to whoever runs the io_context.
struct ConnectionEvents {
    /// Frames may be sent from now on. To a device this comes before the office has judged its
    /// certificate: a refusal follows as `on_closed` with `distrust`.
    std::function<void(const Peer&)> on_open;
    std::function<void(Frame&&)> on_frame;
    /// `writable()` was false and is true again: the queue is below half of its target.
    std::function<void()> on_writable;
    /// The last event, exactly once, also when it never opened.
    std::function<void(const Closed&)> on_closed;
};

/// How long each wait may last, on the monotonic clock.
struct Patience {
    std::chrono::milliseconds connect = limits::connect_time_max;
    std::chrono::milliseconds handshake = limits::handshake_time_max;
    std::chrono::milliseconds silence = limits::silence_time_max;
    std::chrono::milliseconds stall = limits::stall_time_max;
    std::chrono::milliseconds goodbye = limits::goodbye_time_max;
};

struct ConnectionOptions {
    ConnectionEvents events;
    Patience patience;
};

class Connection {
public:
    virtual ~Connection() = default;
    Connection(const Connection&) = delete;
    Connection& operator=(const Connection&) = delete;

    /// Queues the bytes of one frame, as FrameWriter makes them. Dropped unless the connection is
    /// open. Above limits::queue_bytes_max the connection closes by `slowness`.
    virtual void send(std::string_view frame) = 0;
    /// May more be produced? False from the target on until the queue is below half of it.
    [[nodiscard]] virtual bool writable() const = 0;
    [[nodiscard]] virtual std::size_t queued_bytes() const = 0;
    /// Sends what is queued, says goodbye and closes; no more frames are delivered. Further calls
    /// change nothing.
    virtual void close(std::string why) = 0;

protected:
    Connection() = default;
};

}  // namespace veldwerk::carriage
