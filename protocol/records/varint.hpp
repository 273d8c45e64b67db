// SPDX-License-Identifier: EUPL-1.2
// Numbers as bytes, for values and for the wire: unsigned LEB128, seven bits a byte, lowest first;
// signed ones as zigzag, so that small negatives stay short. One number has one form: reading
// refuses any but the shortest, because equal meaning must be equal bytes.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace veldwerk {

/// 64 bits in groups of seven.
inline constexpr std::size_t varint_bytes_max = 10;

inline void append_varint(std::string& out, std::uint64_t number) {
    while (number >= 0x80) {
        out.push_back(static_cast<char>(0x80 | (number & 0x7f)));
        number >>= 7;
    }
    out.push_back(static_cast<char>(number));
}

/// Takes a number from the front of `bytes`. Gives nothing, and leaves `bytes` as it was, if none
/// is there in its shortest form.
[[nodiscard]] inline std::optional<std::uint64_t> read_varint(std::string_view& bytes) {
    std::uint64_t number = 0;
    for (std::size_t i = 0; i < bytes.size() && i < varint_bytes_max; ++i) {
        const auto byte = static_cast<std::uint8_t>(bytes[i]);
        const bool last = byte < 0x80;
        if (last && byte == 0 && i > 0) return std::nullopt;                 // not the shortest
        if (i + 1 == varint_bytes_max && byte > 1) return std::nullopt;      // above 64 bits
        number |= static_cast<std::uint64_t>(byte & 0x7f) << (7 * i);
        if (last) {
            bytes.remove_prefix(i + 1);
            return number;
        }
    }
    return std::nullopt;
}

[[nodiscard]] constexpr std::uint64_t zigzag(std::int64_t number) {
    return (static_cast<std::uint64_t>(number) << 1) ^ static_cast<std::uint64_t>(number >> 63);
}
[[nodiscard]] constexpr std::int64_t unzigzag(std::uint64_t number) {
    return static_cast<std::int64_t>(number >> 1) ^ -static_cast<std::int64_t>(number & 1);
}

inline void append_zigzag(std::string& out, std::int64_t number) {
    append_varint(out, zigzag(number));
}
[[nodiscard]] inline std::optional<std::int64_t> read_zigzag(std::string_view& bytes) {
    if (const auto number = read_varint(bytes)) return unzigzag(*number);
    return std::nullopt;
}

}  // namespace veldwerk
