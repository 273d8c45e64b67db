// SPDX-License-Identifier: EUPL-1.2
// The backups that the office keeps by itself: one for each night and life, in DIR/backups, as many
// as the setting `backups_kept` says, the oldest gone first. What every one of them holds is safe:
// a device need not keep it, and the journal need not keep a decision or a plain write. Backups of
// lives that were abandoned count like the others, because any file there may be the one that is
// left. A file made elsewhere counts for nothing.
#pragma once

#include "daemon/custody/backup.hpp"

namespace veldwerk::office {

struct KeptBackups {
    std::vector<BackupFacts> readable;  ///< by name, so by date
    std::vector<Error> unreadable;      ///< files there that are no backups; they count for nothing
};
[[nodiscard]] KeptBackups kept_backups(const std::filesystem::path& folder);

struct Rotated {
    std::filesystem::path tonight;
    Instant made;                ///< earlier, if this night had one already
    std::size_t kept{};
    std::vector<std::string> removed;     ///< names
    std::vector<std::string> unreadable;  ///< sentences
    std::uint64_t pruned{};               ///< acts dropped from the journal
};
/// Makes the night's backup if there is none yet, removes what is too much, and says what is safe.
/// Refuses if the backup cannot be verified; throws if the disk refuses.
[[nodiscard]] Result<Rotated> rotate_backups(Office& office, CivilDate night);

/// Says what all of these hold to be safe. What was told to be safe stays so: devices have
/// forgotten it.
void note_safe(Office& office, const std::vector<BackupFacts>& kept);

/// Decisions and plain writes: the rest is control, holds ids only, and stays in the journal.
[[nodiscard]] bool is_data_act(const Change& act);

}  // namespace veldwerk::office
