// SPDX-License-Identifier: EUPL-1.2
// How a layer's lists lie in its row.
//   past = { version:8 count { slot hash } }      own = { counter minus the one before }
#pragma once

#include "client-sdk/replica/layers.hpp"
#include "protocol/merge/state_codec.hpp"

#include <string>
#include <string_view>
#include <vector>

namespace veldwerk::device {

[[nodiscard]] std::string write_past_versions(const std::vector<PastVersion>& past);
[[nodiscard]] std::vector<PastVersion> read_past_versions(std::string_view bytes);
[[nodiscard]] std::string write_counters(const std::vector<std::uint64_t>& counters);
[[nodiscard]] std::vector<std::uint64_t> read_counters(std::string_view bytes);

}  // namespace veldwerk::device
