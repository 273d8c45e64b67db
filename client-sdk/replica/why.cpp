// SPDX-License-Identifier: EUPL-1.2
// Why a field has its value (P9): who wrote what, when by their own account, what else was entered,
// and where one's own change is now. Told from the candidates alone, so it is as true as the state.
#include "client-sdk/replica/telling.hpp"
#include "protocol/carriage/type_names.hpp"
#include "protocol/merge/in_force.hpp"
#include "protocol/records/slots.hpp"
#include "protocol/records/value.hpp"
#include "protocol/rules/guards.hpp"

#include <algorithm>

namespace veldwerk::device {
namespace {

std::string readable_time(Instant instant) {
    std::string text = amsterdam_time(instant).text();
    std::replace(text.begin(), text.end(), 'T', ' ');
    return text;
}

void add_sentence(std::string& story, const std::string& sentence) {
    if (!story.empty()) story += ' ';
    story += sentence;
}

class Teller {
public:
    Teller(Replica::Parts& parts, const RecordState& state)
        : parts_(parts),
          state_(state),
          telling_(parts),
          refused_(parts.own.in_state(OwnState::refused)) {}

    [[nodiscard]] std::string tell(const Field& field);

private:
    [[nodiscard]] std::string shown_value(const Field& field, const std::string& slot_value) {
        return telling_.slot(state_.type, field.slot, slot_value);
    }
    [[nodiscard]] std::string by_whom(const Author& by);
    [[nodiscard]] std::string standing(const Author& by, const std::string& when_settled);
    [[nodiscard]] std::string follows_from() const;
    [[nodiscard]] std::string tell_set(const Field& field);
    [[nodiscard]] std::string tell_review(const Field& field);
    [[nodiscard]] std::string tell_value(const Field& field);
    [[nodiscard]] std::string tell_refused(const Field& field);
    [[nodiscard]] std::string tell_erasure(const Field& field);

