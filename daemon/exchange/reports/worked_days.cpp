// SPDX-License-Identifier: EUPL-1.2
#include "daemon/exchange/reports/worked_days.hpp"

#include <algorithm>

#include "daemon/office/day_facts.hpp"
#include "daemon/office/reading.hpp"
#include "protocol/records/vocabulary.hpp"

namespace veldwerk::office {
namespace {

std::int64_t present_in(const std::vector<Part>& parts) {
    std::int64_t minutes = 0;
    for (const auto& part : parts) {
        if (part.status == attendance::present) minutes += part.minutes;
    }
    return minutes;
}

/// Two people who saw the same hours saw them once.
std::int64_t most_observed(DayFactsReader& reader, const RecordId& placement, CivilDate date) {
    const DayFacts facts = reader.facts(placement, date);
    std::int64_t most = 0;
    for (const Counted& counted : not_superseded(facts.observations)) {
        most = std::max(most, present_in(counted.observation->parts));
    }
    return most;
}

}  // namespace

CivilDate monday_of(CivilDate date) { return date.plus(-date.weekday()); }

WorkedDays worked_days(Ledger& ledger) {
    WorkedDays worked;
    each_record(ledger, type::established_day, [&worked](const RecordState& day) {
        const auto date = date_in_force(day, "date");
        const auto parts = decode_parts(field_in_force(day, "parts"));
        const std::int64_t minutes = parts ? present_in(*parts) : 0;
        if (date && minutes > 0) worked[reference_in_force(day, "placement")][*date] = minutes;
    });
    DayFactsReader reader(ledger);
    each_record(ledger, type::observation, [&](const RecordState& observation) {
        const RecordId placement = reference_in_force(observation, "placement");
        const auto date = date_in_force(observation, "date");
        if (!date || ledger.granted(placement)) return;
        const auto [known, is_new] = worked[placement].try_emplace(*date, 0);
        if (is_new) known->second = most_observed(reader, placement, *date);
    });
    return worked;
}

std::vector<WeekAbove> weeks_above_contract(const Settings& settings,
                                            const PlacementRow& placement,
                                            const PresentDays& worked) {
    std::vector<WeekAbove> above;
    if (placement.contract_minutes_per_week == 0) return above;
    std::map<CivilDate, std::int64_t> weeks;
    for (const auto& [date, minutes] : worked) weeks[monday_of(date)] += minutes;
    for (const auto& [monday, minutes] : weeks) {
        const auto allowed = settings.number("hours_above_contract_minutes_max", monday, 0);
        if (minutes <= placement.contract_minutes_per_week + allowed) continue;
        above.push_back({monday, minutes});
    }
    return above;
}

}  // namespace veldwerk::office
