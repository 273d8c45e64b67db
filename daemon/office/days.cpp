// SPDX-License-Identifier: EUPL-1.2
#include "daemon/office/days.hpp"

#include <algorithm>

#include "daemon/office/caseload.hpp"
#include "daemon/office/day_facts.hpp"
#include "daemon/office/derived_records.hpp"
#include "daemon/office/questions.hpp"
#include "protocol/records/value.hpp"
#include "protocol/records/vocabulary.hpp"
#include "protocol/rules/review.hpp"

namespace veldwerk::office {
namespace {

RecordState day_record(const RecordId& placement, CivilDate date, const DayOutcome& outcome) {
    DerivedRecord day(type::established_day, established_day_id(placement, date));
    if (outcome.basis == 0) return day.take();
    day.set("placement", std::string(placement.view()));
    day.set("date", encode_date(date));
    day.set("parts", encode_parts(outcome.parts));
    day.set("basis", encode_integer(outcome.basis));
    if (!outcome.decision.empty()) day.set("decision", std::string(outcome.decision.view()));
    return day.take();
}

RecordState day_review(const RecordId& placement, const RecordId& participant,
                       CivilDate date, const DayOutcome& outcome) {
    Question question;
    question.subject = review_of::day(placement, date);
    question.participant = participant;
    question.date = date;
    for (const DayReason reason : outcome.reasons) question.reasons.emplace_back(name_of(reason));
    if (!outcome.review_needed) return review_record(question, {});
    // A decision stays in force while its question is open again.
    Answer answer{outcome.open, outcome.alternatives, outcome.decision};
    return review_record(question, answer);
}

std::optional<CivilDate> date_of(const RecordState& state) {
    return decode_date(field_in_force(state, "date"));
}

}  // namespace

void Days::note(const RecordWrites& writes, const RecordState& state) {
    const auto id_in = [&state](std::string_view field) {
        return RecordId::from_view(field_in_force(state, field)).value_or(RecordId{});
    };
    switch (writes.type) {
        case type::observation:
            if (const auto date = date_of(state)) days_.emplace(id_in("placement"), *date);
            break;
        case type::decision:
            if (decode_integer(field_in_force(state, "kind")) == review_kind::withdrawal) {
                placements_.insert(id_in("record"));
            }
            if (decode_integer(field_in_force(state, "kind")) != review_kind::day) break;
            if (const auto date = date_of(state)) days_.emplace(id_in("record"), *date);
            break;
        case type::planned_absence: placements_.insert(id_in("placement")); break;
        case type::placement:
            placements_.insert(writes.record);
            break;
        // What many days rest on moves rarely, and then all of them are looked at.
        case type::employer:
        case type::workplace:
        case type::setting: everything_ = true; break;
        case type::day_act: day_turned_ = true; break;
        default: break;
    }
}

void Days::note_placement(const RecordId& placement, DayFactsReader& reader) {
    for (const TypeNumber dated : {type::observation, type::established_day}) {
        const Field* field = find_type(dated)->find("placement");
        for (const auto& id : ledger_.where(dated, *field, placement.view())) {
            const auto record = ledger_.load(dated, id);
            if (const auto date = date_of(record->state)) days_.emplace(placement, *date);
        }
    }
    // An absence may be without end; it counts on days that have come and were planned.
    const PlacementFacts& of = reader.placement(placement);
    const auto has_come = today(ledger_);
    if (!has_come || !of.plan.start) return;
    for (const auto& absence : of.absences) {
        const CivilDate last = std::min({absence.days.last, *has_come,
                                         of.plan.end.value_or(last_date)});
        for (auto day = std::max(absence.days.first, *of.plan.start); day <= last;
             day = day.plus(1)) {
            days_.emplace(placement, day);
        }
    }
}

void Days::settle(WorkingSet& records) {
    if (everything_) {
        for (const auto& id : ledger_.all(type::placement)) placements_.insert(id);
    }
    // A new day makes planned absences of that day count; nothing else depends on today.
    for (const auto& id :
         day_turned_ ? ledger_.all(type::planned_absence) : std::vector<RecordId>{}) {
        const auto absence = ledger_.load(type::planned_absence, id);
        const auto placement = RecordId::from_view(field_in_force(absence->state, "placement"));
        if (placement) placements_.insert(*placement);
    }
    if (days_.empty() && placements_.empty()) return;
    DayFactsReader reader(ledger_);
    for (const auto& placement : placements_) note_placement(placement, reader);
    // A day counts towards the 1440 minutes of its participant's other placements too.
    const auto noted = days_;
    for (const auto& [placement, date] : noted) {
        for (const auto& sibling : reader.siblings(placement)) days_.emplace(sibling, date);
    }
    for (const auto& [placement, date] : days_) {
        const PlacementFacts of = reader.placement(placement);
        if (!of.granted) continue;
        const DayOutcome outcome =
            of.withdrawn ? DayOutcome{} : establish(reader.whole_facts(placement, date));
        put_derived(records, day_record(placement, date, outcome), of.scope);
        put_derived(records, day_review(placement, of.participant, date, outcome), of.scope);
    }
}

}  // namespace veldwerk::office
