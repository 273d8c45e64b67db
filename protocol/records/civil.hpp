// SPDX-License-Identifier: EUPL-1.2
// Civil time in Europe/Amsterdam, without a clock and without a time zone database: the rule of
// the European Union (last Sundays of March and October, 01:00 UTC, since 1996) is all that is
// needed. A day of work is a civil date; nights of clock change never move it.
#pragma once

#include <chrono>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace veldwerk {

/// Milliseconds since 1970-01-01T00:00:00Z. Always passed in, never read from a clock here.
struct Instant {
    std::int64_t unix_ms{};
    auto operator<=>(const Instant&) const = default;
};

/// Days since 1970-01-01.
struct CivilDate {
    std::int32_t days{};
    auto operator<=>(const CivilDate&) const = default;

    [[nodiscard]] std::chrono::year_month_day ymd() const;
    [[nodiscard]] int weekday() const;  ///< 0 Monday ... 6 Sunday
    [[nodiscard]] CivilDate plus(std::int32_t more_days) const { return {days + more_days}; }
    [[nodiscard]] std::string text() const;  ///< YYYY-MM-DD
};

/// The dates this system can hold; the last one also stands for "until further notice".
inline constexpr CivilDate first_date{-719162};  ///< 0001-01-01
inline constexpr CivilDate last_date{2932896};   ///< 9999-12-31

struct CivilMonth {
    std::int32_t months{};  ///< year * 12 + (month - 1)
    auto operator<=>(const CivilMonth&) const = default;

    [[nodiscard]] CivilDate first() const;
    [[nodiscard]] CivilDate last() const;
    [[nodiscard]] CivilMonth next() const { return {months + 1}; }
    [[nodiscard]] std::string text() const;  ///< YYYY-MM
};

/// Minutes since 1970-01-01T00:00 on the wall clock.
struct LocalTime {
    std::int64_t minutes{};
    auto operator<=>(const LocalTime&) const = default;
    [[nodiscard]] CivilDate date() const;
    [[nodiscard]] std::string text() const;  ///< YYYY-MM-DDTHH:MM
};

[[nodiscard]] std::optional<CivilDate> make_date(int year, unsigned month, unsigned day);
[[nodiscard]] std::optional<CivilDate> parse_date(std::string_view text);    ///< YYYY-MM-DD
[[nodiscard]] std::optional<CivilMonth> parse_month(std::string_view text);  ///< YYYY-MM
/// YYYY-MM-DDTHH:MM
[[nodiscard]] std::optional<LocalTime> parse_local_time(std::string_view text);
/// RFC 3339 with `Z` or an offset; seconds and fractions optional, cut to milliseconds.
[[nodiscard]] std::optional<Instant> parse_instant(std::string_view text);
/// RFC 3339 in UTC with `Z`; milliseconds only when there are any.
[[nodiscard]] std::string format_instant(Instant instant);

[[nodiscard]] CivilMonth month_of(CivilDate date);
/// What the wall clock in Amsterdam says at an instant.
[[nodiscard]] LocalTime amsterdam_time(Instant instant);
[[nodiscard]] CivilDate amsterdam_date(Instant instant);
/// The instant of a wall-clock time; of the hour that comes twice the first, of the hour that does
/// not exist the instant one hour later.
[[nodiscard]] Instant instant_of(LocalTime local);

}  // namespace veldwerk
