// SPDX-License-Identifier: EUPL-1.2
#include "daemon/office/correction_reviews.hpp"

#include "daemon/office/corrections.hpp"
#include "daemon/office/cost_rates.hpp"
#include "daemon/office/naming.hpp"
#include "daemon/office/period_views.hpp"
#include "daemon/office/settlement.hpp"
#include "daemon/office/viewing.hpp"
#include "protocol/records/vocabulary.hpp"
#include "protocol/rules/review.hpp"
#include "protocol/rules/told_outcome.hpp"

namespace veldwerk::office {
namespace {

/// The delta that is decided or waits to be.
CorrectionOutcome shown_outcome(const CorrectionFacts& facts) {
    auto delta = open_delta(facts);
    if (!delta.empty() || facts.decided.empty()) return {false, std::move(delta)};
    return facts.decided.back().outcome;
}

Alternative alternative_of(const CorrectionOutcome& outcome) {
    Alternative made;
    made.number = outcome.approved ? choice_approve : choice_reject;
    made.canonical = encode_correction(outcome);
    made.value = (outcome.approved ? "approve " : "reject ") + told_parts(outcome.delta);
    made.source = "office";
    made.minutes = outcome.approved ? present_minutes(std::span<const Part>(outcome.delta)) : 0;
    return made;
}

/// Whose word the new value is.
void tell_author(Ledger& ledger, const Stamp& stamp, Alternative& alternative) {
    const auto change = change_of(ledger, stamp);
    if (!change) return;
    alternative.stamp = stamp;
    alternative.by = name_of_person(ledger, change->person);
    alternative.at = change->claimed;
    alternative.source = change->act != Act::none ? "office" : "device";
}

/// A version over the review and the correction that waits: the delta may move while what it rests
/// on stays, when a placement's dates do.
std::string version_with(Ledger& ledger, const ReviewView& view, const RecordId& correction) {
    RecordState both = ledger.load(type::review, view.id)->state;
    if (const auto record = ledger.load(type::correction, correction)) {
        both.candidates.insert(both.candidates.end(), record->state.candidates.begin(),
                               record->state.candidates.end());
    }
    return version_of(both);
}

Result<void> check_four_eyes(Ledger& ledger, const Close& close, const CorrectionGround& ground,
                             const RecordId& person) {
    if (person == close.closed_by) {
        return refuse(Reason::not_authorised,
                      name_of_person(ledger, person) + " closed " + close.month.text() +
                          ": a second person approves or rejects its corrections");
    }
    if (ground.authors.contains(person)) {
        return refuse(Reason::not_authorised,
                      name_of_person(ledger, person) +
                          " entered or decided what this correction rests on: a second person "
                          "approves or rejects it");
    }
    return {};
}

}  // namespace

void view_correction(Ledger& ledger, ReviewView& view) {
    if (!view.date) return;
    CorrectionReader reader(ledger);
    const auto facts = reader.facts(view.record, *view.date);
    if (!facts) return;
    const CorrectionOutcome shown = shown_outcome(*facts);
    view.version = version_with(ledger, view,
                                correction_id(view.record, *view.date, facts->decided.size()));
    view.meanwhile =
        "closed as " + told_parts(facts->closed) + " in " + month_of(*view.date).text();
    const CostRates rates(ledger);
    for (const bool approved : {true, false}) {
        Alternative& added =
            view.alternatives.emplace_back(alternative_of({approved, shown.delta}));
        added.record = label_of(ledger, type::placement, view.record);
        added.cents = rates.cents_of(*added.minutes, *view.date);
    }
    tell_author(ledger, reader.ground(view.record, *view.date).rests_on, view.alternatives.front());
}

Result<Settlement> settle_correction(Ledger& ledger, const ReviewView& view,
                                     const DecisionOrder& order) {
    const bool chosen = order.choose == choice_approve || order.choose == choice_reject;
    if (!chosen || !order.values.empty()) {
        return refuse(Reason::wrong_use,
                      "a correction is approved or rejected: choose 1 to approve it, 2 to reject");
    }
    expect(view.date.has_value(), "a correction is of a date");
    CorrectionReader reader(ledger);
    const auto facts = reader.facts(view.record, *view.date);
    auto delta = facts ? open_delta(*facts) : std::vector<Part>{};
    if (delta.empty()) {
        return refuse(Reason::rule, "the correction of " + view.subject + " is decided already (" +
                                        (view.decision ? view.decision->outcome : "nothing") +
                                        "); what comes later is a correction of its own");
    }
    const CorrectionGround ground = reader.ground(view.record, *view.date);
    const Close& close = *reader.closes().of(month_of(*view.date));
    if (auto may = check_four_eyes(ledger, close, ground, order.person); !may) {
        return tl::unexpected<Error>(may.error());
    }
    Settlement settlement;
    settlement.alternatives = ground.stamps;
    settlement.outcome =
        encode_correction({order.choose == choice_approve, std::move(delta)});
    settlement.told = told_outcome(ledger, view.kind, settlement.outcome);
    return settlement;
}

Result<DecisionReceipt> decide_correction(Office& office, const CorrectionOrder& order) {
    Ledger& ledger = office.ledger();
    const auto id = ledger.resolve(type::correction, order.correction);
    if (!id) return tl::unexpected<Error>(id.error());
    const CorrectionView correction =
        read_correction(ledger, ledger.load(type::correction, *id)->state);
    if (correction.state != correction_state::open) {
        const Term* state = find_term(Vocabulary::correction_state, correction.state);
        return refuse(Reason::rule, "the correction of " + correction.code + " on " +
                                        correction.date.text() + " is " +
                                        std::string(state == nullptr ? "decided" : state->name) +
                                        " already");
    }
    if (!order.version.empty() && order.version != correction.version) {
        return refuse(Reason::stale, "the correction moved on since version " + order.version +
                                         ": it is now " + told_parts(correction.delta) +
                                         "; decide " + correction.id.text() + '@' +
                                         correction.version);
    }
    const RecordId review = review_id(review_of::correction(correction.placement, correction.date));
    // As it is seen here, so that nobody approves another delta than this one.
    const ReviewView view = view_review(ledger, ledger.load(type::review, review)->state);
    return decide(office, {.review = view.id.text(),
                           .version = view.version,
                           .choose = order.approve ? choice_approve : choice_reject,
                           .values = {},
                           .reason = order.reason,
                           .person = order.person});
}

}  // namespace veldwerk::office
