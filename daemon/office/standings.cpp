// SPDX-License-Identifier: EUPL-1.2
#include "daemon/office/standings.hpp"

#include <algorithm>
#include <array>

#include "daemon/office/claims.hpp"
#include "daemon/office/questions.hpp"
#include "protocol/merge/derived.hpp"
#include "protocol/merge/in_force.hpp"
#include "protocol/records/value.hpp"
#include "protocol/records/vocabulary.hpp"

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

/// What of a placement others look at; its hours and schedule concern nobody's place.
bool concerns_others(const RecordWrites& writes) {
    static constexpr std::array<std::string_view, 9> names{
        "participant", "job",      "workplace", "kind",           "start",
        "interruptions", "combined", "state",     "withdrawn_uses"};
    if (writes.creates) return true;
    return std::any_of(writes.writes.begin(), writes.writes.end(), [](const Write& write) {
        return std::any_of(names.begin(), names.end(), [&write](std::string_view name) {
            return field_of(type::placement, name).slot == write.slot;
        });
    });
}

/// Whether that says anything new.
bool give(WorkingSet& records, RecordState& state, std::string_view field,
          const std::string& value) {
    const bool is_new = set_derived(state, field_of(state.type, field).slot, value);
    if (is_new) records.touch(state.type, state.id);
    return is_new;
}

/// The derived value of a request's slot: none where what follows is what was written.
std::string standing_value(std::int64_t follows, std::int64_t written,
                           std::int64_t when_unwritten) {
    const bool same = follows == (written == 0 ? when_unwritten : written);
    return same ? std::string{} : encode_integer(follows);
}

std::string words_of(const std::vector<Hindered>& hindrances) {
    std::string words;
    for (const auto& hindered : hindrances) {
        if (!words.empty()) words += '\n';
        words += name_of(hindered.hindrance);
    }
    return words;
}

void sort_stamps(std::vector<Stamp>& stamps) {
    std::sort(stamps.begin(), stamps.end());
    stamps.erase(std::unique(stamps.begin(), stamps.end()), stamps.end());
}

/// A request is asked about when a guard refuses; whatever was granted, when any guard fails.
Question guard_question(const PlacementClaim& claim, const std::vector<Hindered>& hindrances) {
    Question question{review_of::guard(claim.id), claim.participant, {}, {}, {}};
    for (const auto& hindered : hindrances) {
        if (claim.asks() && !refuses(hindered.hindrance)) continue;
        question.reasons.emplace_back(name_of(hindered.hindrance));
        question.alternatives.insert(question.alternatives.end(), hindered.evidence.begin(),
                                     hindered.evidence.end());
    }
    if (!question.reasons.empty()) question.alternatives.push_back(claim.asked);
    sort_stamps(question.alternatives);
    return question;
}

Question withdrawal_question(const PlacementClaim& claim) {
    Question question{review_of::withdrawal(claim.id), claim.participant, {}, {}, {}};
    if (!withdrawal_held(claim.facts)) return question;
    question.reasons.emplace_back("used_meanwhile");
    for (const auto& use : claim.facts.unseen_uses) question.alternatives.push_back(use.stamp);
    question.alternatives.push_back(claim.asked);
    sort_stamps(question.alternatives);
    return question;
}

Question seat_question(const ReviewSubject& subject, const std::vector<Claim>& claims) {
    Question question{subject, {}, {}, {}, {}};
    if (!claims.empty()) question.reasons.emplace_back("compete");
    for (const auto& claim : claims) question.alternatives.push_back(claim.request);
    sort_stamps(question.alternatives);
    return question;
}

/// The change that brought each double into the job's set: taken out and put back, it asks anew.
Question double_question(const RecordState& job, const Doubles& doubles) {
    Question question{review_of::double_task(job.id), {}, {}, {}, {}};
    const SlotNumber slot = field_of(type::job, "tasks").slot;
    for (const auto& group : doubles) {
        for (const auto& task : group) {
            for (const auto& candidate : job.cell(slot, task.id.view())) {
                if (!candidate.value.empty()) {
                    question.alternatives.push_back(candidate.by.stamp);
                }
            }
        }
    }
    if (!doubles.empty()) question.reasons.emplace_back("same_description");
    sort_stamps(question.alternatives);
    return question;
}

}  // namespace

