// SPDX-License-Identifier: EUPL-1.2
// The top-up on a benefit that a placement earns in a month: so much for each hour present on an
// established day on which the pilot ran, up to the pilot's most. One rounding, half up, per claim.
#pragma once

#include <cstdint>
#include <optional>
#include <span>

#include "protocol/records/civil.hpp"
#include "protocol/records/identity.hpp"

namespace veldwerk {

/// What the pilot pays, and when.
struct TopUpTerms {
    std::optional<CivilDate> from;   ///< first day; none: from the start
    std::optional<CivilDate> until;  ///< last day; none: until further notice
    std::int64_t cents_per_hour{};
    std::optional<std::int64_t> month_cents_max;  ///< none: no most
};

struct PresentDay {
    CivilDate date;
    std::int64_t minutes{};
};

struct TopUp {
    std::int64_t minutes{};
    std::int64_t cents{};
    bool operator==(const TopUp&) const = default;
};

/// Of the days of one placement in one month.
[[nodiscard]] TopUp top_up_of(const TopUpTerms& terms, std::span<const PresentDay> days);

/// The id of the top_up_claim record.
[[nodiscard]] RecordId top_up_claim_id(const RecordId& placement, CivilMonth month);

}  // namespace veldwerk
