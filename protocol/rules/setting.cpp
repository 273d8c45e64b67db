// SPDX-License-Identifier: EUPL-1.2
#include "protocol/rules/setting.hpp"

#include <algorithm>
#include <array>
#include <charconv>
#include <cstdint>
#include <optional>
#include <string>

#include "protocol/records/value.hpp"
#include "protocol/rules/sync_window.hpp"

namespace veldwerk {
namespace {

constexpr std::int64_t minutes_per_week = 7 * minutes_per_day;
// Ten years of weeks or days, a hundred thousand places: beyond that a digit was typed twice.
constexpr std::int64_t weeks_max = 520;
constexpr std::int64_t days_max = 3660;
constexpr std::int64_t places_max = 100'000;

/// A whole number between two bounds, both allowed.
struct Range {
    std::string_view name;
    std::int64_t least{};
    std::int64_t most{};
};
constexpr std::array ranges{
    Range{"tolerance_minutes", 0, minutes_per_day},
    Range{"full_time_minutes_per_week", 1, minutes_per_week},
    Range{"overdue_days", 1, days_max},
    Range{"lock_days", 1, days_max},
    Range{"backups_kept", 1, days_max},
    Range{"contact_weeks_max", 1, weeks_max},
    Range{"trial_weeks_max", 0, weeks_max},
    Range{"hours_above_contract_minutes_max", 0, minutes_per_week},
    Range{"old_basis_syncs_max", 1, days_max},
    Range{"cap_public", 0, places_max},
    Range{"cap_public_private", 0, places_max},
    Range{"cap_innovation", 0, places_max},
    Range{"cap_top_up", 0, places_max},
};

std::optional<std::int64_t> whole_number(std::string_view text) {
    std::int64_t number = 0;
    const auto read = std::from_chars(text.data(), text.data() + text.size(), number);
    if (read.ec != std::errc{} || read.ptr != text.data() + text.size()) return std::nullopt;
    return number;
}

tl::unexpected<Error> no(std::string_view name, std::string_view value, const std::string& form) {
    return refuse(Reason::invalid_value, "setting " + std::string(name) + ": \"" +
                                             std::string(value) + "\" is not " + form);
}

}  // namespace

Result<void> check_setting(std::string_view name, std::string_view value) {
    if (value.empty()) return {};  // a cap that is lifted, a window that nobody keeps
    if (name == "sync_window") {
        if (parse_sync_window(value)) return {};
        return no(name, value, "two times of day like 23:00-05:00");
    }
    const auto range = std::find_if(ranges.begin(), ranges.end(),
                                    [name](const Range& one) { return one.name == name; });
    if (range == ranges.end()) return {};
    const auto number = whole_number(value);
    if (number && range->least <= *number && *number <= range->most) return {};
    return no(name, value,
              "a whole number from " + std::to_string(range->least) + " to " +
                  std::to_string(range->most));
}

}  // namespace veldwerk
