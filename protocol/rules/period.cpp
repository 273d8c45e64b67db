// SPDX-License-Identifier: EUPL-1.2
#include "protocol/rules/period.hpp"

#include <algorithm>
#include <tuple>

#include "protocol/records/varint.hpp"
#include "protocol/records/vocabulary.hpp"

namespace veldwerk {
namespace {

auto place_of(const ClosedDay& day) { return std::tie(day.placement, day.date); }

bool take(std::string_view& bytes, std::size_t count, std::string_view& taken) {
    if (bytes.size() < count) return false;
    taken = bytes.substr(0, count);
    bytes.remove_prefix(count);
    return true;
}

/// A day of the placement that `day` names already.
bool read_day(CivilMonth month, std::string_view& bytes, ClosedDay& day) {
    const auto number = read_varint(bytes);
    const auto length = number ? read_varint(bytes) : std::nullopt;
    std::string_view parts;
    if (!length || !take(bytes, *length, parts)) return false;
    const std::uint64_t day_of_month = *number / 2;
    if (day_of_month < 1 || day_of_month > 31) return false;
    day.date = month.first().plus(static_cast<std::int32_t>(day_of_month) - 1);
    day.open = *number % 2 != 0;
    auto decoded = decode_parts(parts);
    if (!decoded || month_of(day.date) != month) return false;
    day.parts = std::move(*decoded);
    return true;
}

}  // namespace

DayState state_of(const DayKnown& day) {
    if (!day.granted) return day.observed ? DayState::waiting : DayState::nothing;
    if (day.in_review || day.basis == day_basis::disputed) return DayState::disputed;
    if (day.basis != 0) return DayState::established;
    const auto read = unobserved(day.plan);
    return read && read->status == attendance::unknown ? DayState::unknown : DayState::nothing;
}

bool is_open(DayState state) { return state >= DayState::unknown; }

std::int64_t present_minutes(std::span<const Part> parts) {
    std::int64_t minutes = 0;
    for (const Part& part : parts) {
        if (part.status == attendance::present) minutes += part.minutes;
    }
    return minutes;
}

std::int64_t present_minutes(std::span<const ClosedDay> days) {
    std::int64_t minutes = 0;
    for (const ClosedDay& day : days) minutes += present_minutes(std::span<const Part>(day.parts));
    return minutes;
}

std::string encode_days(CivilMonth month, std::vector<ClosedDay> days) {
    std::sort(days.begin(), days.end(), [](const ClosedDay& a, const ClosedDay& b) {
        return place_of(a) < place_of(b);
    });
    std::string bytes;
    for (std::size_t first = 0; first < days.size();) {
        std::size_t last = first;
        while (last < days.size() && days[last].placement == days[first].placement) ++last;
        bytes += days[first].placement.view();
        append_varint(bytes, last - first);
        for (std::size_t i = first; i < last; ++i) {
            expect(month_of(days[i].date) == month, "a close lists days of its month");
            expect(i == first || days[i - 1].date < days[i].date, "a close lists each day once");
            const auto day_of_month =
                static_cast<std::uint64_t>(days[i].date.days - month.first().days + 1);
            append_varint(bytes, 2 * day_of_month + (days[i].open ? 1 : 0));
            const std::string parts = encode_parts(days[i].parts);
            append_varint(bytes, parts.size());
            bytes += parts;
        }
        first = last;
    }
    return bytes;
}

std::optional<std::vector<ClosedDay>> decode_days(CivilMonth month, std::string_view bytes) {
    std::vector<ClosedDay> days;
    while (!bytes.empty()) {
        std::string_view id;
        if (!take(bytes, 16, id)) return std::nullopt;
        ClosedDay day;
        day.placement = RecordId::from_view(id).value();
        const auto count = read_varint(bytes);
        if (!count || *count < 1 || *count > 31) return std::nullopt;
        for (std::uint64_t i = 0; i < *count; ++i) {
            if (!read_day(month, bytes, day)) return std::nullopt;
            if (!days.empty() && place_of(day) <= place_of(days.back())) return std::nullopt;
            days.push_back(day);
        }
    }
    return days;
}

const ClosedDay* find_day(std::span<const ClosedDay> days, const RecordId& placement,
                          CivilDate date) {
    const auto found = std::lower_bound(days.begin(), days.end(), std::tie(placement, date),
                                        [](const ClosedDay& day, const auto& place) {
                                            return place_of(day) < place;
                                        });
    const bool there = found != days.end() && found->placement == placement && found->date == date;
    return there ? &*found : nullptr;
}

RecordId closed_day_id(const RecordId& placement, CivilDate date) {
    return derive_record_id("closed_day:" + std::string(placement.view()) + encode_date(date));
}

}  // namespace veldwerk
