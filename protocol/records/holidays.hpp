// SPDX-License-Identifier: EUPL-1.2
// Dutch public holidays as bits, so that a calendar (which of them an employer keeps) is a mask.
// Bits travel in values and are never reused.
#pragma once

#include <cstdint>
#include <span>
#include <string>
#include <string_view>

#include "protocol/records/civil.hpp"

namespace veldwerk {

struct Holiday {
    std::uint32_t bit{};
    std::string_view name;
    std::string_view dutch;
};

/// All of them, in order of the year.
[[nodiscard]] std::span<const Holiday> holidays();
/// By English or Dutch name, without regard to case; null for anything else.
[[nodiscard]] const Holiday* find_holiday(std::string_view name);
/// All names, for a refusal: "a, b or c".
[[nodiscard]] std::string allowed_holidays();

/// What counts where an employer's calendar does not say otherwise: all but Good Friday and
/// Liberation Day, which few collective agreements give every year.
[[nodiscard]] std::uint32_t default_holidays();

/// The holidays that fall on a date: seldom more than one bit, mostly none.
[[nodiscard]] std::uint32_t holidays_on(CivilDate date);

/// Easter Sunday of a year of the Gregorian calendar.
[[nodiscard]] CivilDate easter_sunday(int year);

}  // namespace veldwerk
