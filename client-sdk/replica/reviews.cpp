// SPDX-License-Identifier: EUPL-1.2
// Questions that wait for a person at the office, and what became of them, as far as they lie in
// the device's scopes: of alternatives outside them it knows the number alone (DESIGN.md 3.9).
#include "client-sdk/replica/telling.hpp"
#include "protocol/merge/in_force.hpp"
#include "protocol/records/slots.hpp"
#include "protocol/records/stamps.hpp"
#include "protocol/records/value.hpp"
#include "protocol/records/vocabulary.hpp"
#include "protocol/rules/told_outcome.hpp"

#include <algorithm>

namespace veldwerk::device {
namespace {

std::string text_in(const RecordState& state, std::string_view field_name) {
    const Field& field = *find_type(state.type)->find(field_name);
    const std::string bytes = value_in_force(state, field);
    return bytes.empty() ? std::string{} : format_value(field, bytes);
}
std::string bytes_in(const RecordState& state, std::string_view field_name) {
    return value_in_force(state, *find_type(state.type)->find(field_name));
}
RecordId record_in(const RecordState& state, std::string_view field_name) {
    return RecordId::from_view(bytes_in(state, field_name)).value_or(RecordId{});
}

std::int64_t minutes_present(const std::string& parts) {
    std::int64_t minutes = 0;
    for (const Part& part : decode_parts(parts).value_or(std::vector<Part>{})) {
        if (part.status == attendance::present) minutes += part.minutes;
    }
    return minutes;
}

class ReviewReader {
public:
    explicit ReviewReader(Replica::Parts& parts) : parts_(parts), telling_(parts) {}

    [[nodiscard]] ShownReview read(const RecordState& review);

private:
    [[nodiscard]] TypeNumber type_of(const RecordId& record);
    [[nodiscard]] std::string subject_of(const RecordState& review);
    [[nodiscard]] std::optional<ShownDecision> decision_on(const RecordState& review);
    void add_days(const RecordState& review, const std::vector<Stamp>& stamps);
    void add_fields(const RecordState& review, const std::vector<Stamp>& stamps);
    void add(std::size_t number, const Author& by, ShownAlternative alternative);

