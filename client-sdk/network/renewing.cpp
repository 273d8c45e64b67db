// SPDX-License-Identifier: EUPL-1.2
#include "client-sdk/network/renewing.hpp"

#include "protocol/carriage/certificates.hpp"

namespace veldwerk::device {

CertificateRequest request_certificate(const WriterId& writer) {
    const carriage::PrivateKey key = carriage::make_key();
    return {key.pem, carriage::make_request(key, writer.text()).pem};
}

bool renewal_due(const Identity& identity, Instant now) {
    const auto own = carriage::validity_of({identity.certificate});
    const auto authority = carriage::validity_of({identity.authority});
    if (authority.not_after <= own.not_after) return false;
    const std::int64_t left = own.not_after - now.unix_ms / 1000;
    return left < (own.not_after - own.not_before) / 3;
}

}  // namespace veldwerk::device
