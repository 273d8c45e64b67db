// SPDX-License-Identifier: EUPL-1.2
#include "protocol/rules/standing.hpp"

#include <algorithm>

#include "protocol/records/vocabulary.hpp"

namespace veldwerk {
namespace {

bool covers(const DateSpan& span, CivilDate day) { return span.first <= day && day <= span.last; }

bool is_interrupted(const PlacementStandingFacts& facts) {
    // A report without dates holds until dates are known.
    if (facts.interruptions.empty()) return facts.written == placement_state::interrupted;
    return facts.today &&
           std::any_of(facts.interruptions.begin(), facts.interruptions.end(),
                       [&facts](const DateSpan& span) { return covers(span, *facts.today); });
}

/// Of a placement that was granted and neither rejected nor withdrawn since.
std::int64_t granted_standing(const PlacementStandingFacts& facts) {
    const bool over = facts.end && facts.today && *facts.end < *facts.today;
    if (over) return facts.end_closed ? placement_state::closed : placement_state::ended;
    return is_interrupted(facts) ? placement_state::interrupted : placement_state::active;
}

}  // namespace

bool withdrawal_held(const PlacementStandingFacts& facts) {
    return facts.written == placement_state::withdrawn && !facts.unseen_uses.empty();
}

std::int64_t placement_standing(const PlacementStandingFacts& facts) {
    if (facts.written == placement_state::rejected) return placement_state::rejected;
    if (facts.written == placement_state::withdrawn && !withdrawal_held(facts)) {
        return placement_state::withdrawn;
    }
    if (facts.granted) return granted_standing(facts);
    // Held, it asks for nothing: its author no longer wants it.
    if (withdrawal_held(facts) || facts.written == 0) return placement_state::draft;
    return facts.written;
}

bool holds_place(bool granted, std::int64_t standing) {
    return granted && standing != placement_state::rejected &&
           standing != placement_state::withdrawn && standing != placement_state::ended &&
           standing != placement_state::closed;
}

}  // namespace veldwerk