    Replica::Parts& parts_;
    Telling telling_;
    TypeNumber type_{};  // of the record that the review is about
    RecordId record_;
    ShownReview shown_;
};

/// 0 if it is not here.
TypeNumber ReviewReader::type_of(const RecordId& record) {
    for (const RecordType& type : schema()) {
        if (type.scope == Scope::office) continue;
        if (parts_.store.records().load(type.number, record)) return type.number;
    }
    return 0;
}

std::string ReviewReader::subject_of(const RecordState& review) {
    const std::string date = text_in(review, "date");
    std::string subject = type_ == 0 ? record_.text().substr(28) : telling_.label(type_, record_);
    if (!date.empty()) return subject + " on " + date;
    const auto slot = decode_integer(bytes_in(review, "slot")).value_or(0);
    if (type_ == 0 || slot == 0) return subject;
    const char* separator = ": ";
    for (const Field* field : find_type(type_)->slot(static_cast<SlotNumber>(slot))) {
        subject += separator + std::string(field->name);
        separator = ", ";
    }
    return subject;
}

std::optional<ShownDecision> ReviewReader::decision_on(const RecordState& review) {
    const RecordId id = record_in(review, "decision");
    const auto stored = parts_.store.records().load(type::decision, id);
    if (!stored) return std::nullopt;
    const RecordState& decision = stored->state;
    ShownDecision shown{.id = id, .outcome = {}, .reason = text_in(decision, "reason"), .at = {}};
    if (!decision.candidates.empty()) shown.at = decision.candidates.front().by.claimed;
    const auto kind = decode_integer(bytes_in(decision, "kind")).value_or(0);
    const std::string outcome = bytes_in(decision, "outcome");
    if (kind == review_kind::field || kind == review_kind::suggestion) {
        const auto slot = decode_integer(bytes_in(decision, "slot")).value_or(0);
        if (type_ != 0) {
            shown.outcome = telling_.slot(type_, static_cast<SlotNumber>(slot), outcome);
        }
    } else {
        shown.outcome =
            told_outcome(kind, outcome, [this](TypeNumber type, const RecordId& record) {
                return telling_.label(type, record);
            });
    }
    return shown;
}

void ReviewReader::add(std::size_t number, const Author& by, ShownAlternative alternative) {
    alternative.number = number;
    alternative.by = telling_.who(by);
    alternative.at = by.claimed;
    if (alternative.source.empty()) alternative.source = by.act ? "office" : "device";
    shown_.alternatives.push_back(std::move(alternative));
}

/// Observations and planned absences of the placement whose stamps the review names.
void ReviewReader::add_days(const RecordState& review, const std::vector<Stamp>& stamps) {
    auto& records = parts_.store.records();
    std::vector<RecordState> facts;
    for (const TypeNumber type : {type::observation, type::planned_absence}) {
        const Field& placement = *find_type(type)->find("placement");
        for (const RecordId& id : records.where(type, placement, std::string(record_.view()))) {
            facts.push_back(records.load(type, id)->state);
        }
    }
    const std::string date = bytes_in(review, "date");
    for (std::size_t i = 0; i < stamps.size(); ++i) {
        for (const RecordState& fact : facts) {
            const auto written =
                std::find_if(fact.candidates.begin(), fact.candidates.end(),
                             [&](const Candidate& one) { return one.by.stamp == stamps[i]; });
            if (written == fact.candidates.end()) continue;
            ShownAlternative one{.record = fact.id.text()};
            if (fact.type == type::planned_absence) {
                one.value = "planned " + text_in(fact, "status");
                one.source = "participant";
            } else if (bytes_in(fact, "date") == date) {
                const std::string parts = bytes_in(fact, "parts");
                one.value = parts.empty() ? "taken back" : text_in(fact, "parts");
                one.source = text_in(fact, "source");
                one.minutes = minutes_present(parts);
            } else {
                continue;
            }
            add(i + 1, written->by, std::move(one));
        }
    }
}

/// Candidates of the field that are still there: what was decided was replaced.
void ReviewReader::add_fields(const RecordState& review, const std::vector<Stamp>& stamps) {
    const auto slot = static_cast<SlotNumber>(decode_integer(bytes_in(review, "slot")).value_or(0));
    const auto stored = parts_.store.records().load(type_, record_);
    if (!stored) return;
    const bool suggested = text_in(review, "kind") == "suggestion";
    for (std::size_t i = 0; i < stamps.size(); ++i) {
        for (const Candidate& candidate : stored->state.cell(slot)) {
            if (candidate.by.stamp != stamps[i]) continue;
            add(i + 1, candidate.by,
                {.record = telling_.label(type_, record_),
                 .value = telling_.slot(type_, slot, candidate.value),
                 .source = suggested && !candidate.by.act ? "suggestion" : std::string{}});
        }
    }
}

ShownReview ReviewReader::read(const RecordState& review) {
    record_ = record_in(review, "record");
    type_ = record_.empty() ? TypeNumber{} : type_of(record_);
    shown_ = {.id = review.id,
              .version = version_of(review),
              .kind = text_in(review, "kind"),
              .subject = subject_of(review),
              .state = text_in(review, "state"),
              .record = record_,
              .date = decode_date(bytes_in(review, "date")),
              .reasons = text_in(review, "reasons"),
              .count = decode_integer(bytes_in(review, "count")).value_or(0)};
    const auto stamps =
        decode_stamps(bytes_in(review, "alternatives")).value_or(std::vector<Stamp>{});
    switch (decode_integer(bytes_in(review, "kind")).value_or(0)) {
        case review_kind::day:
            add_days(review, stamps);
            break;
        case review_kind::field:
        case review_kind::suggestion:
            if (type_ != 0) add_fields(review, stamps);
            break;
        default:
            break;  // between outcomes that the reasons name, not between values
    }
    shown_.decision = decision_on(review);
    return std::move(shown_);
}

}  // namespace

Result<std::vector<ShownReview>> Replica::reviews(bool open_only) {
    const Glance glance(parts_->store);
    if (auto ready = parts_->check_readable(); !ready) return tl::unexpected<Error>(ready.error());
    std::vector<ShownReview> shown;
    for (const RecordId& id : parts_->store.records().all(type::review)) {
        const auto stored = parts_->store.records().load(type::review, id);
        if (!stored) continue;
        ShownReview review = ReviewReader(*parts_).read(stored->state);
        if (!open_only || review.state == "open") shown.push_back(std::move(review));
    }
    return shown;
}

Result<ShownReview> Replica::review(const std::string& asked) {
    const Glance glance(parts_->store);
    if (auto ready = parts_->check_readable(); !ready) return tl::unexpected<Error>(ready.error());
    const auto id = parts_->store.records().resolve(type::review, asked);
    if (!id) return tl::unexpected<Error>(id.error());
    return ReviewReader(*parts_).read(parts_->store.records().load(type::review, *id)->state);
}

}  // namespace veldwerk::device
