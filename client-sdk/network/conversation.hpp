// SPDX-License-Identifier: EUPL-1.2
// One conversation with the office: a DeviceSession carried over a Connection. Frames become
// messages and back, and a silent line is asked for a sign of life. A new attempt is a new
// conversation.
#pragma once

#include <asio/io_context.hpp>
#include <asio/steady_timer.hpp>

#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "client-sdk/network/office_address.hpp"
#include "client-sdk/session/device_session.hpp"
#include "protocol/carriage/connecting.hpp"

namespace veldwerk::device {

struct ConversationTerms {
    OfficeAddress office;
    std::shared_ptr<carriage::TlsContext> context;
    SessionOptions session;
    std::function<Instant()> now;
    bool remember_office{};  ///< once it was reached and recognised
};

/// Each may be empty; never called from within a member.
struct ConversationEvents {
    std::function<void(const Progress&)> on_progress;
    std::function<void()> on_step;  ///< a message was dealt with: the outcome may have grown
    std::function<void()> on_end;   ///< the last one, exactly once
};

/// The context of a device that is enrolled.
[[nodiscard]] std::shared_ptr<carriage::TlsContext> context_of(const Identity& identity,
                                                               std::function<Instant()> now);

/// On the thread that runs the io_context, which is the replica's. Keeps itself alive until it has
/// ended; the replica must outlive it. Failing storage throws out of io_context::run: then call
/// `abandon`.
class Conversation : public std::enable_shared_from_this<Conversation> {
public:
    Conversation(asio::io_context& io, Replica& replica, ConversationTerms terms,
                 ConversationEvents events);

    void begin(asio::io_context& io);
    /// Something was saved by another handle.
    void saved();
    /// Says goodbye and closes; on_end follows.
    void stop(const std::string& why);
    /// Closes without another word to session or events; also after the end. Needed where the
    /// io_context does not run until on_end.
    void abandon();

    [[nodiscard]] bool idle() const { return session_.idle(); }
    [[nodiscard]] const Outcome& outcome() const { return session_.outcome(); }
    /// How the connection ended, if that was before the session had.
    [[nodiscard]] const std::optional<carriage::Closed>& broken_by() const { return broken_by_; }

private:
    void opened();
    void take(const Frame& frame);
    void take_message(const Message& message);
    void say(const std::vector<Message>& messages);
    void ended(const carriage::Closed& closed);
    void wait_to_ping();

    Replica& replica_;
    ConversationTerms terms_;
    ConversationEvents events_;
    DeviceSession session_;
    FrameWriter writer_;
    std::shared_ptr<carriage::Connection> connection_;
    asio::steady_timer ping_timer_;
    bool heard_ = false;      // since the timer last looked
    bool abandoned_ = false;
    std::optional<carriage::Closed> broken_by_;
};

}  // namespace veldwerk::device
