// SPDX-License-Identifier: EUPL-1.2
#include "daemon/office/environment.hpp"

#include <sodium.h>

#include <chrono>

#include "protocol/records/result.hpp"

namespace veldwerk::office {

Environment system_environment() {
    expect(sodium_init() >= 0, "libsodium starts");
    return {.now =
                [] {
                    const auto since = std::chrono::system_clock::now().time_since_epoch();
                    return Instant{
                        std::chrono::duration_cast<std::chrono::milliseconds>(since).count()};
                },
            .luck = [](void* bytes, std::size_t size) { randombytes_buf(bytes, size); }};
}

}  // namespace veldwerk::office
