// SPDX-License-Identifier: EUPL-1.2
// The code of an invitation: what a coach types or scans once. It holds an 80-bit secret, by which
// the office knows the device, and 80 bits of the office's authority, by which the device knows the
// office. 160 bits are exactly 32 characters of Crockford's base32, which has no I, L, O and U.
#pragma once

#include "protocol/records/result.hpp"

#include <array>
#include <cstdint>
#include <string>
#include <string_view>

namespace veldwerk::carriage {

/// The first 10 bytes of the SHA-256 of an authority's public key (its SubjectPublicKeyInfo).
/// Passing for another authority takes 2^80 keys tried, within the days that a code is valid.
using AuthorityHash = std::array<std::uint8_t, 10>;

struct EnrolmentCode {
    std::array<std::uint8_t, 10> secret{};
    AuthorityHash authority{};

    bool operator==(const EnrolmentCode&) const = default;
};

/// `ABCD-EFGH-...`: eight groups of four.
[[nodiscard]] std::string format_code(const EnrolmentCode& code);

/// Reads what a person typed: either case, any spaces and hyphens, O for 0, I and L for 1.
/// Anything else is `malformed`.
[[nodiscard]] Result<EnrolmentCode> parse_code(std::string_view text);

}  // namespace veldwerk::carriage