void Standings::note_job_of(TypeNumber type, const RecordState& state) {
    if (type != type::decision) {
        jobs_.insert(reference(state, "job"));
        return;
    }
    // A decision may come before or after what it decides.
    const auto record = reference(state, "record");
    switch (decode_integer(field_in_force(state, "kind")).value_or(0)) {
        case review_kind::guard:
        case review_kind::withdrawal: placements_.insert(record); break;
        case review_kind::double_task: jobs_.insert(record); break;
        case review_kind::seat:
            if (record.empty()) {
                kinds_.insert(decode_integer(field_in_force(state, "slot")).value_or(0));
            } else {
                jobs_.insert(record);
            }
            break;
        default: break;
    }
}

void Standings::note(const Change& change, const RecordWrites& writes, const RecordState& state) {
    switch (writes.type) {
        case type::placement:
            if (!concerns_others(writes)) break;
            if (is_grant(change, writes)) ledger_.mark_granted(writes.record);
            placements_.insert(writes.record);
            break;
        case type::observation: used_.insert(reference(state, "placement")); break;
        case type::job: jobs_.insert(writes.record); break;
        case type::task: tasks_.insert(writes.record); break;
        case type::displacement_check:
        case type::volunteer_coordination:
        case type::decision: note_job_of(writes.type, state); break;
        case type::consent: participants_.insert(reference(state, "participant")); break;
        case type::employer_agreement: employers_.insert(reference(state, "employer")); break;
        // What many rest on moves rarely, and then all of them are looked at.
        case type::workplace:
            if (!writes.creates) everything_ = true;
            break;
        case type::setting:
        case type::period:
        case type::day_act: everything_ = true; break;
        default: break;
    }
}

/// From what moved to the placements and jobs that look at it.
void Standings::gather(ClaimReader& reader) {
    if (everything_) {
        for (const auto& id : ledger_.all(type::placement)) placements_.insert(id);
        for (const auto& id : ledger_.all(type::job)) jobs_.insert(id);
    }
    const SlotNumber tasks = field_of(type::job, "tasks").slot;
    for (const auto& id : tasks_.empty() ? std::vector<RecordId>{} : ledger_.all(type::job)) {
        const auto job = ledger_.load(type::job, id);
        const bool concerned = std::any_of(
            tasks_.begin(), tasks_.end(), [&job, tasks](const RecordId& task) {
                return !job->state.cell(tasks, task.view()).empty();
            });
        if (concerned) jobs_.insert(id);
    }
    for (const auto& participant : participants_) {
        const auto& theirs = reader.of_participant(participant);
        placements_.insert(theirs.begin(), theirs.end());
    }
    for (const auto& id : employers_.empty() ? std::vector<RecordId>{}
                                             : ledger_.all(type::placement)) {
        if (employers_.contains(reader.claim(id).employer)) placements_.insert(id);
    }
    jobs_.erase(RecordId{});
    placements_.erase(RecordId{});
}

/// A placement's place is somebody else's hindrance: whoever looks at the same job, participant or
/// cap is looked at too.
void Standings::spread(ClaimReader& reader) {
    for (const auto& job : jobs_) {
        const auto& at = reader.of_job(job);
        placements_.insert(at.begin(), at.end());
    }
    const std::set<RecordId> reached = placements_;
    for (const auto& id : reached) {
        const PlacementClaim& claim = reader.claim(id);
        if (!claim.job.empty()) jobs_.insert(claim.job);
        const auto& theirs = reader.of_participant(claim.participant);
        placements_.insert(theirs.begin(), theirs.end());
        const auto& at = reader.of_job(claim.job);
        placements_.insert(at.begin(), at.end());
        if (claim.kind && claim.start && reader.cap(*claim.kind, *claim.start)) {
            kinds_.insert(*claim.kind);
        }
    }
    for (const auto kind : kinds_) {
        const auto& alike = reader.of_kind(kind);
        placements_.insert(alike.begin(), alike.end());
    }
}

