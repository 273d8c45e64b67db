// SPDX-License-Identifier: EUPL-1.2
#include "daemon/session/office_session.hpp"

#include "daemon/custody/healing.hpp"
#include "daemon/office/settings.hpp"
#include "protocol/carriage/told_failure.hpp"
#include "protocol/records/value.hpp"
#include "protocol/records/vocabulary.hpp"

namespace veldwerk::office {
namespace {

/// How long a device waits before it comes back after a failure that is ours.
constexpr std::uint64_t retry_after_failure_ms = 30'000;

Error clone_seen(const std::string& what) {
    return {Reason::cloned, what +
                                ": this replica was restored or copied; enrol the device anew, its "
                                "unsent work stays on it"};
}

}  // namespace

OfficeSession::OfficeSession(Office& office, CommitQueue& queue, std::string certificate)
    : office_(office), queue_(queue), certificate_(std::move(certificate)) {}

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
    if (std::holds_alternative<Bye>(message)) return finish({Reason{}, "goodbye", true});
    if (phase_ == Phase::expecting_hello) {
        if (const auto* greeting = std::get_if<Hello>(&message)) return hello(*greeting);
    } else if (phase_ != Phase::greeting) {
        if (const auto* known = std::get_if<Offer>(&message)) return offer(*known);
        if (const auto* work = std::get_if<Push>(&message)) return push(*work);
        if (const auto* ask = std::get_if<Pull>(&message)) return pull(ask->cursor);
    }
    refuse_all({Reason::malformed, "a message came out of turn"}, false);
}

/// At every connection and inside every push: a device that was revoked meanwhile gets nothing in.
Result<void> OfficeSession::check_device() {
    const auto record = office_.ledger().load(type::device, row_.device);
    expect(record.has_value(), "an enrolled device has its record");
    const auto state = decode_integer(field_in_force(record->state, "state")).value_or(0);
    if (state == device_state::active || state == device_state::overdue) return {};
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

/// Ahead of what this ledger saw shown: given out in a part of another life that it lacks.
bool OfficeSession::is_ahead(const Hello& message, const WriterRow& row) const {
    return message.token.number > row.shown.number && message.token != row.pending &&
           comes_from_elsewhere(office_.ledger(), message);
}

/// Whether the ledger is still the one that greeted the device. If not, the device comes again.
bool OfficeSession::in_one_life() {
    if (office_.ledger().life().epoch == epoch_) return true;
    refuse_all({Reason::crowded, "the office was set back and begins anew: come again"}, false);
    return false;
}

/// The act that makes another life of the ledger; false if the disk refused.
bool OfficeSession::begin_new_life(const Beginning& why) {
    try {
        office_.begin_new_life(why);
    } catch (const BrokenInvariant&) {
        throw;
    } catch (const std::exception& failure) {
        cannot_write(failure);
        return false;
    }
    return true;
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
    if (auto allowed = check_device(); !allowed) return refuse_all(allowed.error(), true);
    if (const auto why = set_back_by(office_.ledger(), row_, message)) {
        if (!begin_new_life(*why)) return;
        row_ = office_.ledger().writer(row_.writer).value();
    }
    if (auto known = check_token(message); !known) return refuse_all(known.error(), false);
    if (message.next_counter == row_.received + 1 && row_.received > 0 &&
        message.chain != row_.chain) {
        return refuse_all(clone_seen("its changes differ from those received"), false);
    }
    stays_ = message.live;
    phase_ = Phase::greeting;
    auto self = shared_from_this();
    queue_.add({.write =
                    [self, message] {
                        WriterRow& mine = self->row_;
                        mine = self->office_.ledger().writer(mine.writer).value();
                        const bool was_pending =
                            message.token == mine.pending && mine.pending.number > 0;
                        if (was_pending) mine.shown = mine.pending;
                        const bool ahead = self->is_ahead(message, mine);
                        if (ahead) mine.shown = message.token;
                        if (was_pending || ahead || mine.pending.number == 0) {
                            mine.pending = {mine.shown.number + 1,
                                            self->office_.environment()
                                                .random<std::array<std::uint8_t, 16>>()};
                        }
                        mine.last_contact_ms = self->office_.environment().now().unix_ms;
                        mine.app_version = message.app_version;
                        mine.schema = message.schema;
                        self->office_.ledger().save_writer(mine);
                        self->office_.ledger().save_applied(mine.writer, message.cursor);
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

void OfficeSession::offer(const Offer& message) {
    auto self = shared_from_this();
    auto taken = std::make_shared<Result<void>>();
    queue_.add({.write =
                    [self, message, taken] {
                        *taken = take_offer(self->office_.ledger(), self->row_.writer, message);
                    },
                .committed =
                    [self, message, taken] {
                        if (self->finished()) return;
                        if (!*taken) return self->refuse_all(taken->error(), false);
                        const auto why = acts_lost_by(self->office_.ledger(), message);
                        if (why && self->begin_new_life(*why)) (void)self->in_one_life();
                    },
                .failed =
                    [self](const std::exception& failure) { self->cannot_write(failure); }});
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
                        if (auto allowed = self->check_device(); !allowed) {
                            *answer = tl::unexpected<Error>(allowed.error());
                        } else {
                            *answer = self->admit(message);
                        }
                    },
                .committed =
                    [self, answer] {
                        --self->pushes_waiting_;
                        if (self->finished() || !self->in_one_life()) return;
                        if (!*answer) {
                            self->refuse_all(answer->error(),
                                             answer->error().reason == Reason::revoked);
                            return;
                        }
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
    accepted.received = row_.received;
    return accepted;
}

void OfficeSession::pull(const Cursor& cursor) {
    if (phase_ == Phase::streaming) {
        return refuse_all({Reason::malformed, "a pull within a pull"}, false);
    }
    if (!in_one_life()) return;
    if (auto allowed = check_device(); !allowed) return refuse_all(allowed.error(), true);
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
    for (const auto& change : ledger.unsettled(row_.writer, row_.safe)) {
        if (change.standing == Standing::parked) {
            done.parked.push_back(change.stamp.counter);
        } else if (change.standing == Standing::refused) {
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
    if (auto allowed = check_device(); !allowed) return refuse_all(allowed.error(), true);
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
