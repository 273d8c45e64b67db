// SPDX-License-Identifier: EUPL-1.2
#include "daemon/exchange/reports/filled.hpp"

#include <algorithm>
#include <tuple>

#include "daemon/office/naming.hpp"
#include "daemon/office/reading.hpp"
#include "protocol/records/vocabulary.hpp"

namespace veldwerk::office {

bool PlacementRow::runs_on(CivilDate date) const {
    const bool undone = state == placement_state::rejected || state == placement_state::withdrawn;
    // A coach may report an end and leave its day open.
    const bool over =
        !end && (state == placement_state::ended || state == placement_state::closed);
    return granted && !undone && !over && start && *start <= date && (!end || date <= *end);
}

bool PlacementRow::filled_on(CivilDate date) const {
    const bool counted =
        kind == placement_kind::public_job || kind == placement_kind::public_private;
    return counted && runs_on(date);
}

std::vector<PlacementRow> all_placements(Ledger& ledger) {
    std::vector<PlacementRow> rows;
    each_record(ledger, type::placement, [&](const RecordState& state) {
        PlacementRow row;
        row.id = state.id;
        row.code = field_in_force(state, "code");
        if (row.code.empty()) row.code = state.id.text();
        row.participant = reference_in_force(state, "participant");
        row.participant_code = label_of(ledger, type::participant, row.participant);
        const auto workplace =
            ledger.load(type::workplace, reference_in_force(state, "workplace"));
        if (workplace) row.employer = reference_in_force(workplace->state, "employer");
        row.kind = number_in_force(state, "kind").value_or(0);
        row.state = number_in_force(state, "state").value_or(0);
        row.granted = ledger.granted(state.id);
        row.start = date_in_force(state, "start");
        row.end = date_in_force(state, "end");
        row.contract_minutes_per_week =
            number_in_force(state, "contract_minutes_per_week").value_or(0);
        rows.push_back(std::move(row));
    });
    std::sort(rows.begin(), rows.end(), [](const PlacementRow& a, const PlacementRow& b) {
        return std::tie(a.code, a.id) < std::tie(b.code, b.id);
    });
    return rows;
}

std::optional<CostRateOn> cost_rate_on(Ledger& ledger, CivilDate date) {
    std::optional<CostRateOn> rate;
    std::optional<CivilDate> since;
    each_record(ledger, type::cost_rate, [&](const RecordState& state) {
        const auto from = date_in_force(state, "from");
        if (from && date < *from) return;
        if (rate && since && (!from || *from < *since)) return;
        since = from;
        rate = CostRateOn{number_in_force(state, "cost_cents_per_fte").value_or(0),
                          number_in_force(state, "saving_cents_per_fte").value_or(0)};
    });
    return rate;
}

std::int64_t rounded_half_up(std::int64_t numerator, std::int64_t denominator) {
    return (2 * numerator + denominator) / (2 * denominator);
}

}  // namespace veldwerk::office
