// SPDX-License-Identifier: EUPL-1.2
// A review is derived, and its id says what it asks about: a hash of kind and subject (DESIGN.md
// 3.9), so every machine that sees the same question gives it the same name.
#pragma once

#include <cstdint>

#include "protocol/records/civil.hpp"
#include "protocol/records/identity.hpp"
#include "protocol/records/schema.hpp"

namespace veldwerk {

struct ReviewSubject {
    std::int64_t kind{};     ///< Vocabulary::review_kind
    RecordId record;         ///< empty for a cap, which no record stands for
    std::int64_t detail{};   ///< a date, a slot or field, or the placement kind of a cap; else 0
    bool operator==(const ReviewSubject&) const = default;
};

[[nodiscard]] RecordId review_id(const ReviewSubject& subject);

/// The subjects, kind by kind (DOMAIN.md, "Kinds of review").
namespace review_of {
[[nodiscard]] ReviewSubject day(const RecordId& placement, CivilDate date);
[[nodiscard]] ReviewSubject field(const RecordId& record, SlotNumber slot);
[[nodiscard]] ReviewSubject guard(const RecordId& placement);
[[nodiscard]] ReviewSubject seat(const RecordId& job);
[[nodiscard]] ReviewSubject cap(std::int64_t placement_kind);
[[nodiscard]] ReviewSubject withdrawal(const RecordId& placement);
[[nodiscard]] ReviewSubject double_task(const RecordId& job);
[[nodiscard]] ReviewSubject correction(const RecordId& placement, CivilDate date);
[[nodiscard]] ReviewSubject suggestion(const RecordId& record, FieldNumber field);
}  // namespace review_of

}  // namespace veldwerk
