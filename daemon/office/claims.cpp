// SPDX-License-Identifier: EUPL-1.2
#include "daemon/office/claims.hpp"

#include <algorithm>
#include <set>

#include "daemon/office/caseload.hpp"
#include "daemon/office/day_facts.hpp"
#include "daemon/office/questions.hpp"
#include "protocol/merge/in_force.hpp"
#include "protocol/records/value.hpp"
#include "protocol/records/vocabulary.hpp"
#include "protocol/rules/review.hpp"

namespace veldwerk::office {
namespace {

const Field& field_of(TypeNumber type, std::string_view name) {
    const Field* field = find_type(type)->find(name);
    expect(field != nullptr, "the schema has the field");
    return *field;
}

RecordId reference(const RecordState& state, std::string_view field) {
    return RecordId::from_view(field_in_force(state, field)).value_or(RecordId{});
}

std::optional<std::int64_t> number(const RecordState& state, std::string_view field) {
    return decode_integer(field_in_force(state, field));
}

std::vector<Stamp> stamps_of(const RecordState& state, std::string_view field) {
    std::vector<Stamp> stamps;
    for (const auto& candidate : state.cell(field_of(state.type, field).slot)) {
        if (candidate.by.stamp.counter != 0) stamps.push_back(candidate.by.stamp);
    }
    return stamps;
}

void append(std::vector<Stamp>& stamps, std::vector<Stamp> more) {
    stamps.insert(stamps.end(), more.begin(), more.end());
}

bool overlap(const PlacementClaim& a, const PlacementClaim& b) {
    const auto begins_after_end = [](const PlacementClaim& later, const PlacementClaim& earlier) {
        return earlier.facts.end && later.start && *earlier.facts.end < *later.start;
    };
    return !begins_after_end(a, b) && !begins_after_end(b, a);
}

}  // namespace

bool PlacementClaim::asks() const {
    return !facts.granted && standing == placement_state::requested;
}

ClaimReader::ClaimReader(Ledger& ledger)
    : ledger_(ledger), settings_(ledger), today_(today(ledger)) {
    const Field& state = field_of(type::period, "state");
    for (const auto& id : ledger.where(type::period, state, encode_integer(period_state::closed))) {
        const auto month = number(ledger.load(type::period, id)->state, "month");
        if (month) closed_months_.insert(*month);
    }
}

const PlacementClaim& ClaimReader::claim(const RecordId& placement) {
    const auto known = claims_.find(placement);
    if (known != claims_.end()) return known->second;
    const auto record = ledger_.load(type::placement, placement);
    PlacementClaim read = record ? read_claim(record->state) : PlacementClaim{};
    return claims_.emplace(placement, std::move(read)).first->second;
}

PlacementClaim ClaimReader::read_claim(const RecordState& state) {
    PlacementClaim claim;
    claim.id = state.id;
    claim.participant = reference(state, "participant");
    claim.job = reference(state, "job");
    const auto workplace = ledger_.load(type::workplace, reference(state, "workplace"));
    claim.employer = workplace ? reference(workplace->state, "employer")
                               : employer_of_job(claim.job);
    claim.kind = number(state, "kind");
    claim.start = decode_date(field_in_force(state, "start"));
    claim.combined = number(state, "combined").value_or(0) != 0;
    claim.term_stamps = stamps_of(state, "start");

    PlacementStandingFacts& facts = claim.facts;
    const SlotNumber slot = field_of(type::placement, "state").slot;
    facts.written = decode_integer(in_force_as_written(state, slot)).value_or(0);
    if (const Candidate* asked = winner_as_written(state, slot)) claim.asked = asked->by.stamp;
    facts.granted = ledger_.granted(state.id);
    facts.end = decode_date(field_in_force(state, "end"));
    facts.interruptions =
        decode_spans(field_in_force(state, "interruptions")).value_or(std::vector<DateSpan>{});
    facts.today = today_;
    facts.end_closed = facts.end && closed_months_.contains(month_of(*facts.end).months);
    if (facts.written == placement_state::withdrawn) facts.unseen_uses = unseen_uses(state);
    claim.standing = placement_standing(facts);
    return claim;
}

/// What counts of the observations, less what the withdrawal names and what a decision covers.
std::vector<UseFacts> ClaimReader::unseen_uses(const RecordState& placement) {
    std::vector<ObservationFacts> observations;
    for (const auto& id : ledger_.where(type::observation,
                                        field_of(type::observation, "placement"),
                                        placement.id.view())) {
        observations.push_back(
            observation_facts(ledger_.load(type::observation, id)->state, RecordId{}));
    }
    const auto named =
        elements_in_force(placement, field_of(type::placement, "withdrawn_uses").slot);
    std::set<Stamp> covered;
    for (const auto& decision :
         decisions_on(ledger_, review_id(review_of::withdrawal(placement.id)))) {
        covered.insert(decision.alternatives.begin(), decision.alternatives.end());
    }
    std::vector<UseFacts> unseen;
    for (const auto& counted : not_superseded(observations)) {
        const ObservationFacts& use = *counted.observation;
        const bool seen = std::find(named.begin(), named.end(), use.id.view()) != named.end();
        if (use.is_void() || seen || covered.contains(use.stamp)) continue;
        unseen.push_back({use.id, use.stamp});
    }
    return unseen;
}

const std::vector<RecordId>& ClaimReader::of_job(const RecordId& job) {
    const auto [known, is_new] = of_job_.try_emplace(job);
    if (is_new && !job.empty()) {
        known->second = ledger_.where(type::placement, field_of(type::placement, "job"),
                                      job.view());
    }
    return known->second;
}

const std::vector<RecordId>& ClaimReader::of_participant(const RecordId& participant) {
    const auto [known, is_new] = of_participant_.try_emplace(participant);
    if (is_new && !participant.empty()) {
        known->second = ledger_.where(
            type::placement, field_of(type::placement, "participant"), participant.view());
    }
    return known->second;
}

const std::vector<RecordId>& ClaimReader::of_kind(std::int64_t kind) {
    const auto [known, is_new] = of_kind_.try_emplace(kind);
    if (is_new) {
        known->second = ledger_.where(type::placement, field_of(type::placement, "kind"),
                                      encode_integer(kind));
    }
    return known->second;
}

std::optional<std::int64_t> ClaimReader::cap(std::int64_t kind, CivilDate day) const {
    const Term* term = find_term(Vocabulary::placement_kind, kind);
    if (term == nullptr) return std::nullopt;
    constexpr std::int64_t none = -1;
    const std::int64_t cap = settings_.number("cap_" + std::string(term->name), day, none);
    return cap == none ? std::nullopt : std::optional<std::int64_t>(cap);
}

const VettingFacts& ClaimReader::vetting(const RecordId& job) {
    const auto [known, is_new] = vetting_.try_emplace(job);
    if (!is_new) return known->second;
    known->second.today = today_;
    if (const auto record = ledger_.load(type::job, job)) {
        known->second = vetting_of(record->state);
    }
    return known->second;
}

VettingFacts ClaimReader::vetting_of(const RecordState& job) {
    VettingFacts facts;
    facts.today = today_;
    const SlotNumber slot = field_of(type::job, "state").slot;
    facts.written = decode_integer(in_force_as_written(job, slot)).value_or(0);
    if (const Candidate* by = winner_as_written(job, slot)) facts.written_by = by->by.stamp;
    for (const auto& element : elements_in_force(job, field_of(type::job, "tasks").slot)) {
        if (const auto id = RecordId::from_view(element)) facts.tasks.push_back(*id);
    }
    // A job is one place unless somebody said more.
    facts.seats = number(job, "seats").value_or(1);
    facts.checks = checks_of(job.id);
    const Field& of_job = field_of(type::volunteer_coordination, "job");
    for (const auto& id : ledger_.where(type::volunteer_coordination, of_job, job.id.view())) {
        const auto status =
            number(ledger_.load(type::volunteer_coordination, id)->state, "status");
        if (status) facts.coordination = std::max(facts.coordination.value_or(0), *status);
    }
    return facts;
}

std::vector<CheckFacts> ClaimReader::checks_of(const RecordId& job) {
    std::vector<CheckFacts> checks;
    const Field& of_job = field_of(type::displacement_check, "job");
    for (const auto& id : ledger_.where(type::displacement_check, of_job, job.view())) {
        const RecordState state = ledger_.load(type::displacement_check, id)->state;
        CheckFacts check;
        check.id = id;
        check.result = number(state, "result");
        check.valid_until = decode_date(field_in_force(state, "valid_until"));
        for (const auto& element :
             elements_in_force(state, field_of(state.type, "tasks_seen").slot)) {
            if (const auto task = RecordId::from_view(element)) check.tasks_seen.push_back(*task);
        }
        if (const Candidate* by = winner(state, field_of(state.type, "result").slot)) {
            check.decided = by->by.stamp;
            check.claimed = by->by.claimed;
        }
        checks.push_back(std::move(check));
    }
    return checks;
}

std::int64_t ClaimReader::seats_held(const RecordId& job) {
    std::int64_t held = 0;
    for (const auto& placement : of_job(job)) held += claim(placement).holds() ? 1 : 0;
    return held;
}

std::optional<TaskFacts> ClaimReader::task(const RecordId& id) const {
    const auto record = ledger_.load(type::task, id);
    if (!record) return std::nullopt;
    return TaskFacts{id, reference(record->state, "employer"),
                     field_in_force(record->state, "description"),
                     number(record->state, "minutes_per_week").value_or(0)};
}

std::vector<TaskFacts> ClaimReader::tasks_of(const RecordId& job) {
    std::vector<TaskFacts> tasks;
    for (const auto& id : vetting(job).tasks) {
        if (auto facts = task(id)) tasks.push_back(std::move(*facts));
    }
    return tasks;
}

RecordId ClaimReader::employer_of_job(const RecordId& job) {
    const auto record = ledger_.load(type::job, job);
    return record ? reference(record->state, "employer") : RecordId{};
}

const std::vector<AgreementFacts>& ClaimReader::agreements(const RecordId& employer) {
    const auto [known, is_new] = agreements_.try_emplace(employer);
    if (!is_new || employer.empty()) return known->second;
    const Field& of_employer = field_of(type::employer_agreement, "employer");
    for (const auto& id : ledger_.where(type::employer_agreement, of_employer, employer.view())) {
        const RecordState state = ledger_.load(type::employer_agreement, id)->state;
        AgreementFacts agreement{decode_date(field_in_force(state, "signed_on")),
                                 decode_date(field_in_force(state, "valid_until")),
                                 stamps_of(state, "signed_on")};
        append(agreement.stamps, stamps_of(state, "valid_until"));
        known->second.push_back(std::move(agreement));
    }
    return known->second;
}

bool ClaimReader::agreement_valid(const RecordId& employer, CivilDate day) {
    const auto& all = agreements(employer);
    return std::any_of(all.begin(), all.end(), [day](const AgreementFacts& agreement) {
        return is_valid_on(agreement, day);
    });
}

std::vector<ConsentFacts> ClaimReader::consents(const RecordId& participant) {
    std::vector<ConsentFacts> consents;
    const Field& of = field_of(type::consent, "participant");
    for (const auto& id : ledger_.where(type::consent, of, participant.view())) {
        const RecordState state = ledger_.load(type::consent, id)->state;
        if (number(state, "kind") != consent_kind::data) continue;
        ConsentFacts consent{!field_in_force(state, "given_on").empty(),
                             !field_in_force(state, "withdrawn_on").empty(),
                             stamps_of(state, "withdrawn_on")};
        if (!consent.withdrawn) consent.stamps = stamps_of(state, "given_on");
        consents.push_back(std::move(consent));
    }
    return consents;
}

/// A request yields to all that was granted; of two granted ones, as of two requests that overlap,
/// the one registered first stands before the other: ids rise with time.
std::int64_t ClaimReader::held_before(const PlacementClaim& asking,
                                      const std::vector<RecordId>& others, bool to_grant) {
    std::int64_t held = 0;
    for (const auto& id : others) {
        if (id == asking.id) continue;
        const PlacementClaim& other = claim(id);
        const bool over = other.facts.end && asking.start && *other.facts.end < *asking.start;
        const bool first = to_grant || !asking.facts.granted || id < asking.id;
        held += other.holds() && !over && first ? 1 : 0;
    }
    return held;
}

std::vector<Stamp> ClaimReader::overlapping(const PlacementClaim& asking, bool to_grant) {
    std::vector<Stamp> stamps;
    if (asking.combined) return stamps;
    for (const auto& id : of_participant(asking.participant)) {
        if (id == asking.id) continue;
        const PlacementClaim& other = claim(id);
        if (other.combined || !overlap(asking, other)) continue;
        const bool stands_before = other.holds() && (!asking.facts.granted || id < asking.id);
        const bool asked_first = !to_grant && asking.asks() && other.asks() && id < asking.id;
        if (stands_before || asked_first) append(stamps, other.term_stamps);
    }
    return stamps;
}

std::optional<JobGuardFacts> ClaimReader::job_guards(const PlacementClaim& asking, bool to_grant) {
    const auto record = ledger_.load(type::job, asking.job);
    if (!record) return std::nullopt;
    const VettingFacts& facts = vetting(asking.job);
    JobGuardFacts job;
    job.standing = job_standing(facts);
    job.seats = facts.seats;
    job.seats_held = held_before(asking, of_job(asking.job), to_grant);
    job.seat_stamps = stamps_of(record->state, "seats");
    if (facts.written_by.counter != 0) job.stamps.push_back(facts.written_by);
    const CheckFacts* check = check_that_counts(facts.checks);
    if (check != nullptr && check->decided.counter != 0) job.stamps.push_back(check->decided);
    return job;
}

GuardFacts ClaimReader::guards(const PlacementClaim& asking, bool to_grant) {
    GuardFacts facts;
    facts.kind = asking.kind;
    facts.start = asking.start;
    if (!asking.kind || !asking.start) return facts;
    if (!asking.job.empty()) facts.job = job_guards(asking, to_grant);
    facts.cap = cap(*asking.kind, *asking.start);
    if (facts.cap) facts.cap_held = held_before(asking, of_kind(*asking.kind), to_grant);
    facts.agreements = agreements(asking.employer);
    facts.consents = consents(asking.participant);
    facts.overlapping = overlapping(asking, to_grant);
    return facts;
}

const std::vector<Hindered>& ClaimReader::hindrances(const RecordId& placement) {
    const auto [known, is_new] = hindrances_.try_emplace(placement);
    const PlacementClaim& asking = claim(placement);
    if (is_new && asking.guarded()) known->second = hindrances_of(guards(asking, false));
    return known->second;
}

std::vector<Hindered> ClaimReader::hindrances_to_grant(const RecordState& placement) {
    return hindrances_of(guards(read_claim(placement), true));
}

bool ClaimReader::passes_alone(const RecordId& placement) {
    return claim(placement).asks() && hindrances(placement).empty();
}

std::vector<Claim> ClaimReader::competing_for_seats(const RecordId& job) {
    std::vector<Claim> claims;
    for (const auto& id : of_job(job)) {
        if (!passes_alone(id)) continue;
        const PlacementClaim& asking = claim(id);
        claims.push_back({id, asking.asked,
                          vetting(job).seats - held_before(asking, of_job(job), false)});
    }
    return competing(std::move(claims));
}

std::vector<Claim> ClaimReader::competing_under_cap(std::int64_t kind) {
    std::vector<Claim> claims;
    std::set<RecordId> jobs;
    bool of_one_job = true;
    for (const auto& id : of_kind(kind)) {
        if (!passes_alone(id)) continue;
        const PlacementClaim& asking = claim(id);
        const auto limit = cap(kind, *asking.start);
        if (!limit) continue;
        jobs.insert(asking.job);
        of_one_job = of_one_job && !asking.job.empty() && jobs.size() == 1;
        claims.push_back({id, asking.asked, *limit - held_before(asking, of_kind(kind), false)});
    }
    // One question is enough: whoever gets the seat gets the place.
    if (of_one_job && !jobs.empty() && !competing_for_seats(*jobs.begin()).empty()) return {};
    return competing(std::move(claims));
}

}  // namespace veldwerk::office
