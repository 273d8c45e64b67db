// SPDX-License-Identifier: EUPL-1.2
#include "daemon/office/periods.hpp"

#include <algorithm>

#include "daemon/office/corrections.hpp"
#include "daemon/office/days.hpp"
#include "daemon/office/derived_records.hpp"
#include "daemon/office/questions.hpp"
#include "protocol/records/stamps.hpp"
#include "protocol/records/vocabulary.hpp"
#include "protocol/rules/day.hpp"

namespace veldwerk::office {
namespace {

using Place = std::pair<RecordId, CivilDate>;

const Field& field_of(TypeNumber type, std::string_view name) {
    return *find_type(type)->find(name);
}

std::string month_bytes(CivilMonth month) { return encode_integer(month.months); }

/// The placement and date of a closed day or a correction.
std::optional<Place> place_of(Ledger& ledger, TypeNumber type, const RecordId& id) {
    const auto record = ledger.load(type, id);
    const auto placement = RecordId::from_view(field_in_force(record->state, "placement"));
    const auto date = decode_date(field_in_force(record->state, "date"));
    if (!placement || !date) return std::nullopt;
    return Place{*placement, *date};
}

void put_closed_day(WorkingSet& records, const ClosedDay& closed) {
    // The close may come before the placement does, in a rebuild: then the placement brings it.
    const auto scope = records.scope_of(type::placement, closed.placement);
    if (!scope) return;
    DerivedRecord day(type::closed_day, closed_day_id(closed.placement, closed.date));
    day.set("placement", std::string(closed.placement.view()));
    day.set("date", encode_date(closed.date));
    day.set("parts", encode_parts(closed.parts));
    day.set("month", month_bytes(month_of(closed.date)));
    if (closed.open) day.set("open", encode_integer(1));
    put_derived(records, day.take(), *scope);
}

RecordState correction_record(const Place& place, std::size_t number, std::vector<Part> delta) {
    DerivedRecord correction(type::correction,
                             correction_id(place.first, place.second, number));
    if (delta.empty()) return correction.take();
    correction.set("placement", std::string(place.first.view()));
    correction.set("date", encode_date(place.second));
    correction.set("delta", encode_parts(std::move(delta)));
    correction.set("state", encode_integer(correction_state::open));
    return correction.take();
}

RecordState decided_record(const Place& place, std::size_t number, const DecidedDelta& decided,
                           const BooksOfMonths& books) {
    DerivedRecord correction(type::correction,
                             correction_id(place.first, place.second, number));
    correction.set("placement", std::string(place.first.view()));
    correction.set("date", encode_date(place.second));
    correction.set("delta", encode_parts(decided.outcome.delta));
    correction.set("decision", std::string(decided.id.view()));
    if (!decided.outcome.approved) {
        correction.set("state", encode_integer(correction_state::rejected));
        return correction.take();
    }
    const Booking booking = booking_of(decided.id, month_of(place.second), books);
    correction.set("state", encode_integer(booking.closed ? correction_state::booked
                                                          : correction_state::approved));
    if (!decided.person.empty()) {
        correction.set("approved_by", std::string(decided.person.view()));
    }
    correction.set("booked_in", month_bytes(booking.month));
    return correction.take();
}

std::vector<Stamp> alternatives_of(Ledger& ledger, const RecordId& decision) {
    const auto record = ledger.load(type::decision, decision);
    return decode_stamps(field_in_force(record->state, "alternatives"))
        .value_or(std::vector<Stamp>{});
}

}  // namespace

void Periods::note(const RecordWrites& writes, const RecordState& state) {
    switch (writes.type) {
        case type::period:
            if (const auto month = decode_integer(field_in_force(state, "month"))) {
                months_.insert(CivilMonth{static_cast<std::int32_t>(*month)});
            }
            break;
        case type::decision:
            if (const auto day = corrected_day(state)) days_.emplace(day->placement, day->date);
            break;
        case type::placement:
            if (writes.creates) newcomers_.insert(writes.record);
            break;
        default: break;
    }
}

/// A closed day without any observation left can still move by its placement's plan.
void Periods::gather(const Days& days) {
    days_.insert(days.settled().begin(), days.settled().end());
    const Field& placement = field_of(type::closed_day, "placement");
    for (const auto& of : days.settled_placements()) {
        for (const auto& id : ledger_.where(type::closed_day, placement, of.view())) {
            if (const auto place = place_of(ledger_, type::closed_day, id)) days_.insert(*place);
        }
    }
    for (const auto month : months_) {
        gather_month(month);
        gather_bookings(month);
    }
}

/// The close may come after what happened later, in a rebuild or from another life of the office.
void Periods::gather_month(CivilMonth month) {
    for (const auto& placement : ledger_.all(type::placement)) {
        for (auto date = month.first(); date <= month.last(); date = date.plus(1)) {
            const RecordId day = established_day_id(placement, date);
            if (ledger_.exists(type::established_day, day)) days_.emplace(placement, date);
        }
    }
    const Field& kind = field_of(type::decision, "kind");
    for (const auto& id : ledger_.where(type::decision, kind,
                                        encode_integer(review_kind::correction))) {
        const auto day = corrected_day(ledger_.load(type::decision, id)->state);
        if (day && month_of(day->date) == month) days_.emplace(day->placement, day->date);
    }
}

/// Approvals that this month books, booked until now, or no longer takes.
void Periods::gather_bookings(CivilMonth month) {
    std::vector<RecordId> corrections =
        ledger_.where(type::correction, field_of(type::correction, "state"),
                      encode_integer(correction_state::approved));
    const auto booked = ledger_.where(type::correction, field_of(type::correction, "booked_in"),
                                      month_bytes(month));
    corrections.insert(corrections.end(), booked.begin(), booked.end());
    for (const auto& id : corrections) {
        if (const auto place = place_of(ledger_, type::correction, id)) days_.insert(*place);
    }
    for (const auto& close : closes_of(ledger_, month)) {
        for (const auto& approval : close.approvals) {
            const auto record = ledger_.load(type::decision, approval);
            const auto day = record ? corrected_day(record->state) : std::nullopt;
            if (day) days_.emplace(day->placement, day->date);
        }
    }
}

void Periods::settle_month(WorkingSet& records, CivilMonth month) {
    const auto closes = closes_of(ledger_, month);
    if (closes.empty()) return;
    const auto& days = closes.front().days;
    for (const auto& day : days) {
        put_closed_day(records, day);
        days_.emplace(day.placement, day.date);
    }
    // Of another close, which counted until this one came.
    const Field& of_month = field_of(type::closed_day, "month");
    for (const auto& id : closes.size() == 1
                              ? std::vector<RecordId>{}
                              : ledger_.where(type::closed_day, of_month, month_bytes(month))) {
        const auto place = place_of(ledger_, type::closed_day, id);
        if (!place || find_day(days, place->first, place->second) != nullptr) continue;
        days_.insert(*place);
        put_derived(records, DerivedRecord(type::closed_day, id).take(),
                    records.scope_of(type::closed_day, id).value());
    }
}

/// Placements that a close or a decision named before they came.
void Periods::settle_newcomers(WorkingSet& records, Closes& closes) {
    if (newcomers_.empty() || closes.books().empty()) return;
    const Field& participant = field_of(type::decision, "participant");
    for (const auto& newcomer : newcomers_) {
        const auto record = ledger_.load(type::placement, newcomer);
        const std::string of = field_in_force(record->state, "participant");
        for (const auto& id : ledger_.where(type::decision, participant, of)) {
            const auto day = corrected_day(ledger_.load(type::decision, id)->state);
            if (day && day->placement == newcomer) days_.emplace(day->placement, day->date);
        }
    }
    for (const auto& [month, approvals] : closes.books()) {
        const Close* close = closes.of(month);
        for (const auto& day : close->days) {
            if (!newcomers_.contains(day.placement)) continue;
            put_closed_day(records, day);
            days_.emplace(day.placement, day.date);
        }
    }
}

void Periods::settle_correction(WorkingSet& records, CorrectionReader& reader, const Place& place) {
    const auto& [placement, date] = place;
    const PlacementFacts of = reader.days().placement(placement);
    if (of.participant.empty()) return;
    const auto facts = reader.facts(placement, date);
    const auto delta = open_delta(*facts);
    std::size_t number = 0;
    for (const auto& decided : facts->decided) {
        put_derived(records,
                    decided_record(place, number++, decided, reader.closes().books()), of.scope);
    }
    put_derived(records, correction_record(place, number, delta), of.scope);
    Question question;
    question.subject = review_of::correction(placement, date);
    question.participant = of.participant;
    question.date = date;
    question.reasons.emplace_back("changed_after_close");
    Answer answer{!delta.empty(), {}, {}};
    if (!facts->decided.empty()) answer.decision = facts->decided.back().id;
    if (answer.open) {
        answer.alternatives = reader.ground(placement, date).stamps;
    } else if (!answer.decision.empty()) {
        answer.alternatives = alternatives_of(ledger_, answer.decision);
    }
    put_derived(records, review_record(question, answer), of.scope);
}

void Periods::settle(WorkingSet& records, const Days& days) {
    gather(days);
    if (days_.empty() && months_.empty() && newcomers_.empty()) return;
    for (const auto month : months_) settle_month(records, month);
    Closes closes(ledger_);
    settle_newcomers(records, closes);
    std::erase_if(days_, [&closes](const Place& place) {
        return closes.of(month_of(place.second)) == nullptr;
    });
    if (!days_.empty()) {
        CorrectionReader reader(ledger_);
        for (const auto& place : days_) settle_correction(records, reader, place);
    }
    days_.clear();
    months_.clear();
    newcomers_.clear();
}

}  // namespace veldwerk::office
