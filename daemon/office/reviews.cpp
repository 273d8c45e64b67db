// SPDX-License-Identifier: EUPL-1.2
#include "daemon/office/reviews.hpp"

#include <algorithm>

#include "daemon/office/cost_rates.hpp"
#include "daemon/office/day_facts.hpp"
#include "daemon/office/naming.hpp"
#include "daemon/office/settings.hpp"
#include "daemon/office/viewing.hpp"
#include "protocol/merge/in_force.hpp"
#include "protocol/records/slots.hpp"
#include "protocol/records/stamps.hpp"
#include "protocol/records/value.hpp"
#include "protocol/records/vocabulary.hpp"
#include "protocol/rules/day.hpp"
#include "protocol/rules/told_outcome.hpp"

namespace veldwerk::office {
namespace {

const Field& parts_field() { return *find_type(type::observation)->find("parts"); }

std::int64_t present_minutes(std::string_view parts_bytes) {
    std::int64_t minutes = 0;
    for (const auto& part : decode_parts(parts_bytes).value_or(std::vector<Part>{})) {
        if (part.status == attendance::present) minutes += part.minutes;
    }
    return minutes;
}

bool is_of_day(const ReviewView& view) {
    return view.kind == review_kind::day || view.kind == review_kind::correction;
}

class Viewing {
public:
    Viewing(Ledger& ledger, ReviewView& view) : ledger_(ledger), view_(view) {}

    void add_days(const std::vector<Stamp>& stamps);
    void add_field(const Stamp& stamp);
    void add_now_of_suggestion();

private:
    [[nodiscard]] Alternative& add(const Change& change);

