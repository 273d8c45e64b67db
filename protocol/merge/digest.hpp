// SPDX-License-Identifier: EUPL-1.2
// The digest of a scope: a sum modulo 2^128 over its candidates, kept by adding and subtracting, so
// that both sides of a sync can say in 16 bytes whether they hold the same. It finds faults, not
// malice, and therefore takes a fast hash (XXH3).
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

#include "protocol/merge/state.hpp"

namespace veldwerk {

struct Digest {
    std::uint64_t high{};
    std::uint64_t low{};

    auto operator<=>(const Digest&) const = default;
    Digest& operator+=(const Digest& other);
    Digest& operator-=(const Digest& other);
    [[nodiscard]] std::string text() const;  ///< 32 lower-case hex digits
    [[nodiscard]] static Digest parse(std::string_view text);

    template <class Archive>
    void serialize(Archive& archive) {
        archive(high, low);
    }
};

/// The share of one record: (record, slot, element, stamp, bytes) of all its candidates.
[[nodiscard]] Digest digest_of(const RecordState& state);

}  // namespace veldwerk
