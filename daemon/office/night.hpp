// SPDX-License-Identifier: EUPL-1.2
// The night: the day is turned, meetings are published, and what came in is counted for the
// morning. A night has one settlement, however often it runs: what it counted is kept in the
// ledger, so a second run finds nothing to do and reports the same. Killed anywhere, the next run
// goes on.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "daemon/office/publishing.hpp"
#include "daemon/office/settled_by_rule.hpp"

namespace veldwerk::office {

/// Turns the day, publishes, and remembers what has come in until now. Gives the night's date.
CivilDate settle_night(Office& office, const DeliverMeeting& deliver);

/// Of one device.
struct CameIn {
    RecordId device;
    std::string coach;        ///< name
    std::uint64_t changes{};
    std::uint64_t refused{};  ///< of these
    std::uint64_t parked{};
};

struct WaitingKind {
    std::string kind;
    std::uint64_t open{};
    std::int64_t oldest_days{};
};

/// A device that has not synced for longer than the setting `overdue_days` allows, or never.
struct SilentDevice {
    RecordId device;
    std::string coach;
    std::optional<CivilDate> last_contact;
};

/// A device that needs a person: blocked, or copied so that several go on from it.
struct DeviceAlarm {
    RecordId device;
    std::string coach;
    std::string what;
};

struct SentMeeting {
    RecordId meeting;
    std::string title;
    std::int64_t sequence{};
    bool cancelled{};
};

struct NightReport {
    CivilDate night;
    std::optional<CivilDate> since;       ///< the night before; none: since the beginning
    std::vector<CameIn> came_in;          ///< of devices that sent something
    std::uint64_t acts{};                 ///< of the office's people
    std::vector<SentMeeting> published;
    std::vector<WaitingKind> waiting;     ///< what needs a person
    std::vector<SilentDevice> silent;
    std::vector<DeviceAlarm> alarms;
    std::uint64_t quarantined{};          ///< what waits in quarantine
    std::vector<SettledByRule> settled;   ///< what two people wrote and a rule decided
    std::vector<CivilMonth> months_due;   ///< over and not closed
};

/// Of a night that was settled.
[[nodiscard]] NightReport report_night(Office& office, CivilDate night);

}  // namespace veldwerk::office
