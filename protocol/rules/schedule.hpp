// SPDX-License-Identifier: EUPL-1.2
// What was planned for a civil date, before anybody looked: the placement's dates, its schedule
// with the interruptions taken off, and the public holidays of the employer's calendar. A day on
// which nobody observed anything reads its status from here, and that status is never stored
// (DESIGN.md 3.11).
#pragma once

#include <cstdint>
#include <optional>
#include <vector>

#include "protocol/records/civil.hpp"
#include "protocol/records/value.hpp"

namespace veldwerk {

/// The values in force of a placement and of its employer that say something of a date.
struct PlacementPlan {
    std::optional<CivilDate> start;       ///< without one the placement has not begun
    std::optional<CivilDate> end;         ///< last day; empty is until further notice
    std::vector<ScheduleEntry> schedule;  ///< by rising `from`, as decode_schedule gives it
    std::vector<DateSpan> interruptions;  ///< both ends included
    std::vector<CalendarEntry> calendar;  ///< of the employer; empty is the usual calendar
};

struct DayPlan {
    std::int64_t scheduled_minutes{};  ///< none outside the dates and while interrupted
    std::uint32_t holiday{};           ///< bits of holidays.hpp, of those the employer keeps
    bool inside_dates{};
    bool interrupted{};
    bool operator==(const DayPlan&) const = default;
};

[[nodiscard]] DayPlan plan_of(CivilDate date, const PlacementPlan& placement);

/// What a day without any observation or decision reads as: `holiday` or `unknown` with its
/// scheduled minutes, or `not_scheduled`; nothing outside the placement's dates. Whether the day
/// has come is the caller's to know: a day ahead is not yet unknown.
[[nodiscard]] std::optional<Part> unobserved(const DayPlan& plan);

}  // namespace veldwerk
