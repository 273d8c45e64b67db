// SPDX-License-Identifier: EUPL-1.2
// What coaches do with participants: goals, the log of hours, contacts, and the meetings that
// participants hold. An erasure empties the texts and keeps the minutes, which subsidy asks for.
#include "protocol/records/schema_tables.hpp"

namespace veldwerk::tables {
namespace {

constexpr Columns plain{Merge::plain, WrittenBy::both, Erasure::erase};
constexpr Columns shared{Merge::plain, WrittenBy::both, Erasure::keep_operational};
constexpr Columns shared_set{Merge::set, WrittenBy::both, Erasure::keep_operational};
constexpr Columns cautious{Merge::cautious, WrittenBy::both, Erasure::keep_operational};
constexpr Columns published{Merge::plain, WrittenBy::office, Erasure::keep_operational};
constexpr Columns fact{Merge::fact, WrittenBy::both, Erasure::keep_subsidy};

constexpr Field coaching_goal_fields[] = {
    shared.reference(1, "participant", "deelnemer", type::participant).root(),
    shared.text(2, "code", "code"),
    plain.text(3, "text", "tekst"),
    shared.vocabulary(4, "state", "status", Vocabulary::goal_state).note("empty is open"),
    shared.date(5, "target_date", "streefdatum"),
};

constexpr Field coaching_log_fields[] = {
    fact.reference(1, "participant", "deelnemer", type::participant).root(),
    fact.reference(2, "goal", "doel", type::coaching_goal),
    fact.date(3, "date", "datum").root(),
    fact.minutes(4, "minutes", "minuten").note("time for the participant, travel not included"),
    fact.minutes(5, "travel_minutes", "reisminuten"),
    fact.text(6, "text", "tekst").keep(Erasure::erase),
};

constexpr Field contact_fields[] = {
    fact.reference(1, "participant", "deelnemer", type::participant).root(),
    fact.vocabulary(2, "kind", "soort", Vocabulary::contact_kind),
    fact.date(3, "date", "datum").root(),
    fact.minutes(4, "minutes", "minuten"),
    fact.text(5, "text", "tekst").keep(Erasure::erase),
};

constexpr Field meeting_fields[] = {
    shared.text(1, "title", "titel").note("reaches every device: names no participant"),
    shared.row(2, "start", "begin", Kind::local_time),
    shared.row(3, "end", "einde", Kind::local_time),
    shared.text(4, "place", "plaats"),
    shared.text(5, "room", "ruimte"),
    shared.reference(6, "initiator", "initiatiefnemer", type::participant)
        .note("empty is the municipality itself"),
    shared_set.text(7, "facilities", "voorzieningen"),
    cautious.vocabulary(8, "state", "status", Vocabulary::meeting_state).note("empty is planned"),
    published.integer(9, "sequence", "volgnummer")
        .note("how often a published meeting was published anew with a difference"),
    published.row(10, "published", "gepubliceerd", Kind::bytes).office_only()
        .note("what `nightly` published last: start, end, place, room and state"),
};

constexpr Field meeting_attendance_fields[] = {
    shared.reference(1, "meeting", "bijeenkomst", type::meeting).root(),
    shared.reference(2, "participant", "deelnemer", type::participant).root(),
    shared.boolean(3, "present", "aanwezig").keep(Erasure::keep_subsidy),
};

constexpr RecordType types[] = {
    {.number = type::coaching_goal, .name = "coaching_goal", .dutch = "begeleidingsdoel",
     .dutch_plural = "begeleidingsdoelen", .scope = Scope::participant, .scope_field = 1,
     .written_by = WrittenBy::both, .fields = coaching_goal_fields},
    {.number = type::coaching_log, .name = "coaching_log", .dutch = "begeleiding",
     .dutch_plural = "begeleidingen", .scope = Scope::participant, .scope_field = 1,
     .written_by = WrittenBy::both, .fact = true, .fields = coaching_log_fields},
    {.number = type::contact, .name = "contact", .dutch = "contact", .dutch_plural = "contacten",
     .scope = Scope::participant, .scope_field = 1, .written_by = WrittenBy::both, .fact = true,
     .fields = contact_fields},
    {.number = type::meeting, .name = "meeting", .dutch = "bijeenkomst",
     .dutch_plural = "bijeenkomsten", .scope = Scope::programme, .written_by = WrittenBy::both,
     .fields = meeting_fields},
    {.number = type::meeting_attendance, .name = "meeting_attendance", .dutch = "deelname",
     .dutch_plural = "deelnames", .scope = Scope::participant, .scope_field = 2,
     .written_by = WrittenBy::both, .fields = meeting_attendance_fields},
};

}  // namespace

std::span<const RecordType> guidance_types() { return types; }

}  // namespace veldwerk::tables
