// SPDX-License-Identifier: EUPL-1.2
// The key of a user's replicas: 32 random bytes in a file that only this user can read, and never
// beside a replica, so that who copies one does not get the other. An app has a key store instead.
#pragma once

#include <filesystem>
#include <string>

#include "client-sdk/include/veldwerk.hpp"
#include "protocol/records/result.hpp"

namespace veldwerk::cli {

/// The file named, or the user's own: $XDG_STATE_HOME/veldwerk/key, else
/// ~/.local/state/veldwerk/key.
[[nodiscard]] std::filesystem::path key_path(const std::string& named);

/// Refuses a file that is not there, that others can read, or that is no key.
[[nodiscard]] Result<sdk::Key> read_key(const std::filesystem::path& path);
/// Makes one where there is none. Throws std::system_error when it cannot be written.
[[nodiscard]] Result<sdk::Key> read_or_make_key(const std::filesystem::path& path);

}  // namespace veldwerk::cli
