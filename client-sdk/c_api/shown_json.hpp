// SPDX-License-Identifier: EUPL-1.2
// What a replica shows, as the JSON text that veldwerk.h promises.
#pragma once

#include <span>
#include <string>
#include <vector>

#include "client-sdk/replica/replica.hpp"
#include "client-sdk/session/device_session.hpp"

namespace veldwerk::device {

[[nodiscard]] std::string json_of(const Saved& saved);
[[nodiscard]] std::string json_of(std::span<const ShownRecord> records);
[[nodiscard]] std::string json_of(const Rows& rows);
[[nodiscard]] std::string json_of(std::span<const FieldReason> reasons);
[[nodiscard]] std::string json_of(const Status& status);
[[nodiscard]] std::string json_of(const DigestView& digest);
[[nodiscard]] std::string json_of(std::span<const RefusedChange> refused);
/// A sync's result, and where the replica stands after it.
[[nodiscard]] std::string json_of(const Outcome& outcome, const Status& status);
[[nodiscard]] std::string json_of(std::span<const ShownReview> reviews);
[[nodiscard]] std::string json_of(const ShownReview& review);

}  // namespace veldwerk::device
