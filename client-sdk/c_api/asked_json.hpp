// SPDX-License-Identifier: EUPL-1.2
// What an app asks for, out of JSON text, as veldwerk.h describes it. Text that is no JSON, or not
// of that shape, is the caller's mistake: Misuse. What a value may be is said by the replica.
#pragma once

#include <string>
#include <vector>

#include "client-sdk/replica/edits.hpp"
#include "client-sdk/replica/views.hpp"

namespace veldwerk::device {

/// Refuses a value that has not the form of its field.
[[nodiscard]] Result<std::vector<RecordEdit>> edits_of_json(const std::string& text);
[[nodiscard]] Asked asked_of_json(const std::string& text);
[[nodiscard]] std::vector<Cell> parameters_of_json(const std::string& text);

}  // namespace veldwerk::device
