// SPDX-License-Identifier: EUPL-1.2
// Closing a month. A close lists the days it saw, so that what comes later can be held against
// them: a closed period never changes, and every difference is a correction (correction.hpp).
// Which days are open, the bytes of the list, and which of two closes counts stand here, without
// any order of arrival.
#pragma once

#include <compare>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "protocol/merge/stamp.hpp"
#include "protocol/records/civil.hpp"
#include "protocol/records/identity.hpp"
#include "protocol/records/value.hpp"
#include "protocol/rules/schedule.hpp"

namespace veldwerk {

/// What is known of a placement's day that is over.
struct DayKnown {
    bool granted{};             ///< the placement was granted at any time
    DayPlan plan;
    std::int64_t basis{};       ///< of the established day: Vocabulary::day_basis; 0: none
    std::vector<Part> parts;    ///< in force
    bool in_review{};           ///< its review waits for a person
    bool observed{};            ///< somebody observed something, granted or not
};

enum class DayState : std::uint8_t {
    nothing,      ///< nothing was planned and nothing is known: no close lists it
    established,
    unknown,      ///< scheduled, and nobody observed or decided anything
    disputed,     ///< a person has to decide, for the first time or again
    waiting,      ///< observed on a placement that was never granted
};
[[nodiscard]] DayState state_of(const DayKnown& day);
/// Unknown, disputed and waiting days are open: a close names them.
[[nodiscard]] bool is_open(DayState state);

struct ClosedDay {
    RecordId placement;
    CivilDate date;
    std::vector<Part> parts;  ///< by rising status; of an open day what was shown meanwhile
    bool open{};
    bool operator==(const ClosedDay&) const = default;
};

/// The minutes present in parts.
[[nodiscard]] std::int64_t present_minutes(std::span<const Part> parts);
/// The same over all days: what a period's `minutes` says.
[[nodiscard]] std::int64_t present_minutes(std::span<const ClosedDay> days);

/// The bytes of a period's `days`: placements by rising id, of each its days by rising date. Days
/// outside the month or named twice are a bug of the caller.
///
///   days       for each placement: id (16 bytes), count of days, days
///   day        2 * day of the month + (1 if open), length of parts, parts (value.hpp)
[[nodiscard]] std::string encode_days(CivilMonth month, std::vector<ClosedDay> days);
/// By rising placement and date. Nothing for bytes that `encode_days` does not write.
[[nodiscard]] std::optional<std::vector<ClosedDay>> decode_days(CivilMonth month,
                                                                std::string_view bytes);
/// What the list says of a day; null if it does not name it. The days as `decode_days` gives them.
[[nodiscard]] const ClosedDay* find_day(std::span<const ClosedDay> days, const RecordId& placement,
                                        CivilDate date);

/// "Of two closes of a month the earlier in the order of the office's acts counts": by what both
/// say of themselves, since two lives of an office share no counter.
struct CloseOrder {
    Instant claimed;
    Stamp stamp;
    auto operator<=>(const CloseOrder&) const = default;
};

/// The id of the closed_day record.
[[nodiscard]] RecordId closed_day_id(const RecordId& placement, CivilDate date);

}  // namespace veldwerk
