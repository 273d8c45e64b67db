// SPDX-License-Identifier: EUPL-1.2
#include "protocol/carriage/sealed_box.hpp"

#include <sodium.h>

namespace veldwerk::carriage {
namespace {

static_assert(seal_key_bytes == crypto_box_SEEDBYTES);
static_assert(seal_key_bytes == crypto_box_PUBLICKEYBYTES);
static_assert(seal_overhead_bytes == crypto_box_SEALBYTES);

const unsigned char* bytes_of(std::string_view text) {
    return reinterpret_cast<const unsigned char*>(text.data());
}
unsigned char* bytes_of(std::string& text) {
    return reinterpret_cast<unsigned char*>(text.data());
}

}  // namespace

SealKeys seal_keys_from(const std::array<std::uint8_t, seal_key_bytes>& luck) {
    SealKeys keys{std::string(crypto_box_PUBLICKEYBYTES, '\0'),
                  std::string(crypto_box_SECRETKEYBYTES, '\0')};
    crypto_box_seed_keypair(bytes_of(keys.to), bytes_of(keys.secret), luck.data());
    return keys;
}

std::optional<std::string> seal(std::string_view content, std::string_view to) {
    if (to.size() != seal_key_bytes) return std::nullopt;
    std::string box(content.size() + seal_overhead_bytes, '\0');
    const int failed =
        crypto_box_seal(bytes_of(box), bytes_of(content), content.size(), bytes_of(to));
    return failed == 0 ? std::optional(std::move(box)) : std::nullopt;
}

std::optional<std::string> open_sealed(std::string_view box, const SealKeys& keys) {
    if (box.size() < seal_overhead_bytes) return std::nullopt;
    std::string content(box.size() - seal_overhead_bytes, '\0');
    const int failed = crypto_box_seal_open(bytes_of(content), bytes_of(box), box.size(),
                                            bytes_of(keys.to), bytes_of(keys.secret));
    return failed == 0 ? std::optional(std::move(content)) : std::nullopt;
}

}  // namespace veldwerk::carriage
