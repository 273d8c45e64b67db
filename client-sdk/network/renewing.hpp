// SPDX-License-Identifier: EUPL-1.2
// The device's next certificate: when it is due, and how it is asked for. The key is made here and
// never leaves.
#pragma once

#include "client-sdk/replica/replica.hpp"

namespace veldwerk::device {

[[nodiscard]] CertificateRequest request_certificate(const WriterId& writer);

/// Less than a third of its life is left, and the authority could sign for longer.
[[nodiscard]] bool renewal_due(const Identity& identity, Instant now);

}  // namespace veldwerk::device
