// SPDX-License-Identifier: EUPL-1.2
// Why a day is established as it is: told from the same facts by which the rule established it.
#include <algorithm>

#include "daemon/office/day_facts.hpp"
#include "daemon/office/naming.hpp"
#include "daemon/office/reviews.hpp"
#include "daemon/office/why.hpp"
#include "daemon/office/settings.hpp"
#include "protocol/records/value.hpp"
#include "protocol/records/vocabulary.hpp"
#include "protocol/rules/review.hpp"
#include "protocol/rules/told_outcome.hpp"

namespace veldwerk::office {
namespace {

const Field& field_of(TypeNumber type, std::string_view name) {
    return *find_type(type)->find(name);
}

std::string told_observation(Ledger& ledger, const ObservationFacts& observation) {
    const auto stored = ledger.find_change(observation.stamp);
    const auto change = stored ? decode_change(stored->bytes, stored->stamp)
                               : Result<Change>(refuse(Reason::unknown_record, {}));
    std::string told = observation.is_void() ? "taken back" : told_parts(observation.parts);
    told += " from " + name_of_person(ledger, observation.person) + " (" +
            format_value(field_of(type::observation, "source"),
                         encode_integer(observation.source));
    if (change) told += ", " + told_time(change->claimed);
    return told + ')';
}

std::string sentence_of(DayReason reason, std::int64_t tolerance_minutes) {
    switch (reason) {
        case DayReason::disagree:
            return "the observations differ by more than " + std::to_string(tolerance_minutes) +
                   " minutes";
        case DayReason::unauthorised: return "unauthorised absence is never established by rule";
        case DayReason::outside_dates: return "it lies outside the placement's dates, unconfirmed";
        case DayReason::holiday: return "it is a holiday, unconfirmed";
        case DayReason::unscheduled: return "nothing was scheduled that day, unconfirmed";
        case DayReason::over_a_day: return "all placements together exceed 1440 minutes";
        case DayReason::reopened: return "what came after the decision disagrees with it";
        case DayReason::decisions_differ: return "two decisions differ";
    }
    return "a reason of a newer version";
}

std::string told_reasons(const DayOutcome& outcome, const DayFacts& facts) {
    std::string told;
    for (const DayReason reason : outcome.reasons) {
        told += (told.empty() ? "" : "; ") + sentence_of(reason, facts.tolerance_minutes);
    }
    return told;
}

std::string told_ground(Ledger& ledger, const DayOutcome& outcome, const DayFacts& facts) {
    if (outcome.basis == day_basis::decision) {
        const auto decision = view_decision(ledger, outcome.decision);
        return decision ? ", decided by " + decision->by + " on " + told_time(decision->at) +
                              (decision->reason.empty() ? "." : ": \"" + decision->reason + "\".")
                        : ", decided.";
    }
    if (outcome.basis == day_basis::disputed) {
        return " is shown meanwhile, for the day is disputed: " + told_reasons(outcome, facts) +
               '.';
    }
    const auto seen = std::count_if(facts.observations.begin(), facts.observations.end(),
                                    [](const auto& one) { return !one.is_void(); });
    if (seen < 2) return ", by rule: one observation, and nothing against it.";
    return ", by rule: what was observed agrees within " + std::to_string(facts.tolerance_minutes) +
           " minutes, and the strongest source counts.";
}

}  // namespace

std::string why_day(Ledger& ledger, const RecordState& day) {
    const auto placement =
        RecordId::from_view(field_in_force(day, "placement")).value_or(RecordId{});
    const auto date = decode_date(field_in_force(day, "date"));
    if (!date) return {};
    DayFactsReader reader(ledger);
    const DayFacts facts = reader.whole_facts(placement, *date);
    const DayOutcome outcome = establish(facts);
    std::string story = told_parts(outcome.parts) + told_ground(ledger, outcome, facts);
    const auto counted = not_superseded(facts.observations);
    std::string standing;
    std::string superseded;
    for (const auto& observation : facts.observations) {
        const bool counts =
            std::any_of(counted.begin(), counted.end(), [&observation](const Counted& one) {
                return one.observation == &observation;
            });
        std::string& list = counts ? standing : superseded;
        list += (list.empty() ? "" : "; ") + told_observation(ledger, observation);
    }
    if (!standing.empty()) story += " Observed: " + standing + '.';
    if (!superseded.empty()) story += " Superseded or repeated: " + superseded + '.';
    if (!outcome.open) return story;
    const RecordId id = review_id(review_of::day(placement, *date));
    const auto review = ledger.load(type::review, id);
    story += " Waits for a person to decide";
    if (review) story += " (review " + id.text() + '@' + version_of(review->state) + ')';
    if (outcome.basis == day_basis::decision) story += ": " + told_reasons(outcome, facts);
    return story + '.';
}

}  // namespace veldwerk::office
