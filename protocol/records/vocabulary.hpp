// SPDX-License-Identifier: EUPL-1.2
// The closed vocabularies. Numbers travel on the wire, rise with the order that matters to merging
// (a cautious field takes the highest; of a request's device values the furthest stands), and are
// never reused. A number this version lacks is kept and shown as unknown, never refused by a store.
#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>

#include "protocol/records/schema.hpp"

namespace veldwerk {

enum class Vocabulary : std::uint8_t {
    none = 0, attendance, observation_source, placement_kind, placement_state, job_kind, job_state,
    assignment_role, person_role, benefit_kind, contract_form, end_reason, consent_kind,
    meeting_state, coordination_status, check_result, limitation_state, goal_state, plan_state,
    contact_kind, signal_kind, agreement_clause, pipeline_state, target_kind, proposal_kind,
    proposal_state, review_kind, review_state, period_state, correction_state, device_state,
    erasure_ground, erasure_state, retention_event, partner_kind, contribution_kind, task_origin,
    day_basis, retention_category, quarantine_state,
};

struct Term {
    std::int64_t number{};
    std::string_view name;   ///< snake_case, in code, SQL and JSON
    std::string_view dutch;  ///< on screens and in CSV
    std::uint32_t since{1};
    bool derived{};          ///< only computed on reading: nobody writes it and nothing stores it
};

/// How people's names for things compare: ASCII letters without case, blanks as underscores.
[[nodiscard]] bool same_name(std::string_view a, std::string_view b);
/// "a, b or c".
[[nodiscard]] std::string one_of(std::span<const std::string_view> names);

[[nodiscard]] std::string_view name_of(Vocabulary vocabulary);
[[nodiscard]] std::span<const Term> terms(Vocabulary vocabulary);
[[nodiscard]] const Term* find_term(Vocabulary vocabulary, std::int64_t number);
/// By English or Dutch name, without regard to case; blanks and underscores are equal.
[[nodiscard]] const Term* find_term(Vocabulary vocabulary, std::string_view name);
/// All names a person may write, for a refusal: "a, b or c".
[[nodiscard]] std::string allowed_terms(Vocabulary vocabulary);

/// The numbers that rules name.
namespace attendance {
inline constexpr std::int64_t present = 1, sick = 2, leave = 3, special_leave = 4,
    workplace_closed = 5, authorised_absence = 6, unauthorised_absence = 7,
    holiday = 8, not_scheduled = 9, unknown = 10;  // the last three are derived
}
namespace person_role {
inline constexpr std::int64_t back_office = 1, team_leader = 2, adviser = 3, reader = 4;
}
namespace observation_source {  // weakest first
inline constexpr std::int64_t participant = 1, import = 2, employer = 3, seen = 4;
}
namespace placement_state {  // in the order in which a device's values win over each other
inline constexpr std::int64_t draft = 1, requested = 2, waiting = 3, trial = 4, active = 5,
    interrupted = 6, ended = 7, closed = 8, rejected = 9, withdrawn = 10;
}
namespace review_kind {
inline constexpr std::int64_t day = 1, field = 2, guard = 3, seat = 4, withdrawal = 5,
    double_task = 6, correction = 7, suggestion = 8;
}
namespace review_state {
inline constexpr std::int64_t open = 1, decided = 2;
}
namespace day_basis {  // how an established day came about
inline constexpr std::int64_t rule = 1, decision = 2, disputed = 3;
}
namespace placement_kind {
inline constexpr std::int64_t public_job = 1, public_private = 2, innovation = 3, top_up = 4;
}
namespace job_kind {
inline constexpr std::int64_t public_job = 1, public_private = 2;
}
namespace job_state {
inline constexpr std::int64_t idea = 1, designed = 2, vetting = 3, approved = 4, open = 5,
    filled = 6, rejected = 7, revise = 8, lapsed = 9;
}
namespace target_kind {
inline constexpr std::int64_t public_job = 1, public_private = 2, total = 3;
}
namespace consent_kind {
inline constexpr std::int64_t data = 1, plan = 2, innovation = 3;
}
namespace meeting_state {
inline constexpr std::int64_t planned = 1, held = 2, cancelled = 3;
}
namespace coordination_status {
inline constexpr std::int64_t agreed = 1, heard = 2, objection = 3;
}
namespace check_result {
inline constexpr std::int64_t positive = 1, rejected = 2;
}
namespace period_state {
inline constexpr std::int64_t open = 1, provisional = 2, closed = 3;
}
namespace correction_state {
inline constexpr std::int64_t open = 1, approved = 2, rejected = 3, booked = 4;
}
namespace device_state {
inline constexpr std::int64_t invited = 1, active = 2, overdue = 3, blocked = 4, revoked = 5,
    wiped = 6, retired = 7;
}
namespace quarantine_state {
inline constexpr std::int64_t taken = 1, dropped = 2;
}
namespace assignment_role {
inline constexpr std::int64_t main = 1, substitute = 2;
}

}  // namespace veldwerk
