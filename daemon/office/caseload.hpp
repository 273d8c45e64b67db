// SPDX-License-Identifier: EUPL-1.2
// Who may hold whom, and since which act: spans that follow from the assignments and the latest day
// act in the set. A change is authorised by the span its basis falls into; a device's feed and what
// it must purge follow from the spans' feed positions.
#pragma once

#include <optional>
#include <set>
#include <utility>

#include "daemon/ledger/ledger.hpp"

namespace veldwerk::office {

/// Opens and closes spans so that they say what holds after the act with this counter.
void settle_caseloads(Ledger& ledger, const Life& life, std::uint64_t act);

/// The civil day of the latest day act; nothing before the first.
[[nodiscard]] std::optional<CivilDate> today(Ledger& ledger);

/// Who would hold whom on a day, by the assignments as they are now: coach and participant.
[[nodiscard]] std::set<std::pair<RecordId, RecordId>> held_on(Ledger& ledger,
                                                              std::optional<CivilDate> day);

struct HeldScope {
    ScopeRow scope;
    std::uint64_t since_position{};  ///< of the feeds when the coach came to hold it
};
/// What a device of the coach may hold now, by rising scope number.
[[nodiscard]] std::vector<HeldScope> caseload_of(Ledger& ledger, const RecordId& coach);
/// Scopes the coach held after a feed position and no longer does.
[[nodiscard]] std::vector<ScopeNumber> purges_after(Ledger& ledger, const RecordId& coach,
                                                    std::uint64_t position);

/// The sum over a coach's scopes: equals the digest of each caught-up device of that coach.
[[nodiscard]] Digest caseload_digest(const std::vector<HeldScope>& caseload);

}  // namespace veldwerk::office
