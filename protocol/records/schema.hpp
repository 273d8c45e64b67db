// SPDX-License-Identifier: EUPL-1.2
// The schema: every record, field, merge class, scope, erasure category and since-version, in one
// place. Tables, codec, validation, JSON, CSV headings, API and documentation follow. Numbers
// travel on the wire and are never reused; names are what commands, SQL and JSON use; Dutch names
// stand in CSV headings, API and screens only (a screen shows their underscores as blanks).
#pragma once

#include <cstdint>
#include <span>
#include <string_view>

namespace veldwerk {

using TypeNumber = std::uint32_t;
using FieldNumber = std::uint32_t;
/// What merges as one: a field by its own number, or a group of fields by a number from
/// `first_group_slot` up.
using SlotNumber = std::uint32_t;

inline constexpr std::uint32_t schema_version = 1;
inline constexpr SlotNumber first_group_slot = 1000;

/// How the bytes of a value read. The canonical bytes of each kind are described in value.hpp.
enum class Kind : std::uint8_t {
    text,
    integer,    ///< a count without unit
    minutes,    ///< time in whole minutes
    cents,      ///< money in whole euro cents
    date,       ///< a civil date in Europe/Amsterdam
    month,      ///< a civil month
    local_time, ///< a civil date and minute, as written in a diary
    instant,    ///< milliseconds since 1970 UTC
    boolean,
    reference,  ///< the id of a record of type `target`
    vocabulary, ///< a number of the closed list `vocabulary`
    schedule,   ///< dated weeks of minutes per weekday
    calendar,   ///< dated sets of holiday names
    parts,      ///< an attendance day: minutes per status
    spans,      ///< date ranges, both ends included
    stamps,     ///< changes named by their stamps
    bytes,      ///< opaque bytes
};

/// How two values that were written without knowledge of each other come together. A device's
/// write to a field written by the office is a suggestion if its class is `office`, else refused.
enum class Merge : std::uint8_t { fact, set, plain, contested, cautious, request, office };

/// Which records a device may hold: those of the participants in its caseload, of its own coach,
/// of the whole programme; those of the office never.
enum class Scope : std::uint8_t { participant, coach, programme, office };

/// Who may write: the field on a device, at the office, or both; derived ones are written by rules.
enum class WrittenBy : std::uint8_t { coach = 1, office = 2, both = 3, derived = 4 };

/// What an erasure of the participant does to a field. Ids are always kept.
enum class Erasure : std::uint8_t {
    erase,
    keep_tax,         ///< pay and attendance: seven years after the year (AWR art. 52)
    keep_subsidy,     ///< accountability of benefit and subsidy: seven years
    keep_operational, ///< says nothing of the participant, or only ids and states
};

/// What a value must be beyond its kind.
enum class Check : std::uint8_t {
    none,
    kvk,             ///< text: eight digits, a number of the trade register
    bsn,             ///< text: nine digits that pass the eleven-test, a citizen service number
    signed_minutes,  ///< parts: a difference, so minutes may be negative
};

enum class Vocabulary : std::uint8_t;  // vocabulary.hpp

/// The target of a reference that may point at a record of any type.
inline constexpr TypeNumber any_type = 0;

struct Field {
    FieldNumber number{};
    std::string_view name;
    std::string_view dutch;
    Kind kind{};
    Merge merge{};
    SlotNumber slot{};            ///< its own number, or that of its group
    TypeNumber target{};          ///< what a reference points at, or `any_type`
    Vocabulary vocabulary{};      ///< the closed list of a vocabulary field
    WrittenBy written_by{WrittenBy::both};
    Erasure erasure{Erasure::erase};
    bool required{};              ///< must be present when the record is created
    bool fixed{};                 ///< written at creation only: it decides scope or identity
    bool office_only{};           ///< never leaves the office
    Check check{};                ///< beyond what its kind asks
    std::uint32_t since{1};       ///< the schema version that introduced it
    std::string_view note;        ///< for the field tables of protocol/README.md, may be empty

