// SPDX-License-Identifier: EUPL-1.2
// How a conversation with the office can fail, apart from what the office says: the world failed
// (no connection), or whoever answered is not the office this device knows.
#pragma once

#include <stdexcept>
#include <string>

#include "protocol/carriage/connection.hpp"
#include "protocol/records/result.hpp"

namespace veldwerk::device {

/// The world failed: unreachable, cut off, silent or too slow. Worth another attempt.
class NoConnection : public std::runtime_error {
public:
    using std::runtime_error::runtime_error;
};

/// The sentence for distrust; throws NoConnection for every other end.
[[nodiscard]] Error distrust_or_throw(const carriage::Closed& closed, const std::string& office);

}  // namespace veldwerk::device
