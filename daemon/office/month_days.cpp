// SPDX-License-Identifier: EUPL-1.2
#include "daemon/office/month_days.hpp"

#include <algorithm>

#include "protocol/merge/in_force.hpp"
#include "protocol/records/vocabulary.hpp"
#include "protocol/rules/day.hpp"
#include "protocol/rules/review.hpp"

namespace veldwerk::office {
namespace {

/// A placement that was turned down or withdrawn asks for nothing any more.
bool may_be_granted(Ledger& ledger, const RecordId& placement) {
    const auto record = ledger.load(type::placement, placement);
    if (!record) return false;
    const auto state = decode_integer(field_in_force(record->state, "state")).value_or(0);
    return state != placement_state::rejected && state != placement_state::withdrawn;
}

bool observed(const DayFacts& facts) {
    const auto counted = not_superseded(facts.observations);
    return std::any_of(counted.begin(), counted.end(),
                       [](const Counted& one) { return !one.observation->is_void(); });
}

bool waits_for_decision(Ledger& ledger, const RecordId& placement, CivilDate date) {
    const auto review = ledger.load(type::review, review_id(review_of::day(placement, date)));
    return review &&
           decode_integer(field_in_force(review->state, "state")) == review_state::open;
}

}  // namespace

DayKnown known_day(Ledger& ledger, DayFactsReader& reader, const RecordId& placement,
                   CivilDate date) {
    const PlacementFacts& of = reader.placement(placement);
    DayKnown known;
    known.granted = of.granted;
    // A withdrawn placement plans nothing, and none of its days count.
    if (of.granted && of.withdrawn) return known;
    known.plan = plan_of(date, of.plan);
    if (!of.granted) {
        known.observed = !ledger.on_date(type::observation, placement, date).empty() &&
                         observed(reader.facts(placement, date)) &&
                         may_be_granted(ledger, placement);
        return known;
    }
    const auto day = ledger.load(type::established_day, established_day_id(placement, date));
    if (day) {
        known.basis = decode_integer(field_in_force(day->state, "basis")).value_or(0);
        known.parts =
            decode_parts(field_in_force(day->state, "parts")).value_or(std::vector<Part>{});
    }
    known.in_review = waits_for_decision(ledger, placement, date);
    return known;
}

std::vector<ClosedDay> days_of_month(Ledger& ledger, CivilMonth month, CivilDate last_over) {
    DayFactsReader reader(ledger);
    std::vector<ClosedDay> days;
    const CivilDate last = std::min(month.last(), last_over);
    for (const auto& placement : ledger.all(type::placement)) {
        for (auto date = month.first(); date <= last; date = date.plus(1)) {
            DayKnown known = known_day(ledger, reader, placement, date);
            const DayState state = state_of(known);
            if (state == DayState::nothing) continue;
            days.push_back({placement, date, std::move(known.parts), is_open(state)});
        }
    }
    std::sort(days.begin(), days.end(), [](const ClosedDay& a, const ClosedDay& b) {
        return std::tie(a.placement, a.date) < std::tie(b.placement, b.date);
    });
    return days;
}

std::optional<CivilMonth> first_month(Ledger& ledger) {
    DayFactsReader reader(ledger);
    std::optional<CivilMonth> first;
    for (const auto& id : ledger.all(type::placement)) {
        const PlacementFacts& of = reader.placement(id);
        if (!of.granted || !of.plan.start) continue;
        const CivilMonth month = month_of(*of.plan.start);
        if (!first || month < *first) first = month;
    }
    return first;
}

}  // namespace veldwerk::office
