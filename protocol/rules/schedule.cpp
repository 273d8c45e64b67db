// SPDX-License-Identifier: EUPL-1.2
// Of dated entries the last one that has begun counts; all else is a comparison of dates.
#include "protocol/rules/schedule.hpp"

#include <algorithm>

#include "protocol/records/holidays.hpp"
#include "protocol/records/vocabulary.hpp"

namespace veldwerk {
namespace {

/// Null before the first entry begins.
template <class Entry>
const Entry* entry_on(CivilDate date, const std::vector<Entry>& entries) {
    const Entry* found = nullptr;
    for (const Entry& entry : entries) {
        if (!entry.from || *entry.from <= date) found = &entry;
    }
    return found;
}

}  // namespace

DayPlan plan_of(CivilDate date, const PlacementPlan& placement) {
    DayPlan plan;
    plan.inside_dates = placement.start && *placement.start <= date &&
                        (!placement.end || date <= *placement.end);
    plan.interrupted = std::any_of(
        placement.interruptions.begin(), placement.interruptions.end(),
        [&](const DateSpan& span) { return span.first <= date && date <= span.last; });

    // A calendar that begins later says nothing of the days before: the usual one counted then.
    const CalendarEntry* calendar = entry_on(date, placement.calendar);
    plan.holiday = holidays_on(date) & (calendar ? calendar->holidays : default_holidays());

    const ScheduleEntry* week = entry_on(date, placement.schedule);
    if (week && plan.inside_dates && !plan.interrupted) {
        plan.scheduled_minutes = week->minutes[static_cast<std::size_t>(date.weekday())];
    }
    return plan;
}

std::optional<Part> unobserved(const DayPlan& plan) {
    if (!plan.inside_dates) return std::nullopt;
    // A holiday on a day off gives nothing: it is a day off.
    if (plan.scheduled_minutes == 0) return Part{attendance::not_scheduled, 0};
    return Part{plan.holiday != 0 ? attendance::holiday : attendance::unknown,
                plan.scheduled_minutes};
}

}  // namespace veldwerk
