// SPDX-License-Identifier: EUPL-1.2
#include "daemon/session/office_session.hpp"

#include "daemon/custody/healing.hpp"
#include "daemon/office/devices.hpp"
#include "daemon/office/receipts.hpp"
#include "daemon/office/settings.hpp"
#include "daemon/session/honesty.hpp"
#include "protocol/carriage/told_failure.hpp"
#include "protocol/records/value.hpp"
#include "protocol/records/vocabulary.hpp"

namespace veldwerk::office {
namespace {

/// How long a device waits before it comes back after a failure that is ours.
constexpr std::uint64_t retry_after_failure_ms = 30'000;

Error clone_seen(const std::string& what) {
    return {Reason::cloned, what +
                                ": this replica was restored or copied, and goes on as another "
                                "device; its unsent work stays on it"};
}

}  // namespace

OfficeSession::OfficeSession(Office& office, CommitQueue& queue, std::string certificate,
                             Sign sign)
    : office_(office),
      queue_(queue),
      certificate_(std::move(certificate)),
      sign_(std::move(sign)) {}

void OfficeSession::say(Message message) {
    out_.push_back(std::move(message));
    if (ready_) ready_();
}

void OfficeSession::finish(SessionEnd end) {
    if (end_) return;
    phase_ = Phase::finished;
    stream_.reset();
    end_ = std::move(end);
    if (ready_) ready_();
}

void OfficeSession::refuse_all(Error error, bool wipe) {
    const std::uint64_t retry = error.reason == Reason::crowded ? retry_after_failure_ms : 0;
    say(Refused{error.reason, error.detail, retry, wipe});
    finish({error.reason, error.detail, false});
}

/// The device hears that it should come back; why is for the office's own log.
void OfficeSession::cannot_write(const std::exception& failure) {
    say(Refused{Reason::crowded,
                "the office cannot write at the moment; nothing is lost, try again later",
                retry_after_failure_ms, false});
    finish({Reason::crowded, carriage::told_failure(failure), false});
}

void OfficeSession::receive(const Message& message) {
    if (finished()) return;
    if (std::holds_alternative<Ping>(message)) return say(Pong{});
    if (std::holds_alternative<Pong>(message)) return;
    if (std::holds_alternative<Bye>(message)) {
        return finish(parting_ ? *parting_ : SessionEnd{Reason{}, "goodbye", true});
    }
    if (phase_ == Phase::parting) return hear_last(message);
    if (phase_ == Phase::expecting_hello) {
        if (const auto* greeting = std::get_if<Hello>(&message)) return hello(*greeting);
    } else if (phase_ != Phase::greeting) {
        if (const auto* known = std::get_if<Offer>(&message)) return offer(*known);
        if (const auto* work = std::get_if<Push>(&message)) return push(*work);
        if (const auto* ask = std::get_if<Pull>(&message)) return pull(ask->cursor);
        if (const auto* ask = std::get_if<Renew>(&message)) return renew_certificate(*ask);
    }
    refuse_all({Reason::malformed, "a message came out of turn"}, false);
}

/// At every connection and inside every push: a device that was revoked meanwhile gets nothing in.
Result<void> OfficeSession::check_device() {
    const auto state = device_state_of(office_.ledger(), row_.device);
    if (state == device_state::active || state == device_state::overdue) return {};
    if (state == device_state::blocked) return tl::unexpected<Error>(blocked_error());
    if (state == device_state::retired && !lineage_shut_out(office_.ledger(), row_.device)) {
        return tl::unexpected<Error>(clone_seen("another device went on in its place"));
    }
    const Field& field = *find_type(type::device)->find("state");
    return refuse(Reason::revoked, "this device is " +
                                       format_value(field, encode_integer(state)) +
                                       ": ask the office for a new invitation");
}

Result<void> OfficeSession::check_token(const Hello& message) const {
    if (message.token == row_.shown || message.token == row_.pending) return {};
    // It was given out in a part of a life that this ledger lacks.
    if (is_ahead(message, row_)) return {};
    return tl::unexpected<Error>(clone_seen("an older session is shown than the last one"));
}

void OfficeSession::hello(const Hello& message) {
    auto row = office_.ledger().writer_by_certificate(certificate_);
    if (!row || row->writer != message.writer) {
        return refuse_all({Reason::not_authorised, "this certificate belongs to no device here"},
                          false);
    }
    row_ = std::move(*row);
    if (message.wire != wire_version) {
        return refuse_all({Reason::unsupported, "this office speaks wire version " +
                                                    std::to_string(wire_version)},
                          false);
    }
    const auto allowed = check_device();
    const bool blocked = !allowed && allowed.error().reason == Reason::not_authorised;
    if (!allowed && !blocked) {
        const bool nothing_left = allowed.error().reason == Reason::revoked &&
                                  message.next_counter == row_.received + 1;
        if (nothing_left) return refuse_all(allowed.error(), true);
        return shut_out(allowed.error());
    }
    if (const auto why = set_back_by(office_.ledger(), row_, message)) {
        if (!begin_new_life(*why)) return;
        row_ = office_.ledger().writer(row_.writer).value();
    }
    if (auto known = check_token(message); !known) return shut_out(known.error());
    if (message.next_counter == row_.received + 1 && row_.received > 0 &&
        message.chain != row_.chain) {
        return shut_out(clone_seen("its changes differ from those received"));
    }
    if (blocked && message.next_counter <= row_.received + 1) return shut_out(allowed.error());
    last_counter_ = message.next_counter - 1;
    stays_ = message.live;
    phase_ = Phase::greeting;
    auto self = shared_from_this();
    queue_.add({.write =
                    [self, message] {
                        self->row_ = self->office_.ledger().writer(self->row_.writer).value();
                        self->greet(self->row_, message);
                    },
                .committed = [self, message] { self->greeted(message); },
                .failed =
                    [self](const std::exception& failure) { self->cannot_write(failure); }});
}

void OfficeSession::greeted(const Hello& message) {
    if (finished()) return;
    const Life life = office_.ledger().life();
    epoch_ = life.epoch;
    phase_ = Phase::serving;
    say(Welcome{schema_version, life.epoch, row_.received, row_.chain, row_.safe, row_.pending,
                office_.environment().now().unix_ms});
    const bool nothing_to_push = message.next_counter == row_.received + 1;
    // From another life, the device offers what it knows before it asks for anything.
    const bool offers = comes_from_elsewhere(office_.ledger(), message);
    if (message.pull_at_once && nothing_to_push && !offers) pull(message.cursor);
}

void OfficeSession::push(const Push& message) {
    if (message.changes.empty() || pushes_waiting_ >= limits::pushes_in_flight_max) {
        return refuse_all({Reason::malformed, "an empty push, or too many at once"}, false);
    }
    ++pushes_waiting_;
    auto self = shared_from_this();
    auto answer = std::make_shared<Result<Accepted>>();
    queue_.add({.write =
                    [self, message, answer] {
                        *answer = self->admit_or_hold(message);
                    },
                .committed =
                    [self, answer] {
                        --self->pushes_waiting_;
                        if (self->finished() || self->phase_ == Phase::parting) return;
                        if (!self->in_one_life()) return;
                        if (!*answer) return self->shut_out(answer->error());
                        self->say(**answer);
                    },
                .failed =
                    [self](const std::exception& failure) {
                        --self->pushes_waiting_;
                        self->cannot_write(failure);
                    }});
}

/// Repeated changes are skipped; the counters of one writer have no gaps.
Result<Accepted> OfficeSession::admit(const Push& message) {
    Ledger& ledger = office_.ledger();
    row_ = ledger.writer(row_.writer).value();
    if (message.first_counter == 0 || message.first_counter > row_.received + 1) {
        return refuse(Reason::malformed, "changes are missing before this push");
    }
    Integration integration(ledger);
    Accepted accepted;
    for (std::size_t i = 0; i < message.changes.size(); ++i) {
        const Stamp stamp{row_.writer, message.first_counter + i};
        if (stamp.counter <= row_.received) continue;
        auto change = decode_change(message.changes[i], stamp);
        Verdict verdict;
        if (change && change->person == row_.person && change->act == Act::none) {
            verdict = integration.admit(*change, message.changes[i]);
        } else {
            verdict = integration.turn_away(
                stamp, message.changes[i],
                change ? Error{Reason::not_authorised, "it was written as somebody else"}
                       : change.error());
        }
        if (verdict.standing == Standing::refused) {
            accepted.refusals.push_back({stamp.counter, verdict.refusal.reason,
                                         verdict.refusal.detail});
        }
        row_.received = stamp.counter;
    }
    integration.finish();
    if (row_.received + 1 == message.first_counter + message.changes.size()) {
        row_.chain = message.chain;
    }
    ledger.save_writer(row_);
    ledger.let_go(row_.writer);
    accepted.received = row_.received;
    return accepted;
}

void OfficeSession::pull(const Cursor& cursor) {
    if (phase_ == Phase::streaming) {
        return refuse_all({Reason::malformed, "a pull within a pull"}, false);
    }
    if (!in_one_life()) return;
    if (auto allowed = check_device(); !allowed) return shut_out(allowed.error());
    if (const auto held = held_life(office_.ledger())) {
        return refuse_all({Reason::crowded,
                           "the office was set back and holds until a person has looked: what was "
                           "sent is in, and nothing is given out yet"},
                          false);
    }
    phase_ = Phase::streaming;
    stream_.emplace(office_.ledger(), row_.person, cursor);
    shipped_position_ = cursor.epoch == office_.ledger().life().epoch ? cursor.position : 0;
    if (ready_) ready_();
}

std::optional<Message> OfficeSession::next() {
    if (!out_.empty()) {
        Message message = std::move(out_.front());
        out_.pop_front();
        return message;
    }
    if (phase_ != Phase::streaming) return std::nullopt;
    if (auto records = stream_->next()) return Message(std::move(*records));
    CaughtUp done = caught_up();
    stream_.reset();
    phase_ = stays_ ? Phase::live : Phase::serving;
    return Message(std::move(done));
}

CaughtUp OfficeSession::caught_up() {
    Ledger& ledger = office_.ledger();
    const Life life = ledger.life();
    row_ = ledger.writer(row_.writer).value();
    CaughtUp done;
    done.cursor.epoch = life.epoch;
    done.cursor.position = stream_->position();
    done.basis = life.acts;
    done.received = row_.received;
    done.purge = purges_after(ledger, row_.person, shipped_position_);
    done.digests = stream_->moved();
    done.total = caseload_digest(stream_->caseload());
    // What is parked stays so until it is woken. A refusal is told until the device has heard of
    // it, also if it became safe meanwhile, and until it is safe.
    const std::uint64_t known = std::min(row_.safe, settled_);
    for (const auto& change : ledger.unsettled(row_.writer, 0)) {
        if (change.standing == Standing::parked) {
            done.parked.push_back(change.stamp.counter);
        } else if (change.standing == Standing::refused && change.stamp.counter > known) {
            done.refused.push_back({change.stamp.counter, change.refusal.reason,
                                    change.refusal.detail});
        }
        if (done.parked.size() + done.refused.size() >= limits::refusals_per_caught_up_max) break;
    }
    shipped_position_ = done.cursor.position;
    return done;
}

void OfficeSession::ledger_moved() {
    if (phase_ != Phase::live || !in_one_life()) return;
    if (auto allowed = check_device(); !allowed) return shut_out(allowed.error());
    Ledger& ledger = office_.ledger();
    bool moved = !purges_after(ledger, row_.person, shipped_position_).empty();
    for (const auto& held : caseload_of(ledger, row_.person)) {
        moved = moved || held.scope.position > shipped_position_ ||
                held.since_position > shipped_position_;
    }
    // Told once; the device pulls, and the next news is about what comes after that.
    if (moved) {
        phase_ = Phase::serving;
        say(News{});
    }
}

}  // namespace veldwerk::office
