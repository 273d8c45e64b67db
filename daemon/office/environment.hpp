// SPDX-License-Identifier: EUPL-1.2
// Time and luck, passed in: the office asks for nothing else of the world around it, so a simulated
// world can give both from one seed.
#pragma once

#include <array>
#include <cstddef>
#include <functional>

#include "protocol/records/civil.hpp"
#include "protocol/records/identity.hpp"

namespace veldwerk::office {

struct Environment {
    std::function<Instant()> now;
    std::function<void(void* bytes, std::size_t size)> luck;

    /// An array of bytes.
    template <class Bytes>
    [[nodiscard]] Bytes random() const {
        Bytes bytes{};
        luck(bytes.data(), bytes.size());
        return bytes;
    }
    template <class SomeId>
    [[nodiscard]] SomeId random_id() const {
        return SomeId{random<IdBytes>()};
    }
    [[nodiscard]] RecordId new_record_id() const {
        return make_record_id(now().unix_ms, random<std::array<std::uint8_t, 10>>());
    }
};

/// The system clock and libsodium's randomness.
[[nodiscard]] Environment system_environment();

}  // namespace veldwerk::office
