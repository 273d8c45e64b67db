// SPDX-License-Identifier: EUPL-1.2
#include "daemon/office/questions.hpp"

#include <algorithm>
#include <tuple>

#include "daemon/office/derived_records.hpp"
#include "daemon/office/settings.hpp"
#include "protocol/records/stamps.hpp"
#include "protocol/records/value.hpp"
#include "protocol/records/vocabulary.hpp"

namespace veldwerk::office {
namespace {

bool names(const Decided& decision, const Stamp& stamp) {
    return std::find(decision.alternatives.begin(), decision.alternatives.end(), stamp) !=
           decision.alternatives.end();
}

bool names_all(const Decided& decision, const std::vector<Stamp>& stamps) {
    return std::all_of(stamps.begin(), stamps.end(),
                       [&decision](const Stamp& stamp) { return names(decision, stamp); });
}

/// Those that cover the alternatives and that no other of them names.
std::vector<const Decided*> standing(const std::vector<Decided>& decisions,
                                     const std::vector<Stamp>& alternatives) {
    std::vector<const Decided*> covering;
    for (const auto& decision : decisions) {
        if (names_all(decision, alternatives)) covering.push_back(&decision);
    }
    std::vector<const Decided*> stand;
    for (const Decided* decision : covering) {
        const bool replaced =
            std::any_of(covering.begin(), covering.end(), [decision](const Decided* other) {
                return names(*other, decision->stamp);
            });
        if (!replaced) stand.push_back(decision);
    }
    return stand;
}

}  // namespace

std::vector<Decided> decisions_on(Ledger& ledger, const RecordId& review) {
    std::vector<Decided> decisions;
    const Field& subject = *find_type(type::decision)->find("subject");
    for (const auto& id : ledger.where(type::decision, subject, review.view())) {
        const auto record = ledger.load(type::decision, id);
        const auto stamps = decode_stamps(field_in_force(record->state, "alternatives"));
        decisions.push_back({record->state.candidates.front().by.stamp, id,
                             stamps.value_or(std::vector<Stamp>{}),
                             field_in_force(record->state, "outcome")});
    }
    std::sort(decisions.begin(), decisions.end(), [](const Decided& a, const Decided& b) {
        return std::tie(a.stamp, a.id) < std::tie(b.stamp, b.id);
    });
    return decisions;
}

RecordState review_record(const Question& question, const Answer& answer) {
    DerivedRecord review(type::review, review_id(question.subject));
    if (!answer.open && answer.decision.empty()) return review.take();
    std::string reasons;
    for (const auto& reason : question.reasons) reasons += (reasons.empty() ? "" : "\n") + reason;
    const auto set_id = [&review](std::string_view field, const RecordId& id) {
        if (!id.empty()) review.set(field, std::string(id.view()));
    };
    review.set("kind", encode_integer(question.subject.kind));
    set_id("participant", question.participant);
    set_id("record", question.subject.record);
    if (question.date) {
        review.set("date", encode_date(*question.date));
    } else if (question.subject.detail != 0) {
        review.set("slot", encode_integer(question.subject.detail));
    }
    review.set("state", encode_integer(answer.open ? review_state::open : review_state::decided));
    review.set("reasons", std::move(reasons));
    review.set("count", encode_integer(static_cast<std::int64_t>(answer.alternatives.size())));
    review.set("alternatives", encode_stamps(answer.alternatives));
    set_id("decision", answer.decision);
    return review.take();
}

Answer answer_to(const Question& question, const std::vector<Decided>& decisions) {
    if (question.alternatives.empty()) {
        if (decisions.empty()) return {};
        return {false, decisions.back().alternatives, decisions.back().id};
    }
    const auto stand = standing(decisions, question.alternatives);
    if (stand.empty()) return {true, question.alternatives, {}};
    const bool agree = std::all_of(stand.begin(), stand.end(), [&stand](const Decided* decision) {
        return decision->outcome == stand.front()->outcome;
    });
    if (agree) return {false, question.alternatives, stand.front()->id};
    Answer open{true, question.alternatives, {}};
    for (const Decided* decision : stand) open.alternatives.push_back(decision->stamp);
    std::sort(open.alternatives.begin(), open.alternatives.end());
    return open;
}

void put_question(WorkingSet& records, Ledger& ledger, const Question& question) {
    const auto decisions = decisions_on(ledger, review_id(question.subject));
    const Scope kind = question.participant.empty() ? Scope::programme : Scope::participant;
    put_derived(records, review_record(question, answer_to(question, decisions)),
                ledger.scope_number(kind, question.participant));
}

}  // namespace veldwerk::office
