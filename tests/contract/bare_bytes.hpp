// SPDX-License-Identifier: EUPL-1.2
// A replica's file without its encryption: what whoever holds the key could dig out of it, free
// pages and the write-ahead log included.
#pragma once

#include <string>

#include "tests/contract/world.hpp"

namespace veldwerk::contract {

/// The bytes of a decrypted copy, of the log as it lies and after it was taken in. The device may
/// be open.
[[nodiscard]] std::string bare_bytes(const Device& device, const ScratchFolder& room);

}  // namespace veldwerk::contract
