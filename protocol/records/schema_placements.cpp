// SPDX-License-Identifier: EUPL-1.2
// Placements and the days worked on them: what was observed (facts), what is established from that
// (derived), and what a closed month keeps. All of it is pay and attendance, kept by law.
#include "protocol/records/schema_tables.hpp"

namespace veldwerk::tables {
namespace {

constexpr Columns office{Merge::office, WrittenBy::office, Erasure::keep_operational};
constexpr Columns plain{Merge::plain, WrittenBy::both, Erasure::keep_operational};
constexpr Columns contested{Merge::contested, WrittenBy::both, Erasure::keep_tax};
constexpr Columns set{Merge::set, WrittenBy::both, Erasure::keep_operational};
constexpr Columns request{Merge::request, WrittenBy::both, Erasure::keep_operational};
constexpr Columns fact{Merge::fact, WrittenBy::both, Erasure::keep_tax};
constexpr Columns derived{Merge::plain, WrittenBy::derived, Erasure::keep_tax};

constexpr Field placement_fields[] = {
    plain.text(1, "code", "code"),
    plain.reference(2, "participant", "deelnemer", type::participant).root(),
    plain.reference(3, "job", "basisbaan", type::job).note("none for a top-up"),
    plain.reference(4, "workplace", "werkplek", type::workplace)
        .note("its employer is the placement's employer"),
    office.reference(5, "pilot", "aanvullingsproef", type::top_up_pilot).office_only(),
    contested.vocabulary(6, "kind", "soort", Vocabulary::placement_kind)
        .in(group::placement_contract),
    contested.date(7, "start", "begin").in(group::placement_term).note("first day"),
    contested.date(8, "end", "einde").in(group::placement_term)
        .note("last day; empty is until further notice"),
    contested.vocabulary(9, "end_reason", "reden_einde", Vocabulary::end_reason)
        .in(group::placement_term),
    contested.minutes(10, "contract_minutes_per_week", "contractminuten_per_week")
        .in(group::placement_hours),
    contested.vocabulary(11, "contract_form", "contractvorm", Vocabulary::contract_form)
        .in(group::placement_contract),
    contested.reference(12, "formal_employer", "formele_werkgever", type::employer)
        .in(group::placement_contract),
    contested.row(13, "schedule", "rooster", Kind::schedule).in(group::placement_hours)
        .note("minutes per weekday, dated"),
    contested.row(14, "interruptions", "onderbrekingen", Kind::spans)
        .note("days off the schedule, both ends included; an end may be open"),
    plain.boolean(15, "combined", "gecombineerd")
        .note("may overlap another placement of the participant"),
    set.reference(16, "withdrawn_uses", "ingetrokken_gebruik", type::observation)
        .note("the observations that a withdrawal saw"),
    request.vocabulary(17, "state", "status", Vocabulary::placement_state)
        .note("empty is draft; only an act of the office makes it active"),
    office.reference(18, "decided_by", "besloten_door", type::person)
        .note("who granted or rejected it"),
    office.date(19, "decided_on", "besloten_op"),
    derived.text(20, "hindrances", "belemmeringen").keep(Erasure::keep_operational)
        .note("the guards that do not hold, one word a line: why a request waits or stands"),
};

constexpr Field observation_fields[] = {
    fact.reference(1, "placement", "plaatsing", type::placement).root(),
    fact.date(2, "date", "datum").root().note("not after the civil date of its own save"),
    fact.parts(3, "parts", "delen").note("empty voids what it supersedes"),
    fact.vocabulary(4, "source", "bron", Vocabulary::observation_source).required(),
    fact.boolean(5, "confirmed", "bevestigd")
        .note("the writer confirms a holiday, an unscheduled day or a date outside the placement"),
    set.reference(6, "supersedes", "vervangt", type::observation).fixed()
        .note("written at creation; observations of the same person or the same employer's file"),
    fact.text(7, "row", "bronregel").keep(Erasure::keep_operational)
        .note("the row number of an import's own layout, or the row's ordinal in the file"),
};

constexpr Field planned_absence_fields[] = {
    plain.reference(1, "placement", "plaatsing", type::placement).root(),
    contested.date(2, "from", "van").note("first day"),
    contested.date(3, "to", "tot_en_met").note("last day; empty is the first day only"),
    contested.vocabulary(4, "status", "status", Vocabulary::attendance)
        .note("leave or special_leave"),
};

constexpr Field established_day_fields[] = {
    derived.reference(1, "placement", "plaatsing", type::placement).root(),
    derived.date(2, "date", "datum").root(),
    derived.parts(3, "parts", "delen").note("of a disputed day what is shown meanwhile"),
    derived.vocabulary(4, "basis", "grond", Vocabulary::day_basis),
    derived.reference(5, "decision", "besluit", type::decision)
        .note("the decision in force, if a person decided"),
};

constexpr Field closed_day_fields[] = {
    derived.reference(1, "placement", "plaatsing", type::placement).root(),
    derived.date(2, "date", "datum").root(),
    derived.parts(3, "parts", "delen").note("as the close of its month saw them"),
    derived.row(4, "month", "tijdvak", Kind::month),
    derived.boolean(5, "open", "open").note("was unknown, disputed or waiting at the close"),
};

constexpr Field period_fields[] = {
    office.row(1, "month", "maand", Kind::month).root(),
    office.vocabulary(2, "state", "status", Vocabulary::period_state).note("empty is open"),
    office.row(3, "digest", "digest", Kind::bytes).note("of the export's bytes"),
    office.row(4, "export", "uitvoer", Kind::bytes).office_only()
        .note("the stored bytes: codes and minutes, no names"),
    office.row(5, "days", "dagen", Kind::bytes).office_only()
        .note("the days that the close saw"),
    set.reference(6, "approvals", "goedkeuringen", type::decision).by(WrittenBy::office)
        .office_only().note("the approved corrections that the close books"),
    office.text(7, "reason", "reden").office_only().note("why open days were accepted"),
    office.reference(8, "closed_by", "afgesloten_door", type::person).office_only(),
    office.minutes(9, "minutes", "minuten").office_only().note("minutes present at the close"),
};

constexpr Field correction_fields[] = {
    derived.reference(1, "placement", "plaatsing", type::placement).root(),
    derived.date(2, "date", "datum").root(),
    derived.parts(3, "delta", "verschil").checked(Check::signed_minutes)
        .note("per status: value now - value in the close - deltas decided before"),
    derived.vocabulary(4, "state", "status", Vocabulary::correction_state),
    derived.reference(5, "decision", "besluit", type::decision),
    derived.reference(6, "approved_by", "goedgekeurd_door", type::person)
        .note("neither the closer nor an author of what it rests on"),
    derived.row(7, "booked_in", "geboekt_in", Kind::month),
};

constexpr RecordType types[] = {
    {.number = type::placement, .name = "placement", .dutch = "plaatsing",
     .dutch_plural = "plaatsingen", .scope = Scope::participant, .scope_field = 2,
     .written_by = WrittenBy::both, .fields = placement_fields},
    {.number = type::observation, .name = "observation", .dutch = "waarneming",
     .dutch_plural = "waarnemingen", .scope = Scope::participant, .scope_field = 1,
     .written_by = WrittenBy::both, .fact = true, .fields = observation_fields},
    {.number = type::planned_absence, .name = "planned_absence", .dutch = "geplande afwezigheid",
     .dutch_plural = "geplande-afwezigheden", .scope = Scope::participant, .scope_field = 1,
     .written_by = WrittenBy::both, .fields = planned_absence_fields},
    {.number = type::established_day, .name = "established_day", .dutch = "vastgestelde dag",
     .dutch_plural = "vastgestelde-dagen", .scope = Scope::participant, .scope_field = 1,
     .written_by = WrittenBy::derived, .fields = established_day_fields},
    {.number = type::closed_day, .name = "closed_day", .dutch = "afgesloten dag",
     .dutch_plural = "afgesloten-dagen", .scope = Scope::participant, .scope_field = 1,
     .written_by = WrittenBy::derived, .fields = closed_day_fields},
    {.number = type::period, .name = "period", .dutch = "tijdvak", .dutch_plural = "tijdvakken",
     .scope = Scope::programme, .written_by = WrittenBy::office, .fields = period_fields},
    {.number = type::correction, .name = "correction", .dutch = "naverrekening",
     .dutch_plural = "naverrekeningen", .scope = Scope::participant, .scope_field = 1,
     .written_by = WrittenBy::derived, .fields = correction_fields},
};

}  // namespace

std::span<const RecordType> placement_types() { return types; }

}  // namespace veldwerk::tables
