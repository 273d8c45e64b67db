// SPDX-License-Identifier: EUPL-1.2
// Keys and certificates, all as PEM text and all EC P-256 (every phone has it in hardware). Each
// office is its own authority and nobody else's: it signs its own server certificate and one
// certificate for each device. Instants are unix seconds and passed in; nothing here asks a clock.
// Failures of OpenSSL are exceptions with its reason; what a peer sent wrongly is a Result.
#pragma once

#include "protocol/carriage/enrolment_code.hpp"
#include "protocol/records/result.hpp"

#include <cstdint>
#include <string>
#include <vector>

namespace veldwerk::carriage {

/// A private key. PKCS#8, unencrypted: whoever stores it guards the file.
struct PrivateKey {
    std::string pem;
};

struct Certificate {
    std::string pem;

    bool operator==(const Certificate&) const = default;
};

/// A signing request (PKCS#10), as a device sends it when it enrols or renews.
struct SigningRequest {
    std::string pem;
};

/// Unix seconds; valid on both ends.
struct Validity {
    std::int64_t not_before = 0;
    std::int64_t not_after = 0;

    bool operator==(const Validity&) const = default;
};

/// What can sign: the authority's certificate and its key.
struct Authority {
    Certificate certificate;
    PrivateKey key;
};

/// Whose certificate it is: the common name, and for a server the names and addresses it goes by.
struct ServerName {
    std::string common_name;
    std::vector<std::string> hosts;  ///< DNS names or IP addresses
};

[[nodiscard]] PrivateKey make_key();

/// A self-signed authority that may sign end certificates only. At least one character of the
/// programme's name is needed; it is cut at 64 bytes, X.509's limit for names.
[[nodiscard]] Certificate make_authority(const std::string& programme, const PrivateKey& key,
                                         Validity validity);

[[nodiscard]] SigningRequest make_request(const PrivateKey& key, const std::string& common_name);

/// A device's certificate (clientAuth). Of the request only its key is taken, after proof that the
/// sender holds it; the name is the office's word. `malformed` for anything but a signed request
/// with a P-256 key.
[[nodiscard]] Result<Certificate> sign_request(const Authority& authority,
                                               const SigningRequest& request,
                                               const std::string& common_name, Validity validity);

/// The office's own certificate (serverAuth).
[[nodiscard]] Certificate sign_server(const Authority& authority, const PrivateKey& key,
                                      const ServerName& name, Validity validity);

/// SHA-256 of the certificate's DER, lower-case hex: how the office knows a device again.
[[nodiscard]] std::string fingerprint(const Certificate& certificate);
[[nodiscard]] std::string common_name(const Certificate& certificate);
[[nodiscard]] Validity validity_of(const Certificate& certificate);

/// What an enrolment code tells of an authority.
[[nodiscard]] AuthorityHash authority_hash(const Certificate& authority);

/// A fresh code for the office that is known by this authority, its secret from the system's
/// random numbers.
[[nodiscard]] EnrolmentCode make_code(const Certificate& authority);

}  // namespace veldwerk::carriage
