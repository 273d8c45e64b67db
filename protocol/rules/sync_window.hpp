// SPDX-License-Identifier: EUPL-1.2
// The hours of the night in which every device syncs that did not during the day: the setting
// `sync_window`, HH:MM-HH:MM on the wall clock in Amsterdam, often past midnight. Each device has a
// moment of its own in it, so that they do not all come in the same second.
#pragma once

#include <cstdint>
#include <optional>
#include <string_view>

#include "protocol/records/civil.hpp"
#include "protocol/records/identity.hpp"

namespace veldwerk {

struct SyncWindow {
    std::int64_t from{};     ///< minute of the day
    std::int64_t minutes{};  ///< how long it lasts, less than a day
    bool operator==(const SyncWindow&) const = default;
};

/// Nothing for anything but two different times of day.
[[nodiscard]] std::optional<SyncWindow> parse_sync_window(std::string_view text);

/// The window that begins on a date, as instants: `until` is outside.
struct SyncNight {
    Instant from;
    Instant until;
};
[[nodiscard]] SyncNight night_of(const SyncWindow& window, CivilDate evening);

/// The device's own moment in that night: the same for one writer, spread over all of them.
[[nodiscard]] Instant moment_of(const SyncNight& night, const WriterId& writer);

}  // namespace veldwerk
