// SPDX-License-Identifier: EUPL-1.2
// Decisions on placements and jobs: a guard that fails, requests that compete, a withdrawal that is
// held, a task that was written down twice.
#include <algorithm>

#include "daemon/office/claims.hpp"
#include "daemon/office/grants.hpp"
#include "daemon/office/naming.hpp"
#include "daemon/office/settlement.hpp"
#include "protocol/merge/merge.hpp"
#include "protocol/records/value.hpp"
#include "protocol/records/vocabulary.hpp"

namespace veldwerk::office {
namespace {

// Outcomes of a guard and of a withdrawal, as their decisions keep them.
constexpr std::size_t as_it_is = 1;
constexpr std::size_t left_out = 1;

Result<const Alternative*> chosen_only(const ReviewView& view, const DecisionOrder& order,
                                       const char* how) {
    if (!order.choose || !order.values.empty()) return refuse(Reason::wrong_use, how);
    return chosen(view, order);
}

RecordState load(Ledger& ledger, TypeNumber type, const RecordId& id) {
    auto record = ledger.load(type, id);
    expect(record.has_value(), "a review is about a record that is here");
    return std::move(record->state);
}

RecordWrites state_written(const RecordState& placement, std::int64_t state,
                           const RecordId& person) {
    return written_by_decision(placement, "state", encode_integer(state), person);
}

Settlement outcome_of(const ReviewView& view, const Alternative& choice) {
    Settlement settlement;
    settlement.alternatives = view.stamps;
    settlement.outcome = encode_integer(static_cast<std::int64_t>(choice.number));
    settlement.told = choice.value;
    return settlement;
}

/// The same evidence on another placement of the participant, as an observation of its own: what
/// was seen, when and by which source does not change by standing elsewhere.
RecordWrites moved_use(Office& office, const RecordState& use, const RecordId& to) {
    RecordWrites moved{.type = type::observation, .record = office.environment().new_record_id(),
                       .creates = true, .writes = {}};
    for (const Field& field : find_type(type::observation)->fields) {
        if (field.is_set()) continue;
        std::string value = field.name == "placement" ? std::string(to.view())
                                                      : field_in_force(use, field.name);
        if (!value.empty()) moved.writes.push_back({field.slot, {}, std::move(value), {}});
    }
    return moved;
}

Result<Settlement> move_uses(Office& office, const ReviewView& view, const DecisionOrder& order) {
    Ledger& ledger = office.ledger();
    if (order.values.size() != 1 || order.values.front().field != "placement") {
        return refuse(Reason::wrong_use, "choose 1 or 2, or give placement=ID to move the uses "
                                         "there");
    }
    const auto to = ledger.resolve(type::placement, order.values.front().value);
    if (!to) return tl::unexpected<Error>(to.error());
    const auto whose = [&ledger](const RecordId& placement) {
        return field_in_force(load(ledger, type::placement, placement), "participant");
    };
    if (*to == view.record || whose(*to) != whose(view.record)) {
        return refuse(Reason::rule, "uses move to another placement of the same participant");
    }
    Settlement settlement;
    settlement.alternatives = view.stamps;
    settlement.outcome = std::string(to->view());
    ClaimReader reader(ledger);
    const auto& uses = reader.claim(view.record).facts.unseen_uses;
    for (const auto& use : uses) {
        settlement.beside.push_back(
            moved_use(office, load(ledger, type::observation, use.observation), *to));
    }
    settlement.told = "withdrawn; " + std::to_string(uses.size()) +
                      (uses.size() == 1 ? " observation moves to " : " observations move to ") +
                      label_of(ledger, type::placement, *to);
    return settlement;
}

}  // namespace

RecordWrites written_by_decision(const RecordState& state, std::string_view field_name,
                                 std::string value, const RecordId& person) {
    const Field* field = find_type(state.type)->find(field_name);
    expect(field != nullptr && !field->grouped() && !field->is_set(),
           "a decision writes a field that stands for itself");
    RecordWrites writes{.type = state.type, .record = state.id, .creates = false, .writes = {}};
    writes.writes.push_back({field->slot, {}, std::move(value),
                             replaces_of_act(state.cell(field->slot), field->merge, person)});
    return writes;
}

Result<Settlement> settle_guard(Office& office, const ReviewView& view,
                                const DecisionOrder& order) {
    const auto choice = chosen_only(view, order, "choose 1, it stays as it is, or 2, rejected");
    if (!choice) return tl::unexpected<Error>(choice.error());
    Settlement settlement = outcome_of(view, **choice);
    if ((*choice)->number != as_it_is) {
        const RecordState placement = load(office.ledger(), type::placement, view.record);
        settlement.beside.push_back(
            state_written(placement, placement_state::rejected, order.person));
    }
    return settlement;
}

Result<Settlement> settle_seat(Office& office, const ReviewView& view,
                               const DecisionOrder& order) {
    const auto choice = chosen_only(view, order, "choose the request that is granted");
    if (!choice) return tl::unexpected<Error>(choice.error());
    const auto id = RecordId::from_view((*choice)->canonical);
    expect(id.has_value(), "a request is that of a placement");
    Settlement settlement;
    settlement.alternatives = view.stamps;
    settlement.outcome = (*choice)->canonical;
    settlement.told = (*choice)->record + " is granted";
    settlement.beside.push_back(state_written(load(office.ledger(), type::placement, *id),
                                              placement_state::active, order.person));
    if (auto granted = check_grants(office, settlement.beside); !granted) {
        return tl::unexpected<Error>(granted.error());
    }
    return settlement;
}

Result<Settlement> settle_withdrawal(Office& office, const ReviewView& view,
                                     const DecisionOrder& order) {
    if (!order.choose) return move_uses(office, view, order);
    const auto choice = chosen(view, order);
    if (!choice) return tl::unexpected<Error>(choice.error());
    Settlement settlement = outcome_of(view, **choice);
    if ((*choice)->number != left_out) {
        const bool granted = office.ledger().granted(view.record);
        settlement.beside.push_back(
            state_written(load(office.ledger(), type::placement, view.record),
                          granted ? placement_state::active : placement_state::draft,
                          order.person));
    }
    return settlement;
}

Result<Settlement> settle_double(Office& office, const ReviewView& view,
                                 const DecisionOrder& order) {
    Ledger& ledger = office.ledger();
    ClaimReader reader(ledger);
    const Doubles doubles = doubles_of(reader.tasks_of(view.record));
    const auto choice = chosen(view, order);
    if (!choice) return tl::unexpected<Error>(choice.error());
    const bool by_value = *choice == nullptr;
    if (by_value && (doubles.size() != 1 || order.values.size() != 1 ||
                     order.values.front().field != "minutes_per_week")) {
        return refuse(Reason::wrong_use, "choose the task that stays, or, of one double, give "
                                         "minutes_per_week=N for the task that both become");
    }
    const auto has_choice = [&](const std::vector<TaskFacts>& group) {
        return by_value || std::any_of(group.begin(), group.end(), [&](const TaskFacts& task) {
                   return task.id.view() == (*choice)->canonical;
               });
    };
    const auto group = std::find_if(doubles.begin(), doubles.end(), has_choice);
    if (group == doubles.end()) {
        return refuse(Reason::rule, "that task is no double any more: write the job itself");
    }
    const RecordId kept = by_value ? group->front().id
                                   : RecordId::from_view((*choice)->canonical).value();
    const RecordState job = load(ledger, type::job, view.record);
    const SlotNumber slot = find_type(type::job)->find("tasks")->slot;
    Settlement settlement;
    RecordWrites removals{.type = type::job, .record = job.id, .creates = false, .writes = {}};
    for (const auto& task : *group) {
        const auto cell = job.cell(slot, task.id.view());
        for (const auto& candidate : cell) settlement.alternatives.push_back(candidate.by.stamp);
        if (task.id == kept) continue;
        removals.writes.push_back({slot, std::string(task.id.view()), {},
                                   replaces_of_act(cell, Merge::set, order.person)});
    }
    std::sort(settlement.alternatives.begin(), settlement.alternatives.end());
    const auto same = std::unique(settlement.alternatives.begin(), settlement.alternatives.end());
    settlement.alternatives.erase(same, settlement.alternatives.end());
    settlement.beside.push_back(std::move(removals));
    settlement.outcome = std::string(kept.view());
    const RecordState task = load(ledger, type::task, kept);
    settlement.told = "one task stays: " + field_in_force(task, "description");
    if (by_value) {
        const Field& minutes = *find_type(type::task)->find("minutes_per_week");
        auto value = parse_value(minutes, order.values.front().value);
        if (!value) return tl::unexpected<Error>(value.error());
        settlement.told += ", " + format_value(minutes, *value) + " minutes a week";
        settlement.beside.push_back(
            written_by_decision(task, "minutes_per_week", std::move(*value), order.person));
    }
    return settlement;
}

}  // namespace veldwerk::office
