// SPDX-License-Identifier: EUPL-1.2
#include "daemon/office/decisions.hpp"

#include <algorithm>

#include "daemon/office/acting.hpp"
#include "daemon/office/day_facts.hpp"
#include "daemon/office/naming.hpp"
#include "daemon/office/roles.hpp"
#include "daemon/office/settings.hpp"
#include "daemon/office/settlement.hpp"
#include "protocol/merge/in_force.hpp"
#include "protocol/records/slots.hpp"
#include "protocol/records/stamps.hpp"
#include "protocol/records/value.hpp"
#include "protocol/records/vocabulary.hpp"
#include "protocol/rules/day.hpp"

namespace veldwerk::office {
namespace {

std::string name_of_kind(std::int64_t kind) {
    const Term* term = find_term(Vocabulary::review_kind, kind);
    return term == nullptr ? "newer" : std::string(term->name);
}

Result<ReviewView> review_as_listed(Ledger& ledger, const DecisionOrder& order) {
    const auto id = ledger.resolve(type::review, order.review);
    if (!id) return tl::unexpected<Error>(id.error());
    const ReviewView view = view_review(ledger, ledger.load(type::review, *id)->state);
    if (!order.version.empty() && order.version != view.version) {
        return refuse(Reason::stale, "the review moved on since version " + order.version + ": " +
                                         view.subject + " is now between " +
                                         told_alternatives(view.alternatives) + "; decide " +
                                         view.id.text() + '@' + view.version);
    }
    return view;
}

Result<Settlement> settle_day(Ledger& ledger, const ReviewView& view, const DecisionOrder& order) {
    const auto choice = chosen(view, order);
    if (!choice) return tl::unexpected<Error>(choice.error());
    const Field& parts = *find_type(type::observation)->find("parts");
    Settlement settlement;
    if (*choice != nullptr) {
        settlement.outcome = (*choice)->canonical;
    } else {
        if (order.values.size() != 1 || order.values.front().field != "parts") {
            return refuse(Reason::wrong_use,
                          "a day is decided by its parts, like parts=present:300,sick:180");
        }
        auto given = parse_value(parts, order.values.front().value);
        if (!given) return tl::unexpected<Error>(given.error());
        settlement.outcome = std::move(*given);
    }
    const std::string told = format_value(parts, settlement.outcome);
    settlement.told = told.empty() ? "nothing" : told;
    DayFactsReader reader(ledger);
    const DayOutcome day = establish(reader.whole_facts(view.record, *view.date));
    settlement.alternatives = day.alternatives;
    settlement.alternatives.insert(settlement.alternatives.end(), day.decisions.begin(),
                                   day.decisions.end());
    return settlement;
}

/// The slot's value with the given fields in place of those in force.
Result<std::string> value_given(Ledger& ledger, const RecordState& state, SlotNumber slot,
                                const std::vector<FieldIs>& values) {
    const RecordType& record_type = *find_type(state.type);
    const std::string now = in_force(state, slot);
    std::vector<FieldValue> members;
    if (slot >= first_group_slot) members = split_group(now).value_or(std::vector<FieldValue>{});
    for (const auto& given : values) {
        const Field* field = record_type.find(given.field);
        if (field == nullptr || field->slot != slot) {
            return refuse(Reason::wrong_use, "\"" + given.field + "\" is not what the review is "
                                             "about");
        }
        auto value = parse_typed(ledger, *field, given.value, field_of_slot(*field, now));
        if (!value) return value;
        if (slot < first_group_slot) return value;
        std::erase_if(members, [field](const FieldValue& m) { return m.field == field->number; });
        members.push_back({field->number, std::move(*value)});
    }
    return join_group(std::move(members));
}

/// The stamps that a decision on a field or suggestion settles: those the review lists.
std::vector<Stamp> listed_stamps(const ReviewView& view) {
    std::vector<Stamp> stamps;
    for (const auto& alternative : view.alternatives) {
        if (alternative.stamp.counter != 0) stamps.push_back(alternative.stamp);
    }
    return stamps;
}

Result<Settlement> settle_field(Ledger& ledger, const ReviewView& view,
                                const DecisionOrder& order) {
    if (view.state != review_state::open) {
        return refuse(Reason::rule, view.subject + " is decided already (" +
                                        (view.decision ? view.decision->outcome : view.meanwhile) +
                                        "); write the field itself to change it");
    }
    const auto choice = chosen(view, order);
    if (!choice) return tl::unexpected<Error>(choice.error());
    const auto record = ledger.load(view.type, view.record);
    expect(record.has_value(), "a review is about a record that is here");
    auto value = *choice != nullptr
                     ? Result<std::string>((*choice)->canonical)
                     : value_given(ledger, record->state, view.slot, order.values);
    if (!value) return tl::unexpected<Error>(value.error());
    const bool grants = view.type == type::placement &&
                        view.slot == find_type(type::placement)->find("state")->slot &&
                        decode_integer(*value) == placement_state::active;
    if (grants && !ledger.granted(view.record)) {
        return refuse(Reason::rule, "a placement becomes active by a grant: put placement --id ... "
                                    "state=active");
    }
    Settlement settlement;
    settlement.alternatives = listed_stamps(view);
    settlement.outcome = *value;
    settlement.told = told_slot(ledger, {view.type, view.slot}, *value);
    RecordWrites beside{.type = view.type, .record = view.record, .creates = false, .writes = {}};
    beside.writes.push_back({view.slot, {}, *value, settlement.alternatives});
    settlement.beside.push_back(std::move(beside));
    return settlement;
}

Result<Settlement> settle(Office& office, const ReviewView& view, const DecisionOrder& order) {
    Ledger& ledger = office.ledger();
    switch (view.kind) {
        case review_kind::guard: return settle_guard(office, view, order);
        case review_kind::seat: return settle_seat(office, view, order);
        case review_kind::withdrawal: return settle_withdrawal(office, view, order);
        case review_kind::double_task: return settle_double(office, view, order);
        case review_kind::day: return settle_day(ledger, view, order);
        case review_kind::field: return settle_field(ledger, view, order);
        case review_kind::suggestion:
            if (!order.values.empty()) {
                return refuse(Reason::wrong_use,
                              "a suggestion is accepted or not: choose 1 to keep "
                              "what is, or the number of a suggestion");
            }
            return settle_field(ledger, view, order);
        case review_kind::correction: return settle_correction(ledger, view, order);
        default:
            return refuse(Reason::unsupported, "reviews of kind " + name_of_kind(view.kind) +
                                                   " cannot be decided by this version yet");
    }
}

/// The same decision once more would stand beside the first and say nothing.
Result<void> check_says_something(Ledger& ledger, const ReviewView& view,
                                  const Settlement& settlement) {
    if (view.state == review_state::open || !view.decision) return {};
    const auto standing = ledger.load(type::decision, view.decision->id);
    if (!standing || field_in_force(standing->state, "outcome") != settlement.outcome) return {};
    return refuse(Reason::rule, view.subject + " is decided already: " + view.decision->outcome +
                                    ", by " + view.decision->by + " on " +
                                    told_time(view.decision->at) +
                                    "; another outcome would change it");
}

RecordWrites decision_record(const RecordId& id, const ReviewView& view,
                             const Settlement& settlement, const DecisionOrder& order) {
    const RecordType& decision = *find_type(type::decision);
    RecordWrites writes{.type = type::decision, .record = id, .creates = true, .writes = {}};
    const auto set = [&](std::string_view name, std::string value) {
        if (value.empty()) return;
        writes.writes.push_back({decision.find(name)->slot, {}, std::move(value), {}});
    };
    const auto set_id = [&](std::string_view name, const RecordId& to) {
        if (!to.empty()) set(name, std::string(to.view()));
    };
    set("kind", encode_integer(view.kind));
    set_id("subject", view.id);
    set_id("participant", view.participant);
    set_id("record", view.record);
    if (view.date) set("date", encode_date(*view.date));
    if (view.slot != 0) set("slot", encode_integer(view.slot));
    set("alternatives", encode_stamps(settlement.alternatives));
    set("outcome", settlement.outcome);
    set("reason", order.reason);
    set_id("person", order.person);
    return writes;
}

}  // namespace

Result<const Alternative*> chosen(const ReviewView& view, const DecisionOrder& order) {
    if (order.choose.has_value() == !order.values.empty()) {
        return refuse(Reason::wrong_use, "choose one of the alternatives, or give a value");
    }
    if (!order.choose) return nullptr;
    if (*order.choose < 1 || *order.choose > view.alternatives.size()) {
        return refuse(Reason::wrong_use, "there is no alternative " +
                                             std::to_string(*order.choose) + ": " +
                                             told_alternatives(view.alternatives));
    }
    return &view.alternatives[*order.choose - 1];
}

Result<DecisionReceipt> decide(Office& office, const DecisionOrder& order) {
    Result<DecisionReceipt> result;
    office.transact([&] {
        Ledger& ledger = office.ledger();
        const auto may = check_role(ledger, order.person, Act::decide);
        const auto view = may ? review_as_listed(ledger, order)
                              : Result<ReviewView>(tl::unexpected<Error>(may.error()));
        auto settlement = view ? settle(office, *view, order)
                               : Result<Settlement>(tl::unexpected<Error>(view.error()));
        if (!settlement) {
            result = tl::unexpected<Error>(settlement.error());
            return;
        }
        if (const auto says = check_says_something(ledger, *view, *settlement); !says) {
            result = tl::unexpected<Error>(says.error());
            return;
        }
        const Field& reason = *find_type(type::decision)->find("reason");
        auto told_reason = parse_value(reason, order.reason);
        if (!told_reason) {
            result = tl::unexpected<Error>(told_reason.error());
            return;
        }
        DecisionOrder clean = order;
        clean.reason = std::move(*told_reason);
        const RecordId id = office.environment().new_record_id();
        std::vector<RecordWrites> writes{decision_record(id, *view, *settlement, clean)};
        for (auto& beside : settlement->beside) writes.push_back(std::move(beside));
        Acting acting(office);
        (void)acting.take(Act::decide, order.person, std::move(writes));
        acting.finish();
        result = DecisionReceipt{id, view->id, settlement->told};
    });
    return result;
}

}  // namespace veldwerk::office
