// SPDX-License-Identifier: EUPL-1.2
// Gathers from the ledger what placements and jobs ask of each other: seats, places under a cap,
// the participant's days. The rules themselves are in protocol/rules (standing, guards, vetting);
// what many placements of one settlement share is read once.
#pragma once

#include <map>
#include <optional>
#include <set>
#include <string>
#include <vector>

#include "daemon/office/settings.hpp"
#include "protocol/rules/guards.hpp"
#include "protocol/rules/standing.hpp"
#include "protocol/rules/vetting.hpp"

namespace veldwerk::office {

/// A placement as the others see it.
struct PlacementClaim {
    RecordId id;
    RecordId participant;
    RecordId job;        ///< empty: none is named
    RecordId employer;   ///< of its workplace, else of its job
    PlacementStandingFacts facts;
    std::int64_t standing{};             ///< by itself (standing.hpp)
    Stamp asked;                         ///< the change that wrote its state; empty: nobody did
    std::optional<std::int64_t> kind;
    std::optional<CivilDate> start;
    bool combined{};
    std::vector<Stamp> term_stamps;      ///< of what its dates rest on

    [[nodiscard]] bool holds() const { return holds_place(facts.granted, standing); }
    [[nodiscard]] bool asks() const;
    /// Its guards are looked at: it asks for a place, or has one.
    [[nodiscard]] bool guarded() const { return asks() || holds(); }
};

class ClaimReader {
public:
    explicit ClaimReader(Ledger& ledger);

    [[nodiscard]] const PlacementClaim& claim(const RecordId& placement);
    [[nodiscard]] const std::vector<RecordId>& of_job(const RecordId& job);
    [[nodiscard]] const std::vector<RecordId>& of_participant(const RecordId& participant);
    [[nodiscard]] const std::vector<RecordId>& of_kind(std::int64_t kind);

    /// In order of the enumeration; none for a placement that is not guarded.
    [[nodiscard]] const std::vector<Hindered>& hindrances(const RecordId& placement);
    /// Asks, and every guard holds for it alone.
    [[nodiscard]] bool passes_alone(const RecordId& placement);
    /// The guards of a placement as it will be: what the office looks at before a grant.
    [[nodiscard]] std::vector<Hindered> hindrances_to_grant(const RecordState& placement);

    /// The requests that compete for the job's seats; none if all can be granted.
    [[nodiscard]] std::vector<Claim> competing_for_seats(const RecordId& job);
    /// The same for the cap of a kind, requests left out that compete for one job's seats already.
    [[nodiscard]] std::vector<Claim> competing_under_cap(std::int64_t kind);
    /// Setting `cap_KIND` on a day; empty: no cap.
    [[nodiscard]] std::optional<std::int64_t> cap(std::int64_t kind, CivilDate day) const;

    /// Without `seats_held`: what guards look at. A job that is not there has no tasks and no
    /// state.
    [[nodiscard]] const VettingFacts& vetting(const RecordId& job);
    [[nodiscard]] VettingFacts vetting_of(const RecordState& job);
    [[nodiscard]] std::int64_t seats_held(const RecordId& job);
    [[nodiscard]] std::optional<TaskFacts> task(const RecordId& id) const;
    [[nodiscard]] std::vector<TaskFacts> tasks_of(const RecordId& job);
    [[nodiscard]] bool agreement_valid(const RecordId& employer, CivilDate day);
    [[nodiscard]] RecordId employer_of_job(const RecordId& job);

private:
    [[nodiscard]] PlacementClaim read_claim(const RecordState& placement);
    [[nodiscard]] std::vector<UseFacts> unseen_uses(const RecordState& placement);
    [[nodiscard]] GuardFacts guards(const PlacementClaim& claim, bool to_grant);
    [[nodiscard]] std::optional<JobGuardFacts> job_guards(const PlacementClaim& claim,
                                                          bool to_grant);
    [[nodiscard]] const std::vector<AgreementFacts>& agreements(const RecordId& employer);
    [[nodiscard]] std::vector<ConsentFacts> consents(const RecordId& participant);
    [[nodiscard]] std::vector<Stamp> overlapping(const PlacementClaim& claim, bool to_grant);
    /// Of these placements those that stand before this one, from its first day on.
    [[nodiscard]] std::int64_t held_before(const PlacementClaim& claim,
                                           const std::vector<RecordId>& others, bool to_grant);
    [[nodiscard]] std::vector<CheckFacts> checks_of(const RecordId& job);

    Ledger& ledger_;
    Settings settings_;
    std::optional<CivilDate> today_;
    std::set<std::int64_t> closed_months_;
    std::map<RecordId, PlacementClaim> claims_;
    std::map<RecordId, std::vector<Hindered>> hindrances_;
    std::map<RecordId, VettingFacts> vetting_;
    std::map<RecordId, std::vector<AgreementFacts>> agreements_;
    std::map<RecordId, std::vector<RecordId>> of_job_;
    std::map<RecordId, std::vector<RecordId>> of_participant_;
    std::map<std::int64_t, std::vector<RecordId>> of_kind_;
};

}  // namespace veldwerk::office
