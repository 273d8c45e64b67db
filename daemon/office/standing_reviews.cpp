// SPDX-License-Identifier: EUPL-1.2
// Reviews of placements and jobs as a person reads them: a guard that fails, requests that compete,
// a withdrawal that is held, tasks that look the same.
#include <functional>
#include <map>

#include "daemon/office/claims.hpp"
#include "daemon/office/naming.hpp"
#include "daemon/office/settings.hpp"
#include "daemon/office/viewing.hpp"
#include "protocol/records/value.hpp"
#include "protocol/records/vocabulary.hpp"
#include "protocol/rules/guards.hpp"

namespace veldwerk::office {
namespace {

Alternative& add_choice(ReviewView& view, std::string value) {
    Alternative& added = view.alternatives.emplace_back();
    added.number = view.alternatives.size();
    added.value = std::move(value);
    added.by = "nobody";
    added.source = "office";
    return added;
}

void set_author(Ledger& ledger, Alternative& alternative, const Change& change) {
    alternative.stamp = change.stamp;
    alternative.by = name_of_person(ledger, change.person);
    alternative.at = change.claimed;
    alternative.source = change.act != Act::none ? "office" : "device";
}

std::int64_t present_in(const RecordState& observation) {
    std::int64_t minutes = 0;
    const auto parts = decode_parts(field_in_force(observation, "parts"));
    for (const auto& part : parts.value_or(std::vector<Part>{})) {
        if (part.status == attendance::present) minutes += part.minutes;
    }
    return minutes;
}

/// The changes that the review names, record by record: told from the history, a decided review
/// still shows what it was about.
void for_each_named(Ledger& ledger, const ReviewView& view,
                    const std::function<void(const Change&, const RecordWrites&)>& visit) {
    for (const auto& stamp : view.stamps) {
        const auto change = change_of(ledger, stamp);
        if (!change) continue;
        for (const auto& writes : change->records) visit(*change, writes);
    }
}

}  // namespace

void view_guard(Ledger& ledger, ReviewView& view) {
    const std::string label = label_of(ledger, type::placement, view.record);
    for (auto& reason : view.reasons) {
        if (const auto hindrance = find_hindrance(reason)) reason = told(*hindrance);
    }
    add_choice(view, "it stays as it is").record = label;
    add_choice(view, "rejected").record = label;
}

void view_seat(Ledger& ledger, ReviewView& view) {
    const SlotNumber state = find_type(type::placement)->find("state")->slot;
    for_each_named(ledger, view, [&](const Change& change, const RecordWrites& writes) {
        if (writes.type != type::placement) return;
        if (change.find(writes.record, state, {}) == nullptr) return;
        const auto placement = ledger.load(type::placement, writes.record);
        if (!placement) return;
        const auto start = decode_date(field_in_force(placement->state, "start"));
        const auto who = RecordId::from_view(field_in_force(placement->state, "participant"));
        Alternative& added =
            add_choice(view, "granted to " +
                                 label_of(ledger, type::participant, who.value_or(RecordId{})) +
                                 (start ? " from " + start->text() : std::string{}));
        set_author(ledger, added, change);
        added.record = label_of(ledger, type::placement, writes.record);
        added.canonical = std::string(writes.record.view());
        added.minutes =
            decode_integer(field_in_force(placement->state, "contract_minutes_per_week"));
    });
}

void view_withdrawal(Ledger& ledger, ReviewView& view) {
    const std::string label = label_of(ledger, type::placement, view.record);
    std::string uses;
    std::int64_t minutes = 0;
    for_each_named(ledger, view, [&](const Change& change, const RecordWrites& writes) {
        if (writes.type != type::observation || !writes.creates) return;
        const auto observation = ledger.load(type::observation, writes.record);
        if (!observation) return;
        const auto date = decode_date(field_in_force(observation->state, "date"));
        uses += (uses.empty() ? "" : ", ") +
                told_value(ledger, *find_type(type::observation)->find("parts"),
                           field_in_force(observation->state, "parts")) +
                (date ? " on " + date->text() : std::string{}) + " by " +
                name_of_person(ledger, change.person);
        minutes += present_in(observation->state);
    });
    const std::string named = uses.empty() ? "" : ": " + uses;
    Alternative& out = add_choice(view, "withdrawn, what was seen is left out" + named);
    out.record = label;
    out.minutes = 0;
    Alternative& kept = add_choice(view, "kept, with what was seen");
    kept.record = label;
    kept.minutes = minutes;
}

/// A change may have brought other tasks too: told are those that look like another one named.
void view_double(Ledger& ledger, ReviewView& view) {
    const SlotNumber slot = find_type(type::job)->find("tasks")->slot;
    std::vector<TaskFacts> named;
    std::map<RecordId, Change> brought_by;
    for_each_named(ledger, view, [&](const Change& change, const RecordWrites& writes) {
        if (writes.record != view.record) return;
        for (const auto& write : writes.writes) {
            const auto id = RecordId::from_view(write.element);
            if (write.slot != slot || write.value.empty() || !id) continue;
            if (auto task = ClaimReader(ledger).task(*id)) named.push_back(std::move(*task));
            brought_by.emplace(*id, change);
        }
    });
    for (const auto& group : doubles_of(named)) {
        for (const auto& task : group) {
            Alternative& added = add_choice(view, task.description + ", " +
                                                      std::to_string(task.minutes_per_week) +
                                                      " minutes a week");
            set_author(ledger, added, brought_by.at(task.id));
            added.record = task.id.text();
            added.canonical = std::string(task.id.view());
            added.minutes = task.minutes_per_week;
        }
    }
}

}  // namespace veldwerk::office
