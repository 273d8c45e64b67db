// SPDX-License-Identifier: EUPL-1.2
// Civil dates by std::chrono's calendar; the Amsterdam clock by the rule of the European Union: one
// hour ahead of UTC, two from the last Sunday of March 01:00 UTC to that of October 01:00 UTC.
#include "protocol/records/civil.hpp"

#include <cstdio>

namespace veldwerk {
namespace {

namespace chrono = std::chrono;

constexpr std::int64_t ms_per_minute = 60'000;
constexpr std::int64_t minutes_per_civil_day = 1440;

std::int64_t floor_div(std::int64_t number, std::int64_t divisor) {
    const std::int64_t quotient = number / divisor;
    return number % divisor < 0 ? quotient - 1 : quotient;
}

/// 01:00 UTC on the last Sunday of a month.
std::int64_t clock_change_ms(chrono::year year, chrono::month month) {
    const chrono::sys_days sunday{year / month / chrono::Sunday[chrono::last]};
    return (sunday.time_since_epoch().count() * minutes_per_civil_day + 60) * ms_per_minute;
}

/// Minutes by which Amsterdam is ahead of UTC.
std::int64_t offset_at(Instant instant) {
    const auto days = static_cast<std::int32_t>(
        floor_div(instant.unix_ms, minutes_per_civil_day * ms_per_minute));
    const auto year = CivilDate{days}.ymd().year();
    const bool summer = instant.unix_ms >= clock_change_ms(year, chrono::March) &&
                        instant.unix_ms < clock_change_ms(year, chrono::October);
    return summer ? 120 : 60;
}

/// Takes exactly `digits` digits from the front.
std::optional<int> take_digits(std::string_view& text, std::size_t digits) {
    if (text.size() < digits) return std::nullopt;
    int number = 0;
    for (const char c : text.substr(0, digits)) {
        if (c < '0' || c > '9') return std::nullopt;
        number = number * 10 + (c - '0');
    }
    text.remove_prefix(digits);
    return number;
}

bool take(std::string_view& text, char wanted) {
    if (text.empty() || text.front() != wanted) return false;
    text.remove_prefix(1);
    return true;
}

std::optional<CivilDate> take_date(std::string_view& text) {
    const auto year = take_digits(text, 4);
    if (!year || !take(text, '-')) return std::nullopt;
    const auto month = take_digits(text, 2);
    if (!month || !take(text, '-')) return std::nullopt;
    const auto day = take_digits(text, 2);
    if (!day) return std::nullopt;
    return make_date(*year, static_cast<unsigned>(*month), static_cast<unsigned>(*day));
}

/// HH:MM, in minutes.
std::optional<std::int64_t> take_time(std::string_view& text) {
    const auto hour = take_digits(text, 2);
    if (!hour || *hour > 23 || !take(text, ':')) return std::nullopt;
    const auto minute = take_digits(text, 2);
    if (!minute || *minute > 59) return std::nullopt;
    return *hour * 60 + *minute;
}

/// [:SS[.fraction]], in milliseconds.
std::optional<std::int64_t> take_seconds(std::string_view& text) {
    if (!take(text, ':')) return 0;
    const auto second = take_digits(text, 2);
    if (!second || *second > 59) return std::nullopt;
    std::int64_t ms = *second * 1000;
    if (!take(text, '.')) return ms;
    if (text.empty() || text.front() < '0' || text.front() > '9') return std::nullopt;
    for (std::int64_t weight = 100; const auto digit = take_digits(text, 1); weight /= 10) {
        ms += *digit * weight;
    }
    return ms;
}

/// Z or +HH:MM, in minutes.
std::optional<std::int64_t> take_offset(std::string_view& text) {
    if (take(text, 'Z') || take(text, 'z')) return 0;
    const bool behind = take(text, '-');
    if (!behind && !take(text, '+')) return std::nullopt;
    const auto minutes = take_time(text);
    if (!minutes) return std::nullopt;
    return behind ? -*minutes : *minutes;
}

template <class... Numbers>
std::string print(const char* form, Numbers... numbers) {
    char text[64];
    const int length = std::snprintf(text, sizeof text, form, numbers...);
    return {text, static_cast<std::size_t>(length)};
}

}  // namespace

chrono::year_month_day CivilDate::ymd() const { return chrono::sys_days{chrono::days{days}}; }

int CivilDate::weekday() const {
    return static_cast<int>(((days + 3) % 7 + 7) % 7);  // 1970-01-01 was a Thursday
}

std::string CivilDate::text() const {
    const auto date = ymd();
    return print("%04d-%02u-%02u", static_cast<int>(date.year()),
                 static_cast<unsigned>(date.month()), static_cast<unsigned>(date.day()));
}

CivilDate CivilMonth::first() const {
    const auto year = static_cast<int>(floor_div(months, 12));
    const auto month = static_cast<unsigned>(months - year * 12 + 1);
    const chrono::sys_days day{chrono::year{year} / chrono::month{month} / 1};
    return {static_cast<std::int32_t>(day.time_since_epoch().count())};
}

CivilDate CivilMonth::last() const { return next().first().plus(-1); }

std::string CivilMonth::text() const { return first().text().substr(0, 7); }

CivilDate LocalTime::date() const {
    return {static_cast<std::int32_t>(floor_div(minutes, minutes_per_civil_day))};
}

std::string LocalTime::text() const {
    const auto of_day = static_cast<int>(minutes - date().days * minutes_per_civil_day);
    return date().text() + print("T%02d:%02d", of_day / 60, of_day % 60);
}

std::optional<CivilDate> make_date(int year, unsigned month, unsigned day) {
    const chrono::year_month_day date{chrono::year{year}, chrono::month{month}, chrono::day{day}};
    if (!date.ok()) return std::nullopt;
    const CivilDate made{
        static_cast<std::int32_t>(chrono::sys_days{date}.time_since_epoch().count())};
    if (made < first_date || made > last_date) return std::nullopt;
    return made;
}

std::optional<CivilDate> parse_date(std::string_view text) {
    const auto date = take_date(text);
    return text.empty() ? date : std::nullopt;
}

std::optional<CivilMonth> parse_month(std::string_view text) {
    const auto first = parse_date(std::string(text) + "-01");
    if (!first) return std::nullopt;
    return month_of(*first);
}

std::optional<LocalTime> parse_local_time(std::string_view text) {
    const auto date = take_date(text);
    if (!date || !take(text, 'T')) return std::nullopt;
    const auto time = take_time(text);
    if (!time || !text.empty()) return std::nullopt;
    return LocalTime{date->days * minutes_per_civil_day + *time};
}

std::optional<Instant> parse_instant(std::string_view text) {
    const auto date = take_date(text);
    if (!date || !(take(text, 'T') || take(text, 't'))) return std::nullopt;
    const auto time = take_time(text);
    if (!time) return std::nullopt;
    const auto ms = take_seconds(text);
    if (!ms) return std::nullopt;
    const auto offset = take_offset(text);
    if (!offset || !text.empty()) return std::nullopt;
    const std::int64_t minutes = date->days * minutes_per_civil_day + *time - *offset;
    return Instant{minutes * ms_per_minute + *ms};
}

std::string format_instant(Instant instant) {
    const LocalTime utc{floor_div(instant.unix_ms, ms_per_minute)};
    const auto ms = static_cast<int>(instant.unix_ms - utc.minutes * ms_per_minute);
    const std::string seconds = print(":%02d", ms / 1000);
    const std::string fraction = ms % 1000 == 0 ? "" : print(".%03d", ms % 1000);
    return utc.text() + seconds + fraction + "Z";
}

CivilMonth month_of(CivilDate date) {
    const auto ymd = date.ymd();
    return {static_cast<int>(ymd.year()) * 12 +
            static_cast<std::int32_t>(static_cast<unsigned>(ymd.month())) - 1};
}

LocalTime amsterdam_time(Instant instant) {
    return {floor_div(instant.unix_ms, ms_per_minute) + offset_at(instant)};
}

CivilDate amsterdam_date(Instant instant) { return amsterdam_time(instant).date(); }

Instant instant_of(LocalTime local) {
    const Instant as_summer{(local.minutes - 120) * ms_per_minute};
    if (offset_at(as_summer) == 120) return as_summer;
    return {(local.minutes - 60) * ms_per_minute};
}

}  // namespace veldwerk
