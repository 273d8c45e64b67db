// SPDX-License-Identifier: EUPL-1.2
// A backup: one file that holds all the office needs to live again. It is the ledger as of one
// commit, and beside its tables the few small files without which it would be nobody's office: the
// keys of its certificate authority and its configuration. Whoever has it is the office, so it is
// readable by its owner alone.
//
// It is written beside its name, verified as a stranger would verify it, synced, and renamed: under
// its name there is a whole backup or nothing.
#pragma once

#include <filesystem>
#include <string>
#include <vector>

#include "daemon/office/office.hpp"
#include "protocol/merge/digest.hpp"

namespace veldwerk::office {

/// How this version lays out a backup. Others are refused.
inline constexpr std::int64_t backup_format = 1;

struct KeptFile {
    std::string name;  ///< below the data folder
    std::string bytes;
};

/// What a backup says of itself.
struct BackupFacts {
    std::filesystem::path path;
    EpochId epoch;
    WriterId writer;           ///< the office's own in that life
    Instant made;
    Digest digest;             ///< over all scopes
    std::vector<Stamp> holds;  ///< the last change of every writer, the office's own among them
    std::vector<Stamp> safe;   ///< what devices had been told to be safe
    std::uint64_t acts{};      ///< the last act of its life

    /// The last change of a writer in it; 0 if it holds none.
    [[nodiscard]] std::uint64_t held_of(const WriterId& of) const;
};

/// Beside a running `serve`, too. Refuses where a file already is; throws if the disk refuses, and
/// then leaves nothing under that name.
[[nodiscard]] Result<BackupFacts> make_backup(Office& office, const std::filesystem::path& path);

/// What it says of itself, without reading all of it. Refuses what is no backup of this version.
[[nodiscard]] Result<BackupFacts> read_backup(const std::filesystem::path& path);
/// Reads all of it: the file is sound, and its records sum up to the digest it names.
[[nodiscard]] Result<BackupFacts> verify_backup(const std::filesystem::path& path);

/// The files that a verified backup carries beside the ledger.
[[nodiscard]] std::vector<KeptFile> files_in_backup(const std::filesystem::path& path);
/// Makes of a copy of a backup the ledger that it is.
void strip_backup(const std::filesystem::path& copy);

}  // namespace veldwerk::office
