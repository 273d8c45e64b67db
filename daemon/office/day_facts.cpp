// SPDX-License-Identifier: EUPL-1.2
#include "daemon/office/day_facts.hpp"

#include <algorithm>

#include "daemon/office/caseload.hpp"
#include "protocol/merge/in_force.hpp"
#include "protocol/records/stamps.hpp"
#include "protocol/records/vocabulary.hpp"
#include "protocol/rules/review.hpp"

namespace veldwerk::office {
namespace {

RecordId reference(const RecordState& state, std::string_view field) {
    return RecordId::from_view(field_in_force(state, field)).value_or(RecordId{});
}

const Field& field_of(TypeNumber type, std::string_view name) {
    const Field* field = find_type(type)->find(name);
    expect(field != nullptr, "the schema has the field");
    return *field;
}

/// A fact's author: that of its first candidate, since one change wrote them all.
const Author& author_of(const RecordState& fact) { return fact.candidates.front().by; }

DecisionFacts decision_facts(const RecordState& state) {
    DecisionFacts facts;
    facts.stamp = author_of(state).stamp;
    facts.id = state.id;
    facts.person = reference(state, "person");
    facts.alternatives = decode_stamps(field_in_force(state, "alternatives"))
                             .value_or(std::vector<Stamp>{});
    facts.outcome = decode_parts(field_in_force(state, "outcome")).value_or(std::vector<Part>{});
    return facts;
}

PlacementPlan plan_in_force(const RecordState& state) {
    PlacementPlan plan;
    plan.start = decode_date(field_in_force(state, "start"));
    plan.end = decode_date(field_in_force(state, "end"));
    plan.schedule = decode_schedule(field_in_force(state, "schedule"))
                        .value_or(std::vector<ScheduleEntry>{});
    plan.interruptions =
        decode_spans(field_in_force(state, "interruptions")).value_or(std::vector<DateSpan>{});
    return plan;
}

}  // namespace

ObservationFacts observation_facts(const RecordState& state, const RecordId& employer) {
    ObservationFacts facts;
    const Author& author = author_of(state);
    facts.stamp = author.stamp;
    facts.id = state.id;
    facts.person = author.person;
    facts.source = decode_integer(field_in_force(state, "source")).value_or(0);
    facts.parts = decode_parts(field_in_force(state, "parts")).value_or(std::vector<Part>{});
    facts.confirmed = decode_integer(field_in_force(state, "confirmed")).value_or(0) != 0;
    const Field& supersedes = field_of(type::observation, "supersedes");
    for (const auto& element : elements_in_force(state, supersedes.slot)) {
        if (const auto id = RecordId::from_view(element)) facts.supersedes.push_back(*id);
    }
    facts.row = field_in_force(state, "row");
    facts.imported = !facts.row.empty();
    facts.employer = employer;
    return facts;
}

DayFactsReader::DayFactsReader(Ledger& ledger)
    : ledger_(ledger), settings_(ledger), today_(today(ledger)) {}

const PlacementFacts& DayFactsReader::placement(const RecordId& id) {
    const auto known = placements_.find(id);
    if (known != placements_.end()) return known->second;
    PlacementFacts facts;
    const auto record = ledger_.load(type::placement, id);
    if (record) {
        facts.scope = record->scope;
        facts.participant = reference(record->state, "participant");
        facts.granted = ledger_.granted(id);
        facts.withdrawn = decode_integer(field_in_force(record->state, "state")) ==
                          placement_state::withdrawn;
        facts.plan = plan_in_force(record->state);
        const RecordId workplace_id = reference(record->state, "workplace");
        if (const auto workplace = ledger_.load(type::workplace, workplace_id)) {
            facts.employer = reference(workplace->state, "employer");
        }
        if (const auto employer = ledger_.load(type::employer, facts.employer)) {
            facts.plan.calendar = decode_calendar(field_in_force(employer->state, "holidays"))
                                      .value_or(std::vector<CalendarEntry>{});
        }
        facts.absences = absences_of(id);
    }
    return placements_.emplace(id, std::move(facts)).first->second;
}

std::vector<AbsenceFacts> DayFactsReader::absences_of(const RecordId& placement_id) {
    std::vector<AbsenceFacts> absences;
    const Field& placement = field_of(type::planned_absence, "placement");
    for (const auto& id : ledger_.where(type::planned_absence, placement, placement_id.view())) {
        const auto record = ledger_.load(type::planned_absence, id);
        const auto from = decode_date(field_in_force(record->state, "from"));
        const auto status = decode_integer(field_in_force(record->state, "status"));
        const auto by = record->state.cell(field_of(type::planned_absence, "status").slot);
        if (!from || !status || by.empty()) continue;
        const auto to = decode_date(field_in_force(record->state, "to")).value_or(*from);
        absences.push_back(
            {by.front().by.stamp, id, by.front().by.person, DateSpan{*from, to}, *status});
    }
    return absences;
}

std::vector<RecordId> DayFactsReader::siblings(const RecordId& placement_id) {
    const RecordId participant = placement(placement_id).participant;
    auto [known, is_new] = of_participant_.try_emplace(participant);
    if (is_new && !participant.empty()) {
        known->second = ledger_.where(type::placement, field_of(type::placement, "participant"),
                                      participant.view());
    }
    std::vector<RecordId> others;
    for (const auto& id : known->second) {
        const PlacementFacts& other = placement(id);
        if (id != placement_id && other.granted && !other.withdrawn) others.push_back(id);
    }
    return others;
}

DayFacts DayFactsReader::facts(const RecordId& placement_id, CivilDate date) {
    const PlacementFacts& of = placement(placement_id);
    DayFacts facts;
    facts.date = date;
    facts.plan = plan_of(date, of.plan);
    facts.tolerance_minutes = settings_.number("tolerance_minutes", date, 0);
    for (const auto& id : ledger_.on_date(type::observation, placement_id, date)) {
        const auto record = ledger_.load(type::observation, id);
        facts.observations.push_back(observation_facts(record->state, of.employer));
    }
    for (const auto& absence : of.absences) {
        const bool has_come = today_ && date <= *today_;
        if (!has_come || date < absence.days.first || absence.days.last < date) continue;
        if (auto observed = observed_absence(absence, date, facts.plan)) {
            facts.observations.push_back(std::move(*observed));
        }
    }
    const RecordId review = review_id(review_of::day(placement_id, date));
    for (const auto& id : ledger_.where(type::decision, field_of(type::decision, "subject"),
                                        review.view())) {
        facts.decisions.push_back(decision_facts(ledger_.load(type::decision, id)->state));
    }
    return facts;
}

DayFacts DayFactsReader::whole_facts(const RecordId& placement_id, CivilDate date) {
    DayFacts whole = facts(placement_id, date);
    for (const auto& sibling : siblings(placement_id)) {
        whole.minutes_elsewhere += claimed_minutes(facts(sibling, date));
    }
    return whole;
}

}  // namespace veldwerk::office
