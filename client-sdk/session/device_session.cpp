// SPDX-License-Identifier: EUPL-1.2
#include "client-sdk/session/device_session.hpp"

#include "protocol/wire/limits.hpp"

#include <algorithm>

namespace veldwerk::device {
namespace {

const Error out_of_turn{Reason::malformed, "the office said something out of turn"};

}  // namespace

DeviceSession::DeviceSession(Replica& replica, SessionOptions options)
    : replica_(replica), options_(std::move(options)) {}

DeviceSession::Messages DeviceSession::start(Instant now) {
    (void)now;
    expect(phase_ == Phase::fresh, "a session starts once");
    if (replica_.identity().certificate.empty()) {
        return finish(Error{Reason::wrong_use, "this device is not enrolled: enrol first"});
    }
    const Standpoint here = replica_.standpoint();
    Hello hello;
    hello.app_version = options_.app_version;
    hello.writer = here.writer;
    hello.next_counter = here.next_counter;
    hello.chain = here.chain;
    hello.token = here.token;
    hello.cursor = here.cursor;
    // Nothing to push: the records come with the Welcome, and a quiet sync is one round trip.
    next_counter_ = here.next_counter;
    pull_asked_at_once_ =
        replica_.status().unsent == 0 && options_.changes_max == 0 && !here.offers;
    hello.pull_at_once = pull_asked_at_once_;
    hello.live = options_.live;
    phase_ = Phase::greeting;
    return {hello};
}

DeviceSession::Messages DeviceSession::receive(const Message& message, Instant now) {
    if (finished()) return {};
    if (const auto* refusal = std::get_if<Refused>(&message)) return refused(*refusal);
    if (std::holds_alternative<Ping>(message)) return {Pong{}};
    if (std::holds_alternative<Pong>(message)) return {};
    if (std::holds_alternative<Bye>(message)) {
        if (parting_) return finish(parting_);
        const bool early = phase_ != Phase::live;
        return finish(early ? std::optional(Error{Reason::crowded, "the office ended the session"})
                            : std::nullopt);
    }
    if (const auto* answer = std::get_if<Renewed>(&message)) return renewed(*answer);
    if (std::holds_alternative<Sealed>(message)) return sealed();
    // Answers to what was sent before the refusal: they come too late to matter.
    if (phase_ == Phase::parting) return {};
    if (std::holds_alternative<News>(message)) {
        news_waits_ = true;
        return phase_ == Phase::live ? pull() : Messages{};
    }
    if (const auto* hello = std::get_if<Welcome>(&message)) return welcome(*hello, now);
    if (const auto* answer = std::get_if<Accepted>(&message)) return accepted(*answer);
    if (const auto* batch = std::get_if<Records>(&message)) return records(*batch);
    if (const auto* end = std::get_if<CaughtUp>(&message)) return caught_up(*end, now);
    return finish(out_of_turn);
}

DeviceSession::Messages DeviceSession::welcome(const Welcome& message, Instant now) {
    if (phase_ != Phase::greeting) return finish(out_of_turn);
    const auto welcomed = replica_.welcomed(message, now);
    if (!welcomed) return go_on_or(welcomed.error());
    acknowledged_ = welcomed->received;
    next_to_push_ = welcomed->received + 1;
    if (welcomed->offer) {
        Messages messages{*welcomed->offer};
        for (auto& next : push_or_pull()) messages.push_back(std::move(next));
        return messages;
    }
    // The office ships at once what was asked at once, if it has all that the device wrote.
    if (pull_asked_at_once_ && next_to_push_ == next_counter_) {
        phase_ = Phase::pulling;
        return {};
    }
    return push_or_pull();
}

DeviceSession::Messages DeviceSession::push_or_pull() {
    phase_ = Phase::pushing;
    Messages pushes;
    while (in_flight_ < limits::pushes_in_flight_max) {
        std::size_t changes_max = limits::changes_per_push_max;
        if (options_.changes_max != 0) {
            const std::uint64_t under_way = outcome_.sent + (next_to_push_ - 1 - acknowledged_);
            if (under_way >= options_.changes_max) break;
            changes_max =
                std::min(changes_max, static_cast<std::size_t>(options_.changes_max - under_way));
        }
        auto push = replica_.next_push(next_to_push_, changes_max);
        if (!push) break;
        next_to_push_ += push->changes.size();
        ++in_flight_;
        pushes.emplace_back(std::move(*push));
    }
    if (!pushes.empty() || in_flight_ > 0) return pushes;
    if (options_.changes_max != 0 && outcome_.sent >= options_.changes_max) {
        outcome_.stopped = true;
        return finish(std::nullopt);
    }
    return pull();
}

DeviceSession::Messages DeviceSession::accepted(const Accepted& message) {
    if (in_flight_ == 0 || message.received < acknowledged_ || message.received >= next_to_push_) {
        return finish(out_of_turn);
    }
    outcome_.refused += replica_.accepted(message);
    outcome_.sent += message.received - acknowledged_;
    acknowledged_ = message.received;
    --in_flight_;
    tell();
    return push_or_pull();
}

DeviceSession::Messages DeviceSession::pull() {
    phase_ = Phase::pulling;
    news_waits_ = false;
    return {Pull{replica_.standpoint().cursor}};
}

DeviceSession::Messages DeviceSession::records(const Records& message) {
    if (phase_ != Phase::pulling) return finish(out_of_turn);
    if (auto kept = replica_.receive(message); !kept) return finish(kept.error());
    ++progress_.batches_received;
    progress_.bytes_received += message.batch.size();
    tell();
    return {};
}

DeviceSession::Messages DeviceSession::caught_up(const CaughtUp& message, Instant now) {
    if (phase_ != Phase::pulling) return finish(out_of_turn);
    const auto applied = replica_.caught_up(message, now);
    if (!applied) return finish(applied.error());
    outcome_.received += applied->records;
    outcome_.refused += applied->refused;
    if (applied->send_again) {
        ++outcome_.alarms;
        if (!sent_again_) {
            sent_again_ = true;
            return pull();
        }
    }
    outcome_.caught_up = true;
    tell();
    if (options_.renewal_due && options_.request && !outcome_.renewed) {
        phase_ = Phase::renewing;
        return {replica_.ask_to_renew(options_.request)};
    }
    return rest();
}

DeviceSession::Messages DeviceSession::rest() {
    // What was saved meanwhile goes out before the session ends or rests.
    if (replica_.standpoint().next_counter > next_to_push_) return push_or_pull();
    if (news_waits_) return pull();
    if (!options_.live) return finish(std::nullopt);
    phase_ = Phase::live;
    return {};
}

DeviceSession::Messages DeviceSession::renewed(const Renewed& message) {
    if (phase_ == Phase::renewing) {
        replica_.renewed(message);
        outcome_.renewed = true;
        return rest();
    }
    const bool asked = phase_ == Phase::parting && parting_ && parting_->reason == Reason::cloned;
    if (!asked) return finish(out_of_turn);
    replica_.renewed(message);
    outcome_.went_on = true;
    return finish(std::nullopt);
}

DeviceSession::Messages DeviceSession::go_on_or(Error why) {
    if (why.reason != Reason::cloned || !options_.request) return finish(std::move(why));
    phase_ = Phase::parting;
    parting_ = std::move(why);
    return {replica_.ask_to_go_on(options_.request)};
}

DeviceSession::Messages DeviceSession::sealed() {
    if (phase_ != Phase::parting || parting_->reason != Reason::revoked) {
        return finish(out_of_turn);
    }
    outcome_.left_work = true;
    return wipe();
}

DeviceSession::Messages DeviceSession::wipe() {
    replica_.wipe();
    outcome_.wiped = true;
    outcome_.error = std::move(parting_);
    phase_ = Phase::finished;
    return {Bye{}};
}

DeviceSession::Messages DeviceSession::saved() {
    return phase_ == Phase::live ? push_or_pull() : Messages{};
}

DeviceSession::Messages DeviceSession::refused(const Refused& message) {
    outcome_.retry_after_ms = message.retry_after_ms;
    const Error why{message.reason, message.detail};
    // The answer to what was tried after a first refusal: nothing is left to try.
    if (phase_ == Phase::parting && !message.wipe) return finish(why);
    if (!message.wipe) return go_on_or(why);
    parting_ = why;
    if (!message.seal_to.empty() && phase_ != Phase::parting) {
        if (auto box = replica_.seal_unsent(message.seal_to)) {
            phase_ = Phase::parting;
            return {Upload{std::move(*box)}};
        }
    }
    return wipe();
}

void DeviceSession::broken_off(Error why) {
    if (parting_) why = *parting_;
    if (!finished()) (void)finish(std::move(why));
}

DeviceSession::Messages DeviceSession::finish(std::optional<Error> why) {
    phase_ = Phase::finished;
    outcome_.error = std::move(why);
    replica_.broken_off();
    return {Bye{}};
}

void DeviceSession::tell() {
    if (!tell_) return;
    progress_.sent = outcome_.sent;
    progress_.unsent = replica_.standpoint().next_counter - 1 - acknowledged_;
    tell_(progress_);
}

}  // namespace veldwerk::device
