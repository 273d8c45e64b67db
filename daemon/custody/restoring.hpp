// SPDX-License-Identifier: EUPL-1.2
// Restoring: the ledger of a backup is prepared beside the present one, takes in the acts of the
// journal that it lacks, begins another life, and only then takes the present one's place, which is
// kept aside. Killed anywhere before that, nothing has changed; killed after, the next opening
// journals the act that began the life.
#pragma once

#include "daemon/custody/backup.hpp"

namespace veldwerk::office {

struct RestoreOrder {
    std::filesystem::path file;
    bool accept_loss = false;
};

struct Restored {
    BackupFacts backup;
    EpochId epoch;
    std::uint64_t replayed{};     ///< acts of the journal that the backup lacked
    bool acts_lost{};             ///< the journal was not whole: the office holds
    std::filesystem::path aside;  ///< where the replaced ledger is; empty: there was none
    std::vector<std::string> files;  ///< brought back because the folder lacked them
    std::vector<std::string> lost;   ///< sentences: what cannot come back, accepted
};

/// Nobody serves on the folder meanwhile. Refuses what is no whole backup of this version, and what
/// would lose something without `accept_loss`. Nothing has changed then. The caller opens the
/// office and calls `after_restore` before anything is served.
[[nodiscard]] Result<Restored> restore_office(const std::filesystem::path& folder,
                                              const Environment& environment,
                                              const RestoreOrder& order);

}  // namespace veldwerk::office
