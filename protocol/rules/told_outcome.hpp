// SPDX-License-Identifier: EUPL-1.2
// What the decision of a review came to, in words: the office and the coach's device say the same.
// Decisions on a field or a suggestion hold the field's own value, which whoever knows the field
// tells.
#pragma once

#include <functional>
#include <span>
#include <string>
#include <string_view>

#include "protocol/records/schema.hpp"
#include "protocol/records/value.hpp"

namespace veldwerk {

/// What a person calls a record: its code or name.
using Labelling = std::function<std::string(TypeNumber, const RecordId&)>;

/// "present:300,sick:180"; minutes may be negative; "nothing" of no parts.
[[nodiscard]] std::string told_parts(std::span<const Part> parts);

/// `kind` is of Vocabulary::review_kind, `outcome` the bytes of decision.outcome. Empty for kinds
/// that this version does not tell.
[[nodiscard]] std::string told_outcome(std::int64_t kind, std::string_view outcome,
                                       const Labelling& label);

}  // namespace veldwerk
