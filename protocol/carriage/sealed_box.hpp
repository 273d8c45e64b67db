// SPDX-License-Identifier: EUPL-1.2
// Sealed boxes: whoever has the public key closes one, and only who has the secret key opens it,
// not even the one who closed it (libsodium's crypto_box_seal).
#pragma once

#include <array>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace veldwerk::carriage {

inline constexpr std::size_t seal_key_bytes = 32;
/// What a box is longer than what lies in it.
inline constexpr std::size_t seal_overhead_bytes = 48;

struct SealKeys {
    std::string to;      ///< public: to seal with
    std::string secret;  ///< to open with
};

/// From 32 bytes of luck, always the same.
[[nodiscard]] SealKeys seal_keys_from(const std::array<std::uint8_t, seal_key_bytes>& luck);

/// Nothing if the key is none.
[[nodiscard]] std::optional<std::string> seal(std::string_view content, std::string_view to);
/// Nothing if it was sealed to another key, or altered.
[[nodiscard]] std::optional<std::string> open_sealed(std::string_view box, const SealKeys& keys);

}  // namespace veldwerk::carriage
