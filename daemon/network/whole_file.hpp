// SPDX-License-Identifier: EUPL-1.2
// Small files that others read while they are written anew: a reader finds the old content or the
// new, never a half, and after a power cut it is still so.
#pragma once

#include <filesystem>
#include <string>

namespace veldwerk::office {

enum class ReadableBy : int {
    owner = 0600,     ///< keys
    everybody = 0644,
};

/// Writes beside, syncs, renames. Throws std::system_error if the disk refuses; the old file stays.
void write_whole_file(const std::filesystem::path& path, const std::string& content,
                      ReadableBy readable_by);
/// Throws std::system_error if it cannot be read.
[[nodiscard]] std::string read_whole_file(const std::filesystem::path& path);

}  // namespace veldwerk::office
