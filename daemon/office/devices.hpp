// SPDX-License-Identifier: EUPL-1.2
// Devices as the office sees them: where each stands, and the acts that move it. `overdue` is read
// from the last contact and never stored; everything else is an act.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "daemon/office/office.hpp"

namespace veldwerk::office {

/// Of its record.
[[nodiscard]] std::int64_t device_state_of(Ledger& ledger, const RecordId& device);

/// Whether a device that it goes on from, or one that went on from it, was revoked or wiped: a copy
/// of a stolen phone does not get in by calling itself set back.
[[nodiscard]] bool lineage_shut_out(Ledger& ledger, const RecordId& device);

struct DeviceView {
    RecordId id;
    RecordId coach;
    std::string coach_name;
    std::string state;  ///< as shown: an active device that was silent for long is overdue
    std::optional<Instant> last_contact;
    std::string app_version;
    std::uint32_t schema{};
    std::optional<Instant> certificate_until;
    std::uint64_t received{};
    std::optional<RecordId> former;  ///< the device it goes on from
    std::uint64_t lives{};           ///< how many go on from it: two are a copied phone
};
/// In order of enrolment.
[[nodiscard]] std::vector<DeviceView> devices_on(Ledger& ledger, CivilDate day);

/// Devices from which two or more go on: somebody has a copy of a phone.
[[nodiscard]] std::vector<DeviceView> copied_devices(Ledger& ledger, CivilDate day);

/// Writes one act that moves the device to a state; inside a transaction. The person is empty if
/// the office itself does it.
struct DeviceMove {
    RecordId device;
    RecordId person;
    Act act{Act::write};
    std::int64_t state{};
    std::optional<std::uint64_t> counter_accepted;
};
[[nodiscard]] Result<void> move_device(Office& office, const DeviceMove& move);

/// The highest counter received of the device's writer.
[[nodiscard]] std::uint64_t received_of(Ledger& ledger, const RecordId& device);

}  // namespace veldwerk::office
