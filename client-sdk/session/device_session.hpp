// SPDX-License-Identifier: EUPL-1.2
// The device's half of a sync, as a state machine without I/O: messages and the time go in,
// messages come out, whoever carries them. One object is one connection attempt; after a break a
// new one goes on where the replica stands. Every step may be repeated and changes nothing the
// second time.
//
//   Hello .. Welcome -> Push .. Accepted -> Pull -> Records .. CaughtUp -> Bye, or live
#pragma once

#include "client-sdk/replica/replica.hpp"
#include "protocol/wire/messages.hpp"

#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <vector>

namespace veldwerk::device {

struct SessionOptions {
    bool live = false;  ///< stay, tell what is saved and hear what is new
    /// Stop at a batch border once so many changes are sent, without pulling. 0: no bound.
    std::uint64_t changes_max = 0;
    std::string app_version;
    /// Makes keys. Without it the device neither renews nor goes on after it was set back.
    RequestCertificate request = {};
    bool renewal_due = false;  ///< its certificate nears its end
};

/// What a session did so far; final once it is finished.
struct Outcome {
    std::uint64_t sent{};            ///< changes that the office acknowledged as durable
    std::uint64_t received{};        ///< records applied
    std::uint64_t refused{};         ///< own changes refused
    std::uint64_t alarms{};          ///< digests that differed
    bool caught_up{};                ///< at least once
    bool stopped{};                  ///< by `changes_max`
    bool wiped{};                    ///< the office ordered it and it is done
    bool left_work{};                ///< before it was wiped: sealed, at the office
    bool went_on{};                  ///< as another device: connect again, as that one
    bool renewed{};                  ///< the next connection shows a new certificate
    std::uint64_t retry_after_ms{};  ///< of a refusal; 0: do not come back by yourself
    std::optional<Error> error;      ///< why it ended early
};

/// For a bar on a screen. The office does not say how much there will be.
struct Progress {
    std::uint64_t unsent{};  ///< changes still to be acknowledged
    std::uint64_t sent{};
    std::uint64_t batches_received{};
    std::uint64_t bytes_received{};
};

/// One thread, that of the replica. Failing storage throws out of any call; the session is then
/// over and the replica as it was.
class DeviceSession {
public:
    /// The replica must outlive the session.
    DeviceSession(Replica& replica, SessionOptions options);

    /// The first message. Refuses nothing; a replica that is not enrolled finishes with an error.
    [[nodiscard]] std::vector<Message> start(Instant now);
    [[nodiscard]] std::vector<Message> receive(const Message& message, Instant now);
    /// Something was saved meanwhile; matters while live.
    [[nodiscard]] std::vector<Message> saved();
    /// The connection broke: what was only in memory is forgotten.
    void broken_off(Error why);

    [[nodiscard]] bool finished() const { return phase_ == Phase::finished; }
    /// Caught up and waiting for news.
    [[nodiscard]] bool idle() const { return phase_ == Phase::live; }
    [[nodiscard]] const Outcome& outcome() const { return outcome_; }
    void on_progress(std::function<void(const Progress&)> tell) { tell_ = std::move(tell); }

private:
    enum class Phase { fresh, greeting, pushing, pulling, renewing, live, parting, finished };
    using Messages = std::vector<Message>;

    [[nodiscard]] Messages welcome(const Welcome& message, Instant now);
    [[nodiscard]] Messages accepted(const Accepted& message);
    [[nodiscard]] Messages records(const Records& message);
    [[nodiscard]] Messages caught_up(const CaughtUp& message, Instant now);
    [[nodiscard]] Messages refused(const Refused& message);
    [[nodiscard]] Messages renewed(const Renewed& message);
    [[nodiscard]] Messages sealed();
    [[nodiscard]] Messages wipe();
    /// Of a phone that was set back: asks to go on, if it can.
    [[nodiscard]] Messages go_on_or(Error why);
    [[nodiscard]] Messages rest();
    /// Fills the window of pushes; when all is acknowledged goes on to pulling.
    [[nodiscard]] Messages push_or_pull();
    [[nodiscard]] Messages pull();
    [[nodiscard]] Messages finish(std::optional<Error> why);
    void tell();

    Replica& replica_;
    SessionOptions options_;
    std::function<void(const Progress&)> tell_;
    Phase phase_ = Phase::fresh;
    Outcome outcome_;
    Progress progress_;
    std::optional<Error> parting_;     ///< why it ends, once the last thing is done
    bool pull_asked_at_once_ = false;  ///< the Hello already asked for the records
    bool sent_again_ = false;          ///< one repetition of all scopes per session, no more
    bool news_waits_ = false;          ///< news came while something else was under way
    std::uint64_t next_counter_ = 1;   ///< as the Hello said
    std::uint64_t next_to_push_ = 1;
    std::uint64_t acknowledged_ = 0;
    std::size_t in_flight_ = 0;
};

}  // namespace veldwerk::device
