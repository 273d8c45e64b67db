// SPDX-License-Identifier: EUPL-1.2
// Every arrival order of a handful of changes, one after the other and each in a transaction of its
// own, over an office that holds everything else already. P2 says that all of them end in one
// state.
#pragma once

#include <string>
#include <vector>

#include "tests/daemon/office/small_world.hpp"

namespace veldwerk::office {

/// The changes in the history, to be told from those that come later.
[[nodiscard]] std::vector<Stamp> history_of(SmallWorld& world);

struct OrdersTried {
    std::size_t orders{};
    std::vector<std::string> differing;  ///< the orders that ended otherwise, told
};
/// Of all that came into the history since `before`; at most seven changes.
[[nodiscard]] OrdersTried every_order_since(SmallWorld& world, const std::vector<Stamp>& before);

}  // namespace veldwerk::office
