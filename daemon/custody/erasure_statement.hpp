// SPDX-License-Identifier: EUPL-1.2
// How far an erasure is: at the office, on each device, in the backups. Told from what devices
// themselves said they had applied, so nobody has to tick a list.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "daemon/office/office.hpp"

namespace veldwerk::office {

struct DeviceStatement {
    RecordId device;
    std::string coach;  ///< name
    std::string state;  ///< of the device
    bool done{};        ///< it had applied the order when it last came
    /// Revoked, wiped or retired: it gets nothing any more, and its file cannot be read without the
    /// key of its holder.
    bool out_of_reach{};
};

struct ErasureStatement {
    RecordId order;
    RecordId participant;
    std::string code;
    std::string state;           ///< requested, tested, ordered or complete
    std::optional<Instant> at;   ///< when it was ordered
    bool scrubbed{};             ///< no byte is left in the office's folder
    std::vector<DeviceStatement> devices;
    std::optional<CivilDate> backups_until;  ///< until then a backup from before may be kept
};

/// Of every order and request, in order of id.
[[nodiscard]] std::vector<ErasureStatement> erasure_statements(Office& office);

}  // namespace veldwerk::office
