// SPDX-License-Identifier: EUPL-1.2
// How an installation becomes a device: the office invites with a code that works once and expires;
// whoever shows its secret gets a certificate bound to the coach, the device and the writer. Of the
// secret the ledger keeps only a hash. A code that is wrong, used or expired gets one and the same
// answer, so that nobody learns which it was.
//
// An answer that was lost on the way is given again: to the writer that was granted then, until its
// first sync.
#pragma once

#include <chrono>
#include <deque>
#include <optional>
#include <string>

#include "daemon/office/office.hpp"
#include "daemon/session/leaving.hpp"
#include "protocol/carriage/certificates.hpp"
#include "protocol/wire/messages.hpp"

namespace veldwerk::office {

struct Invited {
    std::string code;
    Instant expires;
};
/// Invites a device of the coach.
[[nodiscard]] Invited invite(Office& office, const carriage::Authority& authority,
                             const RecordId& coach);

class Enrolment {
public:
    /// Monotonic.
    using Time = std::chrono::steady_clock::time_point;

    Enrolment(Office& office, carriage::Authority authority,
              std::size_t wrong_codes_per_minute_max);

    /// The certificate, on disk with all that belongs to it; or the no.
    [[nodiscard]] Result<Enrolled> enrol(const Enrol& asked, Time now);
    /// For a device that is known: its next certificate.
    [[nodiscard]] Result<SignedCertificate> sign(const std::string& request,
                                                 const WriterId& writer) const;

private:
    struct Granted {
        Invitation invitation;
        std::optional<WriterRow> again;  ///< the answer was lost: what was granted then
    };
    [[nodiscard]] bool guessed_at(Time now);
    [[nodiscard]] std::optional<Granted> look_up(const Enrol& asked) const;
    [[nodiscard]] Result<RecordId> make_device(const Enrol& asked, const Granted& granted,
                                               const carriage::Certificate& certificate);
    [[nodiscard]] Result<Enrolled> grant(const Enrol& asked, const Granted& granted);

    Office& office_;
    carriage::Authority authority_;
    std::size_t wrong_codes_max_;
    std::deque<Time> wrong_codes_;  ///< of the last minute
};

}  // namespace veldwerk::office
