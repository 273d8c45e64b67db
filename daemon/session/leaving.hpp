// SPDX-License-Identifier: EUPL-1.2
// What a session does for a device beside its work: a certificate that follows the old one, a new
// identity for a phone that was set back or copied, and the one sealed upload of a revoked device.
// Each runs inside a transaction; what they write is durable before anything is said.
#pragma once

#include <functional>
#include <optional>
#include <string>

#include "daemon/office/office.hpp"
#include "protocol/wire/messages.hpp"

namespace veldwerk::office {

struct SignedCertificate {
    std::string certificate;  ///< PEM
    std::string fingerprint;
    Instant until;
};
/// What a session needs of the certificate authority: a certificate for what was asked.
using Sign =
    std::function<Result<SignedCertificate>(const std::string& request, const WriterId& writer)>;

/// A certificate for the same writer, or for a new one that goes on from it: then the old device is
/// retired.
[[nodiscard]] Result<Renewed> renew(Office& office, const Sign& sign, const WriterRow& row,
                                    const Renew& asked);

/// What to seal to, if the device is revoked and has left nothing yet; else empty.
[[nodiscard]] std::string key_to_seal_to(Office& office, const RecordId& device);
/// Keeps the upload as a record that nobody opens unasked. Refuses a second one.
[[nodiscard]] Result<void> keep_upload(Office& office, const WriterRow& row, const Upload& upload);

/// Holds what a blocked device pushed, up to a bound and as erasures leave it: it is not in the
/// set.
void hold_push(Ledger& ledger, const WriterRow& row, const Push& push);

}  // namespace veldwerk::office
