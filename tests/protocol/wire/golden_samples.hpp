// SPDX-License-Identifier: EUPL-1.2
// One small sample of everything that is sent or stored as bytes, the same on every machine: what
// the golden files of tests/golden hold. A field added to a message is filled here too; files of
// released versions stay as they are.
#pragma once

#include <string>
#include <utility>
#include <vector>

#include "protocol/wire/batch.hpp"
#include "protocol/wire/messages.hpp"

namespace veldwerk::proof {

/// Every message, in the order of the variant, under the name of its golden file.
[[nodiscard]] std::vector<std::pair<std::string, Message>> sample_messages();
[[nodiscard]] Change sample_change();
[[nodiscard]] std::string sample_batch();

}  // namespace veldwerk::proof
