// SPDX-License-Identifier: EUPL-1.2
// Which holiday falls when: fixed dates, days counted from Easter, and the King's birthday, which
// gives way to a Sunday.
#include "protocol/records/holidays.hpp"

#include <vector>

#include "protocol/records/vocabulary.hpp"

namespace veldwerk {
namespace {

enum Bit : std::uint32_t {
    new_year = 1u << 0,
    good_friday = 1u << 1,
    easter = 1u << 2,
    easter_monday = 1u << 3,
    kings_day = 1u << 4,
    liberation_day = 1u << 5,
    ascension = 1u << 6,
    whit_sunday = 1u << 7,
    whit_monday = 1u << 8,
    christmas_day = 1u << 9,
    second_christmas_day = 1u << 10,
};

constexpr Holiday all[] = {
    {new_year, "new_year", "nieuwjaarsdag"},
    {good_friday, "good_friday", "goede vrijdag"},
    {easter, "easter_sunday", "eerste paasdag"},
    {easter_monday, "easter_monday", "tweede paasdag"},
    {kings_day, "kings_day", "koningsdag"},
    {liberation_day, "liberation_day", "bevrijdingsdag"},
    {ascension, "ascension", "hemelvaartsdag"},
    {whit_sunday, "whit_sunday", "eerste pinksterdag"},
    {whit_monday, "whit_monday", "tweede pinksterdag"},
    {christmas_day, "christmas_day", "eerste kerstdag"},
    {second_christmas_day, "second_christmas_day", "tweede kerstdag"},
};

/// The King's birthday since 2014, Queen's Day until 2013; a day earlier when that is a Sunday (the
/// rule since 1980).
CivilDate kings_day_of(int year) {
    constexpr int sunday = 6;
    const auto birthday = year >= 2014 ? make_date(year, 4, 27) : make_date(year, 4, 30);
    return birthday->weekday() == sunday ? birthday->plus(-1) : *birthday;
}

std::uint32_t fixed_on(unsigned month, unsigned day) {
    if (month == 1 && day == 1) return new_year;
    if (month == 5 && day == 5) return liberation_day;
    if (month == 12 && day == 25) return christmas_day;
    if (month == 12 && day == 26) return second_christmas_day;
    return 0;
}

std::uint32_t counted_from_easter(std::int32_t days) {
    switch (days) {
        case -2: return good_friday;
        case 0: return easter;
        case 1: return easter_monday;
        case 39: return ascension;
        case 49: return whit_sunday;
        case 50: return whit_monday;
        default: return 0;
    }
}

}  // namespace

std::span<const Holiday> holidays() { return all; }

const Holiday* find_holiday(std::string_view name) {
    for (const Holiday& holiday : all) {
        if (same_name(holiday.name, name) || same_name(holiday.dutch, name)) return &holiday;
    }
    return nullptr;
}

std::string allowed_holidays() {
    std::vector<std::string_view> names;
    for (const Holiday& holiday : all) names.push_back(holiday.name);
    return one_of(names);
}

std::uint32_t default_holidays() {
    std::uint32_t mask = 0;
    for (const Holiday& holiday : all) mask |= holiday.bit;
    return mask & ~(good_friday | liberation_day);
}

// The anonymous Gregorian computus (Nature, 1876; also Meeus, Astronomical Algorithms, chapter 8).
CivilDate easter_sunday(int year) {
    const int a = year % 19;
    const int b = year / 100;
    const int c = year % 100;
    const int g = (8 * b + 13) / 25;
    const int h = (19 * a + b - b / 4 - g + 15) % 30;
    const int l = (32 + 2 * (b % 4) + 2 * (c / 4) - h - c % 4) % 7;
    const int m = (a + 11 * h + 22 * l) / 451;
    const int month = (h + l - 7 * m + 114) / 31;
    const int day = (h + l - 7 * m + 114) % 31 + 1;
    return *make_date(year, static_cast<unsigned>(month), static_cast<unsigned>(day));
}

std::uint32_t holidays_on(CivilDate date) {
    if (date < first_date || date > last_date) return 0;
    const auto ymd = date.ymd();
    const int year = static_cast<int>(ymd.year());
    std::uint32_t found = fixed_on(static_cast<unsigned>(ymd.month()),
                                   static_cast<unsigned>(ymd.day()));
    found |= counted_from_easter(date.days - easter_sunday(year).days);
    if (date == kings_day_of(year)) found |= kings_day;
    return found;
}

}  // namespace veldwerk