    Replica::Parts& parts_;
    const RecordState& state_;
    Telling telling_;
    std::vector<OwnChange> refused_;
};

std::string Teller::by_whom(const Author& by) {
    if (by.stamp.counter == 0) return "by rule, at the office";
    return "by " + telling_.who(by) + " on " + readable_time(by.claimed);
}

std::string Teller::standing(const Author& by, const std::string& when_settled) {
    if (by.stamp.writer != telling_.own_writer()) return when_settled;
    const auto own = parts_.own.find(by.stamp.counter);
    if (!own) return when_settled;
    switch (own->state) {
        case OwnState::unsent:
            return "on this device only, not sent yet";
        case OwnState::sent:
            return "received by the office, not confirmed here yet";
        case OwnState::parked:
            return "at the office, waiting for what it refers to";
        default:
            return when_settled;
    }
}

/// Why a rule made this value. Of a placement the guards say it: the loser is told.
std::string Teller::follows_from() const {
    if (state_.type != type::placement) return "it follows from other records";
    const Field& hindrances = *find_type(type::placement)->find("hindrances");
    const std::string told = told_hindrances(value_in_force(state_, hindrances));
    return told.empty() ? "it follows from other records" : "because " + told;
}

/// What was added, and of what is gone again, who removed it.
std::string Teller::tell_set(const Field& field) {
    std::string story;
    std::string_view told;
    for (const auto& candidate : state_.slot(field.slot)) {
        if (!story.empty() && candidate.element == told) continue;
        told = candidate.element;
        const auto cell = state_.cell(field.slot, told);
        const auto adder = std::find_if(cell.begin(), cell.end(),
                                        [](const Candidate& c) { return !c.value.empty(); });
        const bool gone = adder == cell.end();
        const Author& by = gone ? cell.back().by : adder->by;
        add_sentence(story, telling_.value(field, candidate.element) +
                                (gone ? " was removed " : " was added ") + by_whom(by) + ": " +
                                standing(by, "in force") + '.');
    }
    return story;
}

std::string Teller::tell_review(const Field& field) {
    std::string story = "In review, for a person to decide:";
    for (const auto& candidate : state_.cell(field.slot)) {
        const bool stated = merge_of(state_.type, field.slot) != Merge::office || candidate.by.act;
        if (!stated) continue;
        add_sentence(story, shown_value(field, candidate.value) + ' ' + by_whom(candidate.by) +
                                " (" + standing(candidate.by, "received by the office") + ");");
    }
    add_sentence(story,
                 "meanwhile " + shown_value(field, in_force(state_, field.slot)) + " is in force.");
    return story;
}

std::string Teller::tell_value(const Field& field) {
    std::string story;
    const Candidate* in_effect = winner(state_, field.slot);
    if (in_effect != nullptr) {
        const bool derived = in_effect->by.stamp.counter == 0;
        add_sentence(story, shown_value(field, in_effect->value) +
                                (derived ? ", " : ", written ") + by_whom(in_effect->by) + ": " +
                                (derived ? follows_from()
                                         : standing(in_effect->by, "in force")) + '.');
    }
    const bool is_office = merge_of(state_.type, field.slot) == Merge::office;
    for (const auto& candidate : state_.cell(field.slot)) {
        if (&candidate == in_effect) continue;
        const bool suggested = is_office && !candidate.by.act;
        const bool same = in_effect != nullptr && candidate.value == in_effect->value;
        add_sentence(story, std::string(suggested ? "Suggested: "
                                        : same    ? "The same: "
                                                  : "Also entered: ") +
                                shown_value(field, candidate.value) + ' ' + by_whom(candidate.by) +
                                " (" + standing(candidate.by, "received by the office") + ").");
    }
    return story;
}

std::string Teller::tell_refused(const Field& field) {
    std::string story;
    for (const OwnChange& own : refused_) {
        for (const RecordWrites& writes : own.change.records) {
            if (writes.record != state_.id) continue;
            for (const Write& write : writes.writes) {
                if (write.slot != field.slot) continue;
                const std::string value = field.is_set() ? telling_.value(field, write.element)
                                                         : shown_value(field, write.value);
                add_sentence(story, "Your change " + std::to_string(own.counter) + " (" + value +
                                        ", " + readable_time(own.change.claimed) +
                                        ") was refused: " + own.detail + '.');
            }
        }
    }
    return story;
}

/// Empty is not erased: a value that an order took says so.
std::string Teller::tell_erasure(const Field& field) {
    if (!is_erasable(state_.type, field.slot)) return {};
    carriage::RecordTables& records = parts_.store.records();
    const auto scope = records.scope_of(state_.type, state_.id);
    const auto participant = scope ? parts_.scopes.participant_of(*scope) : std::nullopt;
    if (!participant || !parts_.erasing.is_erased(*participant)) return {};
    const Field& whose = *find_type(type::erasure_order)->find("participant");
    for (const RecordId& id : records.where(type::erasure_order, whose, participant->view())) {
        const auto order = records.load(type::erasure_order, id);
        if (order && is_in_force(order->state)) return told_erasure(order->state);
    }
    return {};
}

std::string Teller::tell(const Field& field) {
    if (std::string erased = tell_erasure(field); !erased.empty()) return erased;
    std::string story;
    if (field.is_set()) {
        story = tell_set(field);
    } else if (in_review(state_, field.slot)) {
        story = tell_review(field);
    } else {
        story = tell_value(field);
    }
    if (const std::string refusals = tell_refused(field); !refusals.empty()) {
        add_sentence(story, refusals);
    }
    return story;
}

/// A record whose creation was refused is not shown, but still has a story.
std::optional<RecordId> refused_creation(Replica::Parts& parts, const std::string& asked) {
    const auto id = RecordId::parse(asked);
    if (!id) return std::nullopt;
    for (const OwnChange& own : parts.own.in_state(OwnState::refused)) {
        for (const RecordWrites& writes : own.change.records) {
            if (writes.record == *id) return id;
        }
    }
    return std::nullopt;
}

}  // namespace

Result<std::vector<FieldReason>> Replica::why(const std::string& type_name,
                                              const std::string& record) {
    Parts& parts = *parts_;
    const Glance glance(parts.store);
    if (auto ready = parts.check_readable(); !ready) return tl::unexpected<Error>(ready.error());
    const RecordType* type = find_type(type_name);
    if (type == nullptr) {
        return refuse(Reason::unknown_field, carriage::told_unknown_type(type_name));
    }
    RecordState state;
    state.type = type->number;
    if (const auto id = parts.store.records().resolve(type->number, record)) {
        state = parts.store.records().load(type->number, *id)->state;
    } else if (const auto refused = refused_creation(parts, record)) {
        state.id = *refused;
    } else {
        return tl::unexpected<Error>(id.error());
    }
    Teller teller(parts, state);
    std::vector<FieldReason> reasons;
    for (const Field& field : type->fields) {
        if (field.office_only) continue;
        std::string story = teller.tell(field);
        if (!story.empty()) reasons.push_back({std::string(field.name), std::move(story)});
    }
    return reasons;
}

}  // namespace veldwerk::device
