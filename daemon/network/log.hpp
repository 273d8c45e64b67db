// SPDX-License-Identifier: EUPL-1.2
// What the daemon says about its own work, on the standard error: what was done, to which object,
// with what result, asked from where. Ids and addresses, never what a record holds.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

#include "protocol/records/result.hpp"

namespace veldwerk::office {

enum class Weight : std::uint8_t { detail, news, warning, failure };

struct LogEntry {
    Weight weight = Weight::news;
    std::string_view action;   ///< one word: enrol, sync, serve
    std::string object = "-";  ///< an id
    std::string result;        ///< a few words
    std::string origin = "-";  ///< who asked: an address
};

/// Entries below the level are not written. Refuses `wrong_use` for a level there is not.
[[nodiscard]] Result<void> set_log_level(const std::string& level);
void log(const LogEntry& entry);

}  // namespace veldwerk::office
