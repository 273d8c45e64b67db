// SPDX-License-Identifier: EUPL-1.2
#include "daemon/office/caseload.hpp"

#include <algorithm>

#include "protocol/merge/in_force.hpp"
#include "protocol/records/value.hpp"

namespace veldwerk::office {
namespace {

using Pair = std::pair<RecordId, RecordId>;  // coach, participant

std::string field_value(const RecordState& state, std::string_view name) {
    const Field* field = find_type(state.type)->find(name);
    expect(field != nullptr, "the schema has the field");
    return value_in_force(state, *field);
}

/// The coach an assignment gives its participant to on a day, if it does.
std::optional<Pair> holds_on(const RecordState& assignment, std::optional<CivilDate> day) {
    const auto coach = RecordId::from_view(field_value(assignment, "coach"));
    const auto participant = RecordId::from_view(field_value(assignment, "participant"));
    if (!coach || !participant) return std::nullopt;
    const auto from = decode_date(field_value(assignment, "from"));
    const auto to = decode_date(field_value(assignment, "to"));
    if (from && (!day || *day < *from)) return std::nullopt;
    if (to && day && *to < *day) return std::nullopt;
    return Pair{*coach, *participant};
}

}  // namespace

std::optional<CivilDate> today(Ledger& ledger) {
    std::optional<CivilDate> latest;
    for (const auto& id : ledger.all(type::day_act)) {
        const auto record = ledger.load(type::day_act, id);
        const auto date = decode_date(field_value(record->state, "date"));
        if (date && (!latest || *latest < *date)) latest = date;
    }
    return latest;
}

std::set<Pair> held_on(Ledger& ledger, std::optional<CivilDate> day) {
    std::set<Pair> held;
    for (const auto& id : ledger.all(type::assignment)) {
        const auto record = ledger.load(type::assignment, id);
        if (const auto pair = holds_on(record->state, day)) held.insert(*pair);
    }
    return held;
}

void settle_caseloads(Ledger& ledger, const Life& life, std::uint64_t act) {
    auto held = held_on(ledger, today(ledger));
    for (CaseloadSpan& span : ledger.open_spans()) {
        if (held.erase({span.coach, span.participant}) == 1) continue;
        span.until_act = act;
        span.until_position = life.position;
        ledger.close_span(span);
    }
    for (const auto& [coach, participant] : held) {
        ledger.open_span({coach, participant, act, 0, life.position, 0});
    }
}

std::vector<HeldScope> caseload_of(Ledger& ledger, const RecordId& coach) {
    std::vector<HeldScope> held;
    const auto add = [&](Scope kind, const RecordId& root, std::uint64_t since) {
        const auto row = ledger.scope(ledger.scope_number(kind, root));
        held.push_back({row.value(), since});
    };
    add(Scope::programme, {}, 0);
    add(Scope::coach, coach, 0);
    for (const auto& span : ledger.spans_of_coach(coach)) {
        if (span.until_act == 0) add(Scope::participant, span.participant, span.from_position);
    }
    std::sort(held.begin(), held.end(), [](const HeldScope& a, const HeldScope& b) {
        return a.scope.name.number < b.scope.name.number;
    });
    return held;
}

std::vector<ScopeNumber> purges_after(Ledger& ledger, const RecordId& coach,
                                      std::uint64_t position) {
    std::set<RecordId> left;
    std::set<RecordId> held;
    for (const auto& span : ledger.spans_of_coach(coach)) {
        if (span.until_act == 0) {
            held.insert(span.participant);
        } else if (span.until_position > position) {
            left.insert(span.participant);
        }
    }
    std::vector<ScopeNumber> purges;
    for (const auto& participant : left) {
        if (!held.contains(participant)) {
            purges.push_back(ledger.scope_number(Scope::participant, participant));
        }
    }
    return purges;
}

Digest caseload_digest(const std::vector<HeldScope>& caseload) {
    Digest sum;
    for (const auto& held : caseload) sum += held.scope.digest;
    return sum;
}

}  // namespace veldwerk::office
