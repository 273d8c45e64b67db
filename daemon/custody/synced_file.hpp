// SPDX-License-Identifier: EUPL-1.2
// Files that must be on disk before their name says so. All throw std::system_error if the disk
// refuses.
#pragma once

#include <filesystem>

namespace veldwerk::office {

void sync_file(const std::filesystem::path& path);
/// The folder's entry of the path.
void sync_folder_of(const std::filesystem::path& path);
/// A copy that only its owner reads, on disk when it returns. Writes over nothing.
void copy_synced(const std::filesystem::path& from, const std::filesystem::path& to);

}  // namespace veldwerk::office
