// SPDX-License-Identifier: EUPL-1.2
#include "client-sdk/session/next_try.hpp"

#include <algorithm>

namespace veldwerk::device {
namespace {

bool caught_up_on(const TryFacts& facts, CivilDate day) {
    return facts.caught_up && day <= amsterdam_date(*facts.caught_up);
}

/// Its moment of the night that runs now, or else of the next; nothing if that is used or not
/// needed.
std::optional<Instant> due_moment(const TryFacts& facts, const SyncWindow& window,
                                  const WriterId& writer) {
    const CivilDate today = amsterdam_date(facts.now);
    for (const CivilDate evening : {today.plus(-1), today}) {
        const SyncNight night = night_of(window, evening);
        if (night.until <= facts.now || caught_up_on(facts, evening)) continue;
        const Instant moment = moment_of(night, writer);
        if (facts.attempted < moment) return moment;
    }
    return std::nullopt;
}

}  // namespace

Instant next_try(const TryFacts& facts, const std::optional<SyncWindow>& window,
                 const WriterId& writer) {
    Instant next = facts.patient_until;
    if (window) {
        if (const auto moment = due_moment(facts, *window, writer)) next = std::min(next, *moment);
    }
    return std::max({next, facts.not_before, facts.now});
}

}  // namespace veldwerk::device