void Standings::settle_placement(WorkingSet& records, ClaimReader& reader,
                                 const RecordId& placement) {
    RecordState* state = records.find(type::placement, placement);
    if (state == nullptr) return;
    const PlacementClaim& claim = reader.claim(placement);
    const auto& hindrances = reader.hindrances(placement);
    const bool asked_about = std::any_of(
        hindrances.begin(), hindrances.end(),
        [](const Hindered& hindered) { return refuses(hindered.hindrance); });
    const bool waits = claim.asks() && !hindrances.empty() && !asked_about;
    const std::int64_t follows = waits ? placement_state::waiting : claim.standing;
    if (give(records, *state, "state",
             standing_value(follows, claim.facts.written, placement_state::draft))) {
        moved_.insert(placement);
    }
    give(records, *state, "hindrances", words_of(hindrances));
    put_question(records, ledger_, guard_question(claim, hindrances));
    put_question(records, ledger_, withdrawal_question(claim));
}

void Standings::settle_job(WorkingSet& records, ClaimReader& reader, const RecordId& job) {
    RecordState* state = records.find(type::job, job);
    if (state == nullptr) return;
    VettingFacts facts = reader.vetting(job);
    facts.seats_held = reader.seats_held(job);
    give(records, *state, "state",
         standing_value(job_standing(facts), facts.written, job_state::idea));
    const auto tasks = reader.tasks_of(job);
    const TaskTotal total = total_of(tasks);
    const bool any = !tasks.empty();
    give(records, *state, "tasks_minutes_least", any ? encode_integer(total.least) : "");
    give(records, *state, "tasks_minutes_most", any ? encode_integer(total.most) : "");
    put_question(records, ledger_, double_question(*state, doubles_of(tasks)));
}

void Standings::settle_competition(WorkingSet& records, ClaimReader& reader) {
    for (const auto& job : jobs_) {
        put_question(records, ledger_,
                     seat_question(review_of::seat(job), reader.competing_for_seats(job)));
    }
    for (const auto kind : kinds_) {
        put_question(records, ledger_,
                     seat_question(review_of::cap(kind), reader.competing_under_cap(kind)));
    }
}

/// A use concerns nobody but a withdrawal, and most are of placements that nobody withdraws.
void Standings::find_withdrawn() {
    const SlotNumber slot = field_of(type::placement, "state").slot;
    for (const auto& placement : used_) {
        const auto record = ledger_.load(type::placement, placement);
        const auto written =
            record ? decode_integer(in_force_as_written(record->state, slot)) : std::nullopt;
        if (written == placement_state::withdrawn) placements_.insert(placement);
    }
}

bool Standings::nothing_moved() const {
    return !everything_ && placements_.empty() && jobs_.empty() && tasks_.empty() &&
           participants_.empty() && employers_.empty() && kinds_.empty();
}

void Standings::settle(WorkingSet& records) {
    find_withdrawn();
    if (nothing_moved()) return;
    ClaimReader reader(ledger_);
    gather(reader);
    // Twice: who overlaps a moved placement may thereby no longer compete with a third.
    spread(reader);
    spread(reader);
    for (const auto& job : jobs_) settle_job(records, reader, job);
    for (const auto& placement : placements_) settle_placement(records, reader, placement);
    settle_competition(records, reader);
}

bool is_grant(const Change& change, const RecordWrites& writes) {
    if (change.act == Act::none || writes.type != type::placement) return false;
    const SlotNumber state = field_of(type::placement, "state").slot;
    return std::any_of(writes.writes.begin(), writes.writes.end(), [state](const Write& write) {
        return write.slot == state && decode_integer(write.value) == placement_state::active;
    });
}

}  // namespace veldwerk::office
