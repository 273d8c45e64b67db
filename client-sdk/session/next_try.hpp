// SPDX-License-Identifier: EUPL-1.2
// When a watch without a connection tries again. Patience decides, as long as it likes; but a
// device that has not caught up on the day tries at its own moment of the night's sync window,
// also if it slept through it and wakes before the window is over.
#pragma once

#include <optional>

#include "protocol/rules/sync_window.hpp"

namespace veldwerk::device {

struct TryFacts {
    Instant now;
    Instant attempted;                 ///< the last attempt, which failed
    std::optional<Instant> caught_up;  ///< the last time that all was sent and received
    Instant patient_until;             ///< by its backoff
    Instant not_before;                ///< the office asked for it; the past: it did not
};

/// Never before `now`. Without a window patience alone decides.
[[nodiscard]] Instant next_try(const TryFacts& facts, const std::optional<SyncWindow>& window,
                               const WriterId& writer);

}  // namespace veldwerk::device
