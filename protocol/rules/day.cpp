// SPDX-License-Identifier: EUPL-1.2
// Three steps: what counts (observations not superseded, decisions not replaced), what is wrong
// with it (the reasons), and what is in force. The quoted sentences are the rule's own, as the
// domain's description gives it under "How a day is established".
#include "protocol/rules/day.hpp"

#include <algorithm>
#include <array>
#include <set>
#include <string>
#include <tuple>

#include "protocol/records/vocabulary.hpp"
#include "protocol/rules/decisions.hpp"

namespace veldwerk {
namespace {

using Seen = std::vector<const ObservationFacts*>;

/// What counts, of all the facts.
struct Evidence {
    Seen seen;                        ///< with a value, by rising stamp
    Seen after;                       ///< of those, what no decision names
    std::vector<Stamp> alternatives;
    bool voids_a_covered_one{};       ///< a void that no decision names
    Verdict verdict;
};

/// Whether a void takes back, directly or through later versions, what a decision covers.
bool takes_back_covered(const ObservationFacts& last, const DayFacts& facts,
                        const std::set<Stamp>& covered) {
    std::set<RecordId> reached(last.supersedes.begin(), last.supersedes.end());
    std::vector<RecordId> ahead = last.supersedes;
    while (!ahead.empty()) {  // each id once, so at most as often as there are observations
        const RecordId id = ahead.back();
        ahead.pop_back();
        for (const auto& observation : facts.observations) {
            if (observation.id != id || !same_author(observation, last)) continue;
            if (covered.contains(observation.stamp)) return true;
            for (const auto& earlier : observation.supersedes) {
                if (reached.insert(earlier).second) ahead.push_back(earlier);
            }
        }
    }
    return false;
}

Evidence evidence_of(const DayFacts& facts) {
    Evidence evidence;
    evidence.verdict = verdict_of(facts.decisions, facts.tolerance_minutes);
    const auto& covered = evidence.verdict.covered;
    for (const Counted& counted : not_superseded(facts.observations)) {
        const auto& observation = *counted.observation;
        const bool named = std::any_of(counted.stamps.begin(), counted.stamps.end(),
                                       [&](const Stamp& stamp) { return covered.contains(stamp); });
        if (observation.is_void()) {
            if (covered.empty() || !takes_back_covered(observation, facts, covered)) continue;
            evidence.voids_a_covered_one |= !named;
        } else {
            evidence.seen.push_back(&observation);
            if (!named) evidence.after.push_back(&observation);
        }
        evidence.alternatives.push_back(observation.stamp);
    }
    // One change may hold two observations of a day; they are named together.
    auto& stamps = evidence.alternatives;
    stamps.erase(std::unique(stamps.begin(), stamps.end()), stamps.end());
    return evidence;
}

bool holds(const std::vector<Part>& parts, std::int64_t status) {
    return std::any_of(parts.begin(), parts.end(),
                       [&](const Part& part) { return part.status == status; });
}

bool all_agree(const Seen& seen, std::int64_t tolerance_minutes) {
    std::vector<const std::vector<Part>*> values;
    for (const auto* observation : seen) values.push_back(&observation->parts);
    return agree(values, tolerance_minutes);
}

/// "The value of the strongest source, among equals the most minutes", then the lowest stamp, which
/// says nothing but says it everywhere. Null of none.
const ObservationFacts* strongest(const Seen& seen) {
    const ObservationFacts* best = nullptr;
    for (const auto* observation : seen) {
        const auto rank = [](const ObservationFacts& one) {
            return std::tuple(one.source, total_minutes(one.parts));
        };
        if (!best || rank(*best) < rank(*observation)) best = observation;
    }
    return best;
}

std::int64_t minutes_of(const Evidence& evidence) {
    if (evidence.verdict.in_force) return total_minutes(evidence.verdict.in_force->outcome);
    const auto* best = strongest(evidence.seen);
    return best ? total_minutes(best->parts) : 0;
}

/// Why the observations by themselves do not establish the day.
std::vector<DayReason> reasons_of(const DayFacts& facts, const Evidence& evidence) {
    const Seen& seen = evidence.seen;
    std::vector<DayReason> reasons;
    const auto give = [&](DayReason reason, bool applies) {
        if (applies) reasons.push_back(reason);
    };
    give(DayReason::disagree, !all_agree(seen, facts.tolerance_minutes));
    give(DayReason::unauthorised, std::any_of(seen.begin(), seen.end(), [](const auto* one) {
             return holds(one->parts, attendance::unauthorised_absence);
         }));
    // "An observation outside the placement's dates, on a holiday or on an unscheduled day without
    // explicit confirmation: a review." Each observation confirms for itself only.
    const bool unconfirmed = std::any_of(seen.begin(), seen.end(),
                                         [](const auto* one) { return !one->confirmed; });
    const DayPlan& plan = facts.plan;
    give(DayReason::outside_dates, unconfirmed && !plan.inside_dates);
    give(DayReason::holiday, unconfirmed && plan.holiday != 0);
    give(DayReason::unscheduled,
         unconfirmed && plan.inside_dates && plan.scheduled_minutes == 0);
    // "A participant's days of one date together above 1440": one without minutes is no part of it.
    const std::int64_t claimed = minutes_of(evidence);
    give(DayReason::over_a_day,
         claimed > 0 && claimed + facts.minutes_elsewhere > minutes_per_day);
    return reasons;
}

/// "Another re-opens the question": what no decision names and disagrees with the one in force.
bool reopened(const Evidence& evidence, std::int64_t tolerance_minutes) {
    const DecisionFacts* decision = evidence.verdict.in_force;
    if (!decision) return false;
    if (evidence.voids_a_covered_one && !decision->outcome.empty()) return true;
    return std::any_of(evidence.after.begin(), evidence.after.end(), [&](const auto* later) {
        const std::array both{&decision->outcome, &later->parts};
        return !agree(both, tolerance_minutes);
    });
}

/// "In a dispute between it and exactly one other status, the other is shown meanwhile": the
/// strongest observation without unauthorised absence. Every other dispute shows nothing: null.
const ObservationFacts* shown_meanwhile(const Seen& seen, const std::vector<DayReason>& reasons) {
    if (std::any_of(reasons.begin(), reasons.end(),
                    [](DayReason reason) { return reason > DayReason::unauthorised; })) {
        return nullptr;
    }
    std::set<std::int64_t> others;
    bool unauthorised = false;
    Seen without;
    for (const auto* observation : seen) {
        for (const Part& part : observation->parts) {
            if (part.status != attendance::unauthorised_absence) others.insert(part.status);
        }
        const bool holds_it = holds(observation->parts, attendance::unauthorised_absence);
        unauthorised |= holds_it;
        if (!holds_it) without.push_back(observation);
    }
    return unauthorised && others.size() == 1 ? strongest(without) : nullptr;
}

void put_in_force(DayOutcome& outcome, const Evidence& evidence) {
    if (const DecisionFacts* decision = evidence.verdict.in_force) {
        outcome.parts = decision->outcome;
        outcome.basis = day_basis::decision;
        outcome.rests_on = decision->stamp;
        outcome.decision = decision->id;
        return;
    }
    if (evidence.seen.empty() && !evidence.verdict.differ) return;
    const bool by_rule = outcome.reasons.empty() && !evidence.verdict.differ;
    outcome.basis = by_rule ? day_basis::rule : day_basis::disputed;
    const auto* observation = by_rule ? strongest(evidence.seen)
                                      : shown_meanwhile(evidence.seen, outcome.reasons);
    if (!observation) return;
    outcome.parts = observation->parts;
    outcome.rests_on = observation->stamp;
}

}  // namespace

DayOutcome establish(const DayFacts& facts) {
    const Evidence evidence = evidence_of(facts);
    DayOutcome outcome;
    outcome.reasons = reasons_of(facts, evidence);
    put_in_force(outcome, evidence);

    const bool decided = evidence.verdict.in_force != nullptr;
    const bool again = reopened(evidence, facts.tolerance_minutes);
    outcome.open = evidence.verdict.differ || (decided ? again : !outcome.reasons.empty());
    outcome.review_needed = outcome.open || !facts.decisions.empty();
    if (again) outcome.reasons.push_back(DayReason::reopened);
    if (evidence.verdict.differ) outcome.reasons.push_back(DayReason::decisions_differ);
    if (outcome.review_needed) outcome.alternatives = evidence.alternatives;
    for (const auto* decision : evidence.verdict.standing) {
        outcome.decisions.push_back(decision->stamp);
    }
    return outcome;
}

std::int64_t claimed_minutes(const DayFacts& facts) { return minutes_of(evidence_of(facts)); }

std::string_view name_of(DayReason reason) {
    switch (reason) {
        case DayReason::disagree: return "disagree";
        case DayReason::unauthorised: return "unauthorised";
        case DayReason::outside_dates: return "outside_dates";
        case DayReason::holiday: return "holiday";
        case DayReason::unscheduled: return "unscheduled";
        case DayReason::over_a_day: return "over_a_day";
        case DayReason::reopened: return "reopened";
        case DayReason::decisions_differ: return "decisions_differ";
    }
    return "unknown";
}

RecordId established_day_id(const RecordId& placement, CivilDate date) {
    return derive_record_id("established_day:" + std::string(placement.view()) +
                            encode_date(date));
}

}  // namespace veldwerk
