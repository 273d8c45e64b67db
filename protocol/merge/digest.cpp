// SPDX-License-Identifier: EUPL-1.2
#include "protocol/merge/digest.hpp"

#include <xxhash.h>

#include <cstring>

namespace veldwerk {
namespace {

/// One candidate as a flat key; lengths stand before what varies, so no two candidates share bytes.
Digest digest_of_candidate(std::string& bytes, const RecordId& record, const Candidate& candidate) {
    const auto append_number = [&bytes](std::uint64_t number) {
        for (int shift = 0; shift < 64; shift += 8) {
            bytes.push_back(static_cast<char>((number >> shift) & 0xff));
        }
    };
    bytes.clear();
    bytes += record.view();
    bytes += candidate.by.stamp.writer.view();
    append_number(candidate.by.stamp.counter);
    append_number(candidate.slot);
    append_number(candidate.element.size());
    bytes += candidate.element;
    bytes += candidate.value;
    const XXH128_hash_t hash = XXH3_128bits(bytes.data(), bytes.size());
    return {hash.high64, hash.low64};
}

}  // namespace

Digest& Digest::operator+=(const Digest& other) {
    const std::uint64_t before = low;
    low += other.low;
    high += other.high + (low < before ? 1 : 0);
    return *this;
}

Digest& Digest::operator-=(const Digest& other) {
    const std::uint64_t before = low;
    low -= other.low;
    high -= other.high + (low > before ? 1 : 0);
    return *this;
}

std::string Digest::text() const {
    constexpr std::string_view hex_digits = "0123456789abcdef";
    std::string text;
    for (const std::uint64_t half : {high, low}) {
        for (int shift = 60; shift >= 0; shift -= 4) {
            text.push_back(hex_digits[(half >> shift) & 15]);
        }
    }
    return text;
}

Digest Digest::parse(std::string_view text) {
    Digest digest;
    for (std::size_t i = 0; i < text.size() && i < 32; ++i) {
        auto& half = i < 16 ? digest.high : digest.low;
        const char c = text[i];
        const int value = c >= 'a' ? c - 'a' + 10 : c - '0';
        half = (half << 4) | static_cast<std::uint64_t>(value & 15);
    }
    return digest;
}

Digest digest_of(const RecordState& state) {
    Digest sum;
    // A restored office must be able to show the digest that it had before.
    if (state.type == type::epoch || state.type == type::hold_lift) return sum;
    std::string bytes;
    bytes.reserve(256);
    for (const auto& candidate : state.candidates) {
        sum += digest_of_candidate(bytes, state.id, candidate);
    }
    return sum;
}

}  // namespace veldwerk
