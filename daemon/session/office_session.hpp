// SPDX-License-Identifier: EUPL-1.2
// The office's half of a sync, as a state machine without sockets or clock: messages and the time
// go in; messages come out when the carrier asks for the next one, so records are read only as fast
// as the device takes them. One object is one connection.
//
// What must be durable before it is said (received changes, tokens) goes through the commit queue;
// the answer follows when the commit returns.
#pragma once

#include <deque>
#include <memory>
#include <optional>
#include <string>

#include "daemon/office/caseload.hpp"
#include "daemon/office/office.hpp"
#include "daemon/session/commit_queue.hpp"
#include "daemon/session/feed_stream.hpp"
#include "daemon/session/leaving.hpp"
#include "protocol/wire/messages.hpp"

namespace veldwerk::office {

/// Why a session ended, for the log: no personal data.
struct SessionEnd {
    Reason reason{};
    std::string detail;
    bool by_device = false;  ///< it said goodbye
};

class OfficeSession : public std::enable_shared_from_this<OfficeSession> {
public:
    /// `certificate` is the fingerprint of the verified client certificate. Without `sign` no
    /// device renews, and one that was set back cannot go on.
    OfficeSession(Office& office, CommitQueue& queue, std::string certificate, Sign sign = {});

    void receive(const Message& message);
    /// The next message to send, if there is one now.
    [[nodiscard]] std::optional<Message> next();
    /// The ledger moved: a live device is told if its records did.
    void ledger_moved();
    /// Something may have become sendable outside `receive`.
    void on_ready(std::function<void()> tell) { ready_ = std::move(tell); }

    /// Nothing more will come: close once `next` is empty.
    [[nodiscard]] bool finished() const { return end_.has_value(); }
    [[nodiscard]] const std::optional<SessionEnd>& end() const { return end_; }
    /// Welcomed, caught up, staying.
    [[nodiscard]] bool live() const { return phase_ == Phase::live; }
    [[nodiscard]] const RecordId& device() const { return row_.device; }

private:
    /// `parting`: refused, and one last message may follow.
    enum class Phase { expecting_hello, greeting, serving, streaming, live, parting, finished };

    void hello(const Hello& message);
    void greeted(const Hello& message);
    void offer(const Offer& message);
    void push(const Push& message);
    void pull(const Cursor& cursor);
    void renew_certificate(const Renew& message);
    void take_upload(const Upload& message);
    void hear_last(const Message& message);
    void refuse_all(Error error, bool wipe);
    /// Refuses, but waits for what the device may still do: go on as another, or leave its work.
    void part(Error error, std::string seal_to);
    void shut_out(Error error);
    void greet(WriterRow& mine, const Hello& message);
    void cannot_write(const std::exception& failure);
    void finish(SessionEnd end);
    void say(Message message);
    [[nodiscard]] bool is_ahead(const Hello& message, const WriterRow& row) const;
    [[nodiscard]] bool in_one_life();
    [[nodiscard]] bool begin_new_life(const Beginning& why);
    [[nodiscard]] Result<void> check_device();
    [[nodiscard]] Result<void> check_token(const Hello& message) const;
    [[nodiscard]] Result<Accepted> admit(const Push& message);
    [[nodiscard]] Result<Accepted> admit_or_hold(const Push& message);
    [[nodiscard]] Result<void> check_bases(const Push& message);
    [[nodiscard]] CaughtUp caught_up();

    Office& office_;
    CommitQueue& queue_;
    std::string certificate_;
    Sign sign_;
    Phase phase_ = Phase::expecting_hello;
    WriterRow row_;
    EpochId epoch_;  ///< the life of the ledger that greeted it
    bool stays_ = false;
    bool purge_owed_ = false;              ///< it still held at its Hello what it may not hold
    bool brought_work_ = false;            ///< counted once a session
    std::uint64_t settled_ = 0;            ///< of its own, what it had heard all about at its Hello
    std::uint64_t last_counter_ = 0;       ///< that the device had taken at its Hello
    std::optional<SessionEnd> parting_;    ///< how it ends, once the device has had its last word
    std::size_t pushes_waiting_ = 0;
    std::deque<Message> out_;
    std::optional<FeedStream> stream_;
    std::uint64_t shipped_position_ = 0;  ///< of the ledger when the device last caught up
    std::optional<SessionEnd> end_;
    std::function<void()> ready_;
};

}  // namespace veldwerk::office
