// SPDX-License-Identifier: EUPL-1.2
// The end of a session that must not go on, and the one thing a device may still do then: a phone
// that was set back or copied goes on as another device, a revoked one leaves its work in a sealed
// box. Whatever else it says is no longer heard.
#include "daemon/session/office_session.hpp"

namespace veldwerk::office {

void OfficeSession::part(Error error, std::string seal_to) {
    const bool wipe = error.reason == Reason::revoked;
    parting_ = SessionEnd{error.reason, error.detail, false};
    phase_ = Phase::parting;
    stream_.reset();
    say(Refused{error.reason, error.detail, 0, wipe, std::move(seal_to)});
}

/// A device that may not go on. What a revoked one never delivered it may leave, once.
void OfficeSession::shut_out(Error error) {
    if (error.reason == Reason::cloned && sign_) return part(std::move(error), {});
    if (error.reason != Reason::revoked) return refuse_all(std::move(error), false);
    std::string key = key_to_seal_to(office_, row_.device);
    if (key.empty()) return refuse_all(std::move(error), true);
    part(std::move(error), std::move(key));
}

/// A certificate that follows the old one; or, under another writer, the way on for a phone that
/// found out by itself that it was set back.
void OfficeSession::renew_certificate(const Renew& message) {
    if (message.writer != row_.writer && !parting_) {
        parting_ = SessionEnd{Reason::cloned, "it found itself set back and goes on as another",
                              false};
    }
    auto self = shared_from_this();
    auto answer = std::make_shared<Result<Renewed>>();
    queue_.add({.write =
                    [self, message, answer] {
                        self->row_ = self->office_.ledger().writer(self->row_.writer).value();
                        *answer = renew(self->office_, self->sign_, self->row_, message);
                    },
                .committed =
                    [self, answer] {
                        if (self->finished()) return;
                        if (*answer) return self->say(**answer);
                        self->refuse_all(answer->error(), false);
                    },
                .failed =
                    [self](const std::exception& failure) { self->cannot_write(failure); }});
}

void OfficeSession::take_upload(const Upload& message) {
    auto self = shared_from_this();
    auto answer = std::make_shared<Result<void>>();
    queue_.add({.write =
                    [self, message, answer] {
                        *answer = keep_upload(self->office_, self->row_, message);
                    },
                .committed =
                    [self, answer] {
                        if (self->finished()) return;
                        if (*answer) return self->say(Sealed{});
                        self->refuse_all(answer->error(), true);
                    },
                .failed =
                    [self](const std::exception& failure) { self->cannot_write(failure); }});
}

/// After a refusal that leaves one thing to do. Pushes that were on their way are no longer heard.
void OfficeSession::hear_last(const Message& message) {
    const auto* ask = std::get_if<Renew>(&message);
    const auto* left = std::get_if<Upload>(&message);
    if (ask != nullptr && parting_->reason == Reason::cloned && ask->writer != row_.writer) {
        return renew_certificate(*ask);
    }
    if (left != nullptr && parting_->reason == Reason::revoked) return take_upload(*left);
}

}  // namespace veldwerk::office
