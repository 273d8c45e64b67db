// SPDX-License-Identifier: EUPL-1.2
#include "daemon/custody/after_restore.hpp"

#include "daemon/custody/backup.hpp"
#include "daemon/custody/erasing.hpp"
#include "daemon/custody/rotation.hpp"
#include "daemon/office/office.hpp"

namespace veldwerk::office {

void after_restore(Office& office) {
    // What other backups hold and this ledger lacks is missing until its devices return, and named.
    const auto kept = kept_backups(office.folder());
    office.transact([&] {
        for (const auto& backup : kept.readable) {
            for (const auto& last : backup.holds) office.ledger().note_known(last);
        }
    });
    note_safe(office, kept.readable);
    // Orders of the lost days came back with the journal's acts; no byte may outlive them here.
    (void)follow_erasures(office);
}

}  // namespace veldwerk::office
