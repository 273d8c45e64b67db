// SPDX-License-Identifier: EUPL-1.2
// The guards to `active` (DOMAIN.md 4): a job with a free seat, a place under the cap of its kind,
// the employer's agreement, the participant's consent, no overlap. They are judged on the merged
// state, never by who synced first. A guard that cannot become true by itself refuses, and a person
// informs; one that is not yet true lets the request wait. Requests that each pass alone, but not
// together, compete: the office grants one and the others wait.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "protocol/merge/stamp.hpp"
#include "protocol/records/civil.hpp"
#include "protocol/records/identity.hpp"

namespace veldwerk {

enum class Hindrance : std::uint8_t {
    no_kind = 1,         ///< its kind is not said, or in review
    no_start,            ///< guards are judged on the first day
    no_job,              ///< its kind needs one
    job_not_approved,    ///< in vetting, or to be revised
    no_seat,             ///< all seats of the job are held
    cap_full,            ///< all places of its kind are held
    no_agreement,        ///< with the employer, valid on the start
    no_consent,          ///< of the participant, to the use of data
    job_rejected,        ///< from here on it refuses: rejected, or lapsed
    agreement_expired,   ///< before the start
    consent_withdrawn,
    overlap,             ///< with another placement of the participant
};
/// One word, as scripts and the record's `hindrances` have it.
[[nodiscard]] std::string_view name_of(Hindrance hindrance);
[[nodiscard]] std::optional<Hindrance> find_hindrance(std::string_view name);
/// For people: "no seat of its job is free".
[[nodiscard]] std::string_view told(Hindrance hindrance);
/// The words of a placement's `hindrances`, one a line, for people: "no seat ...; it overlaps ...".
[[nodiscard]] std::string told_hindrances(std::string_view words);
/// Whether it cannot become true by itself.
[[nodiscard]] constexpr bool refuses(Hindrance hindrance) {
    return hindrance >= Hindrance::job_rejected;
}

/// A hindrance and the changes it rests on: if they move, the question is another.
struct Hindered {
    Hindrance hindrance{};
    std::vector<Stamp> evidence;
    bool operator==(const Hindered&) const = default;
};

struct AgreementFacts {
    std::optional<CivilDate> from;   ///< signed on; empty: not signed
    std::optional<CivilDate> until;  ///< last day; empty: until further notice
    std::vector<Stamp> stamps;
};
struct ConsentFacts {
    bool given{};
    bool withdrawn{};
    std::vector<Stamp> stamps;
};
struct JobGuardFacts {
    std::int64_t standing{};  ///< without regard to its seats (vetting.hpp)
    std::int64_t seats{};
    std::int64_t seats_held{};  ///< by others that come before, from the start on
    std::vector<Stamp> stamps;  ///< of its state and of the check that counts
    std::vector<Stamp> seat_stamps;
};
struct GuardFacts {
    std::optional<std::int64_t> kind;   ///< Vocabulary::placement_kind
    std::optional<CivilDate> start;
    std::optional<JobGuardFacts> job;
    std::optional<std::int64_t> cap;    ///< setting cap_KIND on the start; empty: none
    std::int64_t cap_held{};            ///< by others that come before, from the start on
    std::vector<Stamp> cap_stamps;
    std::vector<AgreementFacts> agreements;  ///< of the workplace's employer
    std::vector<ConsentFacts> consents;      ///< of kind data
    std::vector<Stamp> overlapping;          ///< of the placements it may not overlap
};

/// In order of the enumeration; none: it may be granted.
[[nodiscard]] std::vector<Hindered> hindrances_of(const GuardFacts& facts);

/// Whether the agreement covers a day.
[[nodiscard]] bool is_valid_on(const AgreementFacts& agreement, CivilDate day);

/// What a placement asks of something of which there is only so much: a job's seats, a cap.
struct Claim {
    RecordId placement;
    Stamp request;
    std::int64_t free{};  ///< places free for it, holders from its start on taken off
    bool operator==(const Claim&) const = default;
};
/// The requests that cannot all be granted, by rising stamp; none if they can.
[[nodiscard]] std::vector<Claim> competing(std::vector<Claim> passing_alone);

}  // namespace veldwerk
