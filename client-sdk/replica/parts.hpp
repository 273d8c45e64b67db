// SPDX-License-Identifier: EUPL-1.2
// What a replica is made of. The parts share one connection and stand on each other from top to
// bottom; Replica's own functions, spread over a file for each idea, put them to work.
#pragma once

#include "client-sdk/replica/bearings.hpp"
#include "client-sdk/replica/draft.hpp"
#include "client-sdk/replica/erasing.hpp"
#include "client-sdk/replica/intake.hpp"
#include "client-sdk/replica/layers.hpp"
#include "client-sdk/replica/own_changes.hpp"
#include "client-sdk/replica/scopes.hpp"
#include "client-sdk/replica/store.hpp"

namespace veldwerk::device {

struct Replica::Parts {
    Parts(std::unique_ptr<SQLite::Database> database, std::string path, Luck luck)
        : store(std::move(database), std::move(path), std::move(luck)) {}

    std::function<Instant()> now;  ///< none: it never locks
    Store store;
    Bearings bearings{store};
    OwnChanges own{store, bearings};
    Scopes scopes{store};
    Layers layers{store, scopes, own, bearings};
    Erasing erasing{store, bearings, scopes, own, layers};
    Intake intake{store, bearings, own, scopes, layers, erasing};

    /// The no that every call but those of enrolment and session gives before the first sync.
    [[nodiscard]] Result<void> check_ready();
    /// The same, and not locked: for whoever reads what is about people.
    [[nodiscard]] Result<void> check_readable();
    /// Without contact it locks then; nothing if it never does.
    [[nodiscard]] std::optional<Instant> locks_at();
    [[nodiscard]] bool is_locked();
    /// Stores a finished change and shows it. The caller commits.
    [[nodiscard]] Result<Saved> put_down(const Change& change);
    /// At the start of each write: one that was rolled back may have left its memory behind.
    void start_afresh() {
        scopes.forget_moves();
        layers.forget_touched();
    }
};

}  // namespace veldwerk::device