    Ledger& ledger_;
    ReviewView& view_;
};

Alternative& Viewing::add(const Change& change) {
    Alternative& added = view_.alternatives.emplace_back();
    added.number = view_.alternatives.size();
    added.stamp = change.stamp;
    added.by = name_of_person(ledger_, change.person);
    added.at = change.claimed;
    added.source = change.act != Act::none ? "office" : "device";
    return added;
}

/// Planned absences among them, as the rule counts them.
void Viewing::add_days(const std::vector<Stamp>& stamps) {
    const DayFacts facts = DayFactsReader(ledger_).facts(view_.record, *view_.date);
    const Field& source = *find_type(type::observation)->find("source");
    const CostRates rates(ledger_);
    for (const auto& stamp : stamps) {
        const auto change = change_of(ledger_, stamp);
        for (const auto& observation : facts.observations) {
            if (!change || observation.stamp != stamp) continue;
            Alternative& added = add(*change);
            added.record = observation.id.text();
            added.canonical = encode_parts(observation.parts);
            added.value = observation.is_void() ? "taken back"
                                                : format_value(parts_field(), added.canonical);
            added.source = format_value(source, encode_integer(observation.source));
            added.minutes = present_minutes(added.canonical);
            added.cents = rates.cents_of(*added.minutes, *view_.date);
        }
    }
}

void Viewing::add_field(const Stamp& stamp) {
    const auto change = change_of(ledger_, stamp);
    const Write* write = change ? change->find(view_.record, view_.slot, {}) : nullptr;
    if (write == nullptr) return;
    Alternative& added = add(*change);
    added.record = label_of(ledger_, view_.type, view_.record);
    added.canonical = write->value;
    added.value = told_slot(ledger_, {view_.type, view_.slot}, write->value);
    if (view_.kind == review_kind::suggestion && change->act == Act::none) {
        added.source = "suggestion";
    }
    for (const Field* field : find_type(view_.type)->slot(view_.slot)) {
        const auto number = decode_integer(field_of_slot(*field, write->value));
        if (field->kind == Kind::minutes) added.minutes = number;
        if (field->kind == Kind::cents) added.cents = number;
    }
}

/// The first choice is to leave the field as it is, also if nobody ever wrote it.
void Viewing::add_now_of_suggestion() {
    auto& all = view_.alternatives;
    const auto now = std::find_if(all.begin(), all.end(), [](const Alternative& alternative) {
        return alternative.source == "office";
    });
    if (now == all.end()) {
        Alternative empty;
        empty.record = label_of(ledger_, view_.type, view_.record);
        empty.value = "empty";
        empty.by = "nobody";
        empty.source = "office";
        all.insert(all.begin(), std::move(empty));
    } else {
        std::rotate(all.begin(), now, now + 1);
    }
    for (std::size_t i = 0; i < all.size(); ++i) all[i].number = i + 1;
}

std::string told_subject(Ledger& ledger, const ReviewView& view) {
    if (view.kind == review_kind::seat && view.record.empty()) {
        const Term* kind = find_term(Vocabulary::placement_kind, view.slot);
        return "places of kind " + std::string(kind == nullptr ? "newer" : kind->name);
    }
    const std::string label = label_of(ledger, view.type, view.record);
    if (is_of_day(view) && view.date) return label + " on " + view.date->text();
    const RecordType* type = find_type(view.type);
    std::string told(type == nullptr ? "record" : type->name);
    told += ' ' + label;
    if (view.slot != 0) told += ": " + fields_of_slot({view.type, view.slot});
    return told;
}

std::string told_meanwhile(Ledger& ledger, const ReviewView& view) {
    if (view.kind == review_kind::day && view.date) {
        const auto day = ledger.load(type::established_day,
                                     established_day_id(view.record, *view.date));
        const std::string parts = day ? field_in_force(day->state, "parts") : std::string{};
        return parts.empty() ? "nothing" : format_value(parts_field(), parts);
    }
    const auto record = ledger.load(view.type, view.record);
    if (!record) return {};
    const bool of_state = view.kind == review_kind::guard || view.kind == review_kind::withdrawal;
    if (of_state) {
        const Field& state = *find_type(view.type)->find("state");
        const std::string now = value_in_force(record->state, state);
        return now.empty() ? "draft" : format_value(state, now);
    }
    if (view.slot == 0) return {};
    return told_slot(ledger, {view.type, view.slot}, in_force(record->state, view.slot));
}

void split_reasons(const std::string& text, std::vector<std::string>& reasons) {
    std::size_t start = 0;
    while (start < text.size()) {
        const auto end = std::min(text.find('\n', start), text.size());
        reasons.push_back(text.substr(start, end - start));
        start = end + 1;
    }
}

/// By kind, once the rest of the view is there.
void view_alternatives(Ledger& ledger, ReviewView& view) {
    Viewing viewing(ledger, view);
    switch (view.kind) {
        case review_kind::day:
            if (view.date) viewing.add_days(view.stamps);
            break;
        case review_kind::field:
        case review_kind::suggestion:
            for (const auto& stamp : view.stamps) viewing.add_field(stamp);
            if (view.kind == review_kind::suggestion) viewing.add_now_of_suggestion();
            break;
        case review_kind::guard: view_guard(ledger, view); break;
        case review_kind::seat: view_seat(ledger, view); break;
        case review_kind::withdrawal: view_withdrawal(ledger, view); break;
        case review_kind::double_task: view_double(ledger, view); break;
        case review_kind::correction: view_correction(ledger, view); break;
        default: break;
    }
}

}  // namespace

std::optional<Change> change_of(Ledger& ledger, const Stamp& stamp) {
    const auto stored = ledger.find_change(stamp);
    if (!stored) return std::nullopt;
    auto change = decode_change(stored->bytes, stamp);
    if (!change) return std::nullopt;
    return std::move(*change);
}

std::string told_outcome(Ledger& ledger, std::int64_t kind, std::string_view outcome) {
    return veldwerk::told_outcome(kind, outcome,
                                  [&ledger](TypeNumber type, const RecordId& record) {
                                      return label_of(ledger, type, record);
                                  });
}

std::optional<DecisionView> view_decision(Ledger& ledger, const RecordId& decision) {
    const auto record = ledger.load(type::decision, decision);
    if (!record) return std::nullopt;
    const RecordState& state = record->state;
    DecisionView view;
    view.id = decision;
    const auto person = RecordId::from_view(field_in_force(state, "person"));
    view.by = name_of_person(ledger, person.value_or(RecordId{}));
    view.at = state.candidates.front().by.claimed;
    view.reason = field_in_force(state, "reason");
    const std::string outcome = field_in_force(state, "outcome");
    const auto kind = decode_integer(field_in_force(state, "kind")).value_or(0);
    if (kind != review_kind::field && kind != review_kind::suggestion) {
        view.outcome = told_outcome(ledger, kind, outcome);
        return view;
    }
    const auto about = RecordId::from_view(field_in_force(state, "record")).value_or(RecordId{});
    const auto slot = decode_integer(field_in_force(state, "slot")).value_or(0);
    if (const auto type = type_of(ledger, about); type && slot > 0) {
        view.outcome = told_slot(ledger, {*type, static_cast<SlotNumber>(slot)}, outcome);
    }
    return view;
}

ReviewView view_review(Ledger& ledger, const RecordState& review) {
    ReviewView view;
    view.id = review.id;
    view.version = version_of(review);
    view.kind = decode_integer(field_in_force(review, "kind")).value_or(0);
    view.state = decode_integer(field_in_force(review, "state")).value_or(0);
    view.record = RecordId::from_view(field_in_force(review, "record")).value_or(RecordId{});
    view.participant =
        RecordId::from_view(field_in_force(review, "participant")).value_or(RecordId{});
    view.type = is_of_day(view) ? type::placement
                                : type_of(ledger, view.record).value_or(TypeNumber{});
    view.date = decode_date(field_in_force(review, "date"));
    view.slot = static_cast<SlotNumber>(decode_integer(field_in_force(review, "slot")).value_or(0));
    split_reasons(field_in_force(review, "reasons"), view.reasons);
    view.subject = told_subject(ledger, view);
    view.meanwhile = told_meanwhile(ledger, view);
    view.stamps = decode_stamps(field_in_force(review, "alternatives"))
                      .value_or(std::vector<Stamp>{});
    view_alternatives(ledger, view);
    if (const auto decision = RecordId::from_view(field_in_force(review, "decision"))) {
        view.decision = view_decision(ledger, *decision);
    }
    return view;
}

std::string told_alternatives(const std::vector<Alternative>& alternatives) {
    std::string told;
    for (const auto& alternative : alternatives) {
        if (!told.empty()) told += "; ";
        told += std::to_string(alternative.number) + ": " + alternative.value;
        if (alternative.stamp.counter == 0) continue;
        told += " (" + alternative.by + ", " + told_time(alternative.at) + ", " +
                alternative.source + ')';
    }
    return told;
}

}  // namespace veldwerk::office