    /// Values of a set field are its elements, merged each for itself.
    [[nodiscard]] bool is_set() const { return merge == Merge::set; }
    [[nodiscard]] bool grouped() const { return slot >= first_group_slot; }
};

struct RecordType {
    TypeNumber number{};
    std::string_view name;         ///< singular snake_case: the table's and the command's name
    std::string_view dutch;        ///< singular, for headings and screens
    std::string_view dutch_plural; ///< kebab-case, for the API
    Scope scope{};
    /// The field that leads to the scope: a participant, a coach, or a record that lies in one.
    /// Zero: the record is itself the root (participant, coach), or its scope has no root.
    FieldNumber scope_field{};
    WrittenBy written_by{};
    bool fact{};                   ///< never edited once created
    /// A record whose scope field is empty lies in the programme scope (decisions and reviews about
    /// what every device holds).
    bool programme_without_root{};
    std::span<const Field> fields;
    std::uint32_t since{1};

    [[nodiscard]] const Field* find(std::string_view field_name) const;
    /// O(1): a type's field numbers run from 1 without gaps.
    [[nodiscard]] const Field* find(FieldNumber field_number) const;
    /// The fields that merge together in a slot, in order of number: one, or those of a group.
    /// Empty for a slot this version does not know. Valid for ever; allocates nothing.
    [[nodiscard]] std::span<const Field* const> slot(SlotNumber slot) const;
    [[nodiscard]] bool derived() const { return written_by == WrittenBy::derived; }
};

/// All record types, in order of number.
[[nodiscard]] std::span<const RecordType> schema();
[[nodiscard]] const RecordType* find_type(std::string_view name);
/// By number; null for a type that a newer version introduced. O(1).
[[nodiscard]] const RecordType* find_type(TypeNumber number);

/// Merge class of a slot; `plain` for a slot this version does not know, so that it survives.
[[nodiscard]] Merge merge_of(TypeNumber type, SlotNumber slot);

/// The words for them, as documents and answers use them.
[[nodiscard]] std::string_view name_of(Kind kind);
[[nodiscard]] std::string_view name_of(Merge merge);
[[nodiscard]] std::string_view name_of(Scope scope);
[[nodiscard]] std::string_view name_of(WrittenBy writer);
[[nodiscard]] std::string_view name_of(Erasure erasure);

/// The groups: what nobody may read in a combination that nobody wrote.
namespace group {
inline constexpr SlotNumber placement_term = 1001,  ///< start, end, end_reason
    placement_hours = 1002,                         ///< contract_minutes_per_week, schedule
    placement_contract = 1003;                      ///< kind, contract_form, formal_employer
}  // namespace group

/// The types that code names. The rest is reached through the schema alone.
namespace type {
inline constexpr TypeNumber participant = 1, talent_profile = 2, person = 3, coach = 4, assignment
    = 5, employer = 6, workplace = 7, employer_agreement = 8, employer_talk = 9,
    conformance_signal = 10, task = 11, job = 12, displacement_check = 13, volunteer_coordination
    = 14, placement = 15, observation = 16, planned_absence = 17, established_day = 18, closed_day
    = 19, period = 20, correction = 21, coaching_goal = 22, coaching_log = 23, contact = 24,
    meeting = 25, meeting_attendance = 26, plan = 27, plan_feedback = 28, limitation = 29,
    innovation_record = 30, proposal = 31, consent = 32, decision = 33, programme = 34, target =
    35, setting = 36, cost_rate = 37, funding_source = 38, funding_allocation = 39, top_up_pilot =
    40, top_up_claim = 41, partner = 42, partner_contribution = 43, peer_municipality = 44,
    practice_note = 45, erasure_order = 46, retention_rule = 47, device = 48, review = 49, day_act
    = 50, epoch = 52, hold_lift = 53, sealed_upload = 54, quarantine_outcome = 55;
}  // namespace type

}  // namespace veldwerk
