// SPDX-License-Identifier: EUPL-1.2
#include "daemon/office/top_up.hpp"

#include "daemon/office/derived_records.hpp"
#include "daemon/office/reading.hpp"
#include "protocol/records/vocabulary.hpp"
#include "protocol/rules/day.hpp"
#include "protocol/rules/top_up.hpp"

namespace veldwerk::office {
namespace {

const Field& field_of(TypeNumber type, std::string_view name) {
    const Field* field = find_type(type)->find(name);
    expect(field != nullptr, "the schema has the field");
    return *field;
}

TopUpTerms terms_of(const RecordState& pilot) {
    TopUpTerms terms;
    terms.from = date_in_force(pilot, "from");
    terms.until = date_in_force(pilot, "until");
    terms.cents_per_hour = number_in_force(pilot, "cents_per_hour").value_or(0);
    terms.month_cents_max = number_in_force(pilot, "month_cents_max");
    return terms;
}

/// A disputed day is not established: nothing is paid on what is only shown meanwhile.
std::vector<PresentDay> present_days(Ledger& ledger, const RecordId& placement, CivilMonth month) {
    std::vector<PresentDay> days;
    for (CivilDate date = month.first(); date <= month.last(); date = date.plus(1)) {
        const auto day = ledger.load(type::established_day, established_day_id(placement, date));
        if (!day || number_in_force(day->state, "basis") == day_basis::disputed) continue;
        const auto parts = decode_parts(field_in_force(day->state, "parts"));
        for (const Part& part : parts.value_or(std::vector<Part>{})) {
            if (part.status == attendance::present) days.push_back({date, part.minutes});
        }
    }
    return days;
}

/// Without minutes or pilot there is no claim, and one that was there leaves.
RecordState claim_record(Ledger& ledger, const RecordState& placement, CivilMonth month) {
    DerivedRecord claim(type::top_up_claim, top_up_claim_id(placement.id, month));
    const RecordId pilot_id = reference_in_force(placement, "pilot");
    const auto pilot = ledger.load(type::top_up_pilot, pilot_id);
    if (!pilot || number_in_force(placement, "kind") != placement_kind::top_up) return claim.take();
    const TopUp earned =
        top_up_of(terms_of(pilot->state), present_days(ledger, placement.id, month));
    if (earned.minutes == 0) return claim.take();
    claim.set("placement", std::string(placement.id.view()));
    claim.set("month", encode_integer(month.months));
    claim.set("pilot", std::string(pilot_id.view()));
    claim.set("minutes", encode_integer(earned.minutes));
    claim.set("cents", encode_integer(earned.cents));
    return claim.take();
}

}  // namespace

void TopUps::note(const RecordWrites& writes) {
    if (writes.type == type::placement) placements_.insert(writes.record);
    if (writes.type == type::top_up_pilot) pilots_.insert(writes.record);
}

/// Months with days, and months with a claim that may have to leave.
void TopUps::note_months_of(const RecordId& placement, std::set<Claim>& claims) const {
    for (const auto& id : ledger_.where(type::established_day,
                                        field_of(type::established_day, "placement"),
                                        placement.view())) {
        const auto date = date_in_force(ledger_.load(type::established_day, id)->state, "date");
        if (date) claims.emplace(placement, month_of(*date));
    }
    for (const auto& id :
         ledger_.where(type::top_up_claim, field_of(type::top_up_claim, "placement"),
                       placement.view())) {
        const auto month = number_in_force(ledger_.load(type::top_up_claim, id)->state, "month");
        if (month) claims.emplace(placement, CivilMonth{static_cast<std::int32_t>(*month)});
    }
}

void TopUps::settle(WorkingSet& records,
                    const std::set<std::pair<RecordId, CivilDate>>& days) {
    const Field& pilot_of_placement = field_of(type::placement, "pilot");
    for (const auto& pilot : pilots_) {
        for (const auto& id : ledger_.where(type::placement, pilot_of_placement, pilot.view())) {
            placements_.insert(id);
        }
    }
    std::set<Claim> claims;
    for (const auto& [placement, date] : days) claims.emplace(placement, month_of(date));
    for (const auto& placement : placements_) note_months_of(placement, claims);
    if (claims.empty()) return;
    const ScopeNumber scope = ledger_.scope_number(Scope::office, {});
    for (const auto& [placement, month] : claims) {
        const auto state = ledger_.load(type::placement, placement);
        if (!state) continue;
        put_derived(records, claim_record(ledger_, state->state, month), scope);
    }
}

}  // namespace veldwerk::office
