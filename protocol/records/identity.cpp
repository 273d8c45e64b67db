// SPDX-License-Identifier: EUPL-1.2
#include "protocol/records/identity.hpp"

#include <xxhash.h>

namespace veldwerk {
namespace {

constexpr std::string_view hex_digits = "0123456789abcdef";

std::optional<std::uint8_t> hex_value(char c) {
    if (c >= '0' && c <= '9') return static_cast<std::uint8_t>(c - '0');
    if (c >= 'a' && c <= 'f') return static_cast<std::uint8_t>(c - 'a' + 10);
    if (c >= 'A' && c <= 'F') return static_cast<std::uint8_t>(c - 'A' + 10);
    return std::nullopt;
}

void set_version(IdBytes& bytes, std::uint8_t version) {
    bytes[6] = static_cast<std::uint8_t>((bytes[6] & 0x0f) | (version << 4));
    bytes[8] = static_cast<std::uint8_t>((bytes[8] & 0x3f) | 0x80);
}

}  // namespace

std::string format_uuid(const IdBytes& bytes) {
    std::string text;
    text.reserve(36);
    for (std::size_t i = 0; i < bytes.size(); ++i) {
        if (i == 4 || i == 6 || i == 8 || i == 10) text.push_back('-');
        text.push_back(hex_digits[bytes[i] >> 4]);
        text.push_back(hex_digits[bytes[i] & 0x0f]);
    }
    return text;
}

std::optional<IdBytes> parse_uuid(std::string_view text) {
    if (text.size() != 36 && text.size() != 32) return std::nullopt;
    IdBytes bytes{};
    std::size_t digits = 0;
    for (std::size_t i = 0; i < text.size(); ++i) {
        const bool hyphen = text.size() == 36 && (i == 8 || i == 13 || i == 18 || i == 23);
        if (hyphen != (text[i] == '-')) return std::nullopt;
        if (hyphen) continue;
        const auto value = hex_value(text[i]);
        if (!value) return std::nullopt;
        auto& byte = bytes[digits / 2];
        byte = static_cast<std::uint8_t>(digits % 2 == 0 ? *value << 4 : byte | *value);
        ++digits;
    }
    return bytes;
}

RecordId make_record_id(std::int64_t unix_ms, const std::array<std::uint8_t, 10>& luck) {
    RecordId id;
    for (std::size_t i = 0; i < 6; ++i) {
        id.bytes[i] = static_cast<std::uint8_t>(unix_ms >> (8 * (5 - i)));
    }
    std::memcpy(id.bytes.data() + 6, luck.data(), luck.size());
    set_version(id.bytes, 7);
    return id;
}

RecordId derive_record_id(std::string_view what_it_names) {
    const XXH128_hash_t hash = XXH3_128bits(what_it_names.data(), what_it_names.size());
    XXH128_canonical_t canonical;
    XXH128_canonicalFromHash(&canonical, hash);
    RecordId id;
    std::memcpy(id.bytes.data(), canonical.digest, 16);
    set_version(id.bytes, 8);
    return id;
}

}  // namespace veldwerk
