// SPDX-License-Identifier: EUPL-1.2
#include "protocol/rules/sync_window.hpp"

#include "protocol/records/value.hpp"

namespace veldwerk {
namespace {

/// "23:05"; hours and minutes of two digits each.
std::optional<std::int64_t> minute_of_day(std::string_view text) {
    if (text.size() != 5 || text[2] != ':') return std::nullopt;
    std::int64_t digits[4]{};
    for (std::size_t i = 0, at = 0; at < text.size(); ++at) {
        if (at == 2) continue;
        if (text[at] < '0' || text[at] > '9') return std::nullopt;
        digits[i++] = text[at] - '0';
    }
    const std::int64_t hour = digits[0] * 10 + digits[1];
    const std::int64_t minute = digits[2] * 10 + digits[3];
    if (hour > 23 || minute > 59) return std::nullopt;
    return hour * 60 + minute;
}

}  // namespace

std::optional<SyncWindow> parse_sync_window(std::string_view text) {
    if (text.size() != 11 || text[5] != '-') return std::nullopt;
    const auto from = minute_of_day(text.substr(0, 5));
    const auto until = minute_of_day(text.substr(6));
    if (!from || !until || *from == *until) return std::nullopt;
    return SyncWindow{*from, (*until - *from + minutes_per_day) % minutes_per_day};
}

SyncNight night_of(const SyncWindow& window, CivilDate evening) {
    const LocalTime from{std::int64_t{evening.days} * minutes_per_day + window.from};
    return {instant_of(from), instant_of(LocalTime{from.minutes + window.minutes})};
}

Instant moment_of(const SyncNight& night, const WriterId& writer) {
    const auto length = static_cast<std::uint64_t>(night.until.unix_ms - night.from.unix_ms);
    if (length == 0) return night.from;  // a window of the hour that spring leaves out
    return {night.from.unix_ms +
            static_cast<std::int64_t>(IdHash<WriterTag>{}(writer) % length)};
}

}  // namespace veldwerk
