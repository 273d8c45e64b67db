// SPDX-License-Identifier: EUPL-1.2
// Values of Kind::stamps: the changes that a decision or a review names, sorted and each once, so
// that the same set is the same bytes on every machine.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "protocol/merge/stamp.hpp"

namespace veldwerk {

[[nodiscard]] std::string encode_stamps(std::vector<Stamp> stamps);
/// Nothing if the bytes are not what `encode_stamps` writes; no bytes are no stamps.
[[nodiscard]] std::optional<std::vector<Stamp>> decode_stamps(std::string_view bytes);

}  // namespace veldwerk
