// SPDX-License-Identifier: EUPL-1.2
#include "daemon/office/corrections.hpp"

#include <algorithm>

#include "daemon/office/month_days.hpp"
#include "protocol/records/vocabulary.hpp"
#include "protocol/rules/decisions.hpp"

namespace veldwerk::office {

std::optional<DayOfCorrection> corrected_day(const RecordState& decision) {
    if (decode_integer(field_in_force(decision, "kind")) != review_kind::correction) {
        return std::nullopt;
    }
    const auto placement = RecordId::from_view(field_in_force(decision, "record"));
    const auto date = decode_date(field_in_force(decision, "date"));
    if (!placement || !date) return std::nullopt;
    return DayOfCorrection{*placement, *date};
}

std::vector<DecidedDelta> CorrectionReader::decided(const RecordId& placement, CivilDate date) {
    std::vector<DecidedDelta> decided;
    const RecordId participant = days_.placement(placement).participant;
    for (const auto& id : ledger_.on_date(type::decision, participant, date)) {
        const auto record = ledger_.load(type::decision, id);
        const auto about = corrected_day(record->state);
        if (!about || about->placement != placement) continue;
        const Author& author = record->state.candidates.front().by;
        const auto person = RecordId::from_view(field_in_force(record->state, "person"));
        decided.push_back({author.claimed, author.stamp, id, person.value_or(RecordId{}),
                           decode_correction(field_in_force(record->state, "outcome"))
                               .value_or(CorrectionOutcome{})});
    }
    sort_decided(decided);
    return decided;
}

std::optional<CorrectionFacts> CorrectionReader::facts(const RecordId& placement, CivilDate date) {
    const Close* close = closes_.of(month_of(date));
    if (close == nullptr) return std::nullopt;
    CorrectionFacts facts;
    if (const ClosedDay* day = find_day(close->days, placement, date)) facts.closed = day->parts;
    DayKnown known = known_day(ledger_, days_, placement, date);
    if (known.granted && !is_open(state_of(known))) facts.now = std::move(known.parts);
    facts.decided = decided(placement, date);
    return facts;
}

CorrectionGround CorrectionReader::ground(const RecordId& placement, CivilDate date) {
    const DayFacts facts = days_.whole_facts(placement, date);
    CorrectionGround ground;
    for (const Counted& counted : not_superseded(facts.observations)) {
        ground.stamps.push_back(counted.observation->stamp);
        ground.authors.insert(counted.observation->person);
    }
    for (const auto* decision : verdict_of(facts.decisions, facts.tolerance_minutes).standing) {
        ground.stamps.push_back(decision->stamp);
        ground.authors.insert(decision->person);
    }
    ground.rests_on = establish(facts).rests_on;
    if (const Close* close = closes_.of(month_of(date))) {
        ground.stamps.push_back(close->order.stamp);
    }
    std::sort(ground.stamps.begin(), ground.stamps.end());
    ground.stamps.erase(std::unique(ground.stamps.begin(), ground.stamps.end()),
                        ground.stamps.end());
    return ground;
}

}  // namespace veldwerk::office
