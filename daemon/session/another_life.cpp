// SPDX-License-Identifier: EUPL-1.2
// What a session does when the device, or the ledger, comes from another life: the ledger was
// restored or set back, and the device says what it knows of the part that is lost.
#include "daemon/custody/healing.hpp"
#include "daemon/session/office_session.hpp"

namespace veldwerk::office {

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

}  // namespace veldwerk::office
