// SPDX-License-Identifier: EUPL-1.2
// The people: participants, what they can and want, who coaches whom, what they agreed to, and the
// plans that are theirs. Names, contact data and what is said of a participant go with an erasure.
#include "protocol/records/schema_tables.hpp"

namespace veldwerk::tables {
namespace {

constexpr Columns office{Merge::office, WrittenBy::office, Erasure::keep_operational};
constexpr Columns by_office{Merge::plain, WrittenBy::office, Erasure::erase};
constexpr Columns plain{Merge::plain, WrittenBy::both, Erasure::erase};
constexpr Columns contested{Merge::contested, WrittenBy::office, Erasure::keep_subsidy};
constexpr Columns set{Merge::set, WrittenBy::both, Erasure::erase};
constexpr Columns cautious{Merge::cautious, WrittenBy::both, Erasure::keep_subsidy};
constexpr Columns fact{Merge::fact, WrittenBy::both, Erasure::erase};
constexpr Columns received{Merge::plain, WrittenBy::office, Erasure::keep_operational};

constexpr Field participant_fields[] = {
    by_office.text(1, "code", "code").required().keep(Erasure::keep_operational)
        .note("what people call the participant by in commands and exports; survives an erasure"),
    by_office.text(2, "given_name", "voornaam"),
    by_office.text(3, "tussenvoegsel", "tussenvoegsel").note("the particle of a Dutch surname"),
    by_office.text(4, "family_name", "achternaam"),
    set.text(5, "phones", "telefoonnummers"),
    plain.text(6, "email", "e_mail"),
    plain.text(7, "address", "adres"),
    contested.vocabulary(8, "benefit_kind", "uitkeringssoort", Vocabulary::benefit_kind),
    by_office.date(9, "benefit_end", "einde_uitkering").keep(Erasure::keep_subsidy),
    set.text(10, "target_groups", "doelgroepen").by(WrittenBy::office),
    office.text(11, "bsn", "burgerservicenummer").office_only().checked(Check::bsn)
        .keep(Erasure::erase).note("nine digits; never reaches a device"),
};

constexpr Field talent_profile_fields[] = {
    plain.reference(1, "participant", "deelnemer", type::participant).root(),
    set.text(2, "talents", "talenten"),
    set.text(3, "wishes", "wensen"),
    set.text(4, "not_wanted", "niet_gewenst"),
    plain.minutes(5, "weekly_capacity_minutes", "belastbaarheid_minuten_per_week"),
};

constexpr Field person_fields[] = {
    office.text(1, "code", "code"),
    office.text(2, "name", "naam").required(),
    office.vocabulary(3, "role", "rol", Vocabulary::person_role),
};

constexpr Field coach_fields[] = {
    office.text(1, "code", "code"),
    office.text(2, "name", "naam").required(),
};

constexpr Field assignment_fields[] = {
    office.reference(1, "participant", "deelnemer", type::participant).root(),
    office.reference(2, "coach", "jobcoach", type::coach).root(),
    office.vocabulary(3, "role", "rol", Vocabulary::assignment_role),
    office.date(4, "from", "van").note("first day; empty is from the start"),
    office.date(5, "to", "tot_en_met").note("last day; empty is until further notice"),
};

constexpr Field consent_fields[] = {
    plain.reference(1, "participant", "deelnemer", type::participant).root(),
    plain.vocabulary(2, "kind", "soort", Vocabulary::consent_kind).root()
        .keep(Erasure::keep_subsidy),
    cautious.date(3, "given_on", "gegeven_op"),
    cautious.date(4, "withdrawn_on", "ingetrokken_op").note("any date here beats given_on"),
};

constexpr Field plan_fields[] = {
    plain.reference(1, "participant", "deelnemer", type::participant).root(),
    plain.text(2, "text", "tekst"),
    plain.vocabulary(3, "state", "status", Vocabulary::plan_state).keep(Erasure::keep_operational)
        .note("empty is idea"),
};

constexpr Field plan_feedback_fields[] = {
    fact.reference(1, "plan", "plan", type::plan).root(),
    fact.text(2, "text", "tekst").required(),
};

constexpr Field limitation_fields[] = {
    plain.reference(1, "plan", "plan", type::plan).root(),
    plain.text(2, "text", "tekst"),
    plain.vocabulary(3, "state", "status", Vocabulary::limitation_state)
        .keep(Erasure::keep_operational).note("empty is open"),
    plain.date(4, "removed_on", "weggenomen_op").keep(Erasure::keep_operational),
    plain.text(5, "removed_by", "weggenomen_door"),
};

constexpr Field innovation_record_fields[] = {
    plain.reference(1, "participant", "deelnemer", type::participant).root(),
    plain.reference(2, "plan", "plan", type::plan),
    plain.text(3, "text", "tekst"),
    plain.row(4, "content_hash", "inhoudshash", Kind::bytes).keep(Erasure::keep_operational).fixed()
        .note("SHA-256 of what it describes, which nobody has to hand over"),
    received.row(5, "received_at", "ontvangen_op", Kind::instant)
        .note("when an act of the office first said that the hash was here: who had it first"),
};

constexpr Field proposal_fields[] = {
    plain.reference(1, "participant", "deelnemer", type::participant).root(),
    plain.vocabulary(2, "kind", "soort", Vocabulary::proposal_kind)
        .keep(Erasure::keep_operational),
    plain.text(3, "text", "tekst"),
    plain.vocabulary(4, "state", "status", Vocabulary::proposal_state)
        .keep(Erasure::keep_operational).note("empty is open"),
};

constexpr RecordType types[] = {
    {.number = type::participant, .name = "participant", .dutch = "deelnemer",
     .dutch_plural = "deelnemers", .scope = Scope::participant, .written_by = WrittenBy::both,
     .fields = participant_fields},
    {.number = type::talent_profile, .name = "talent_profile", .dutch = "talentprofiel",
     .dutch_plural = "talentprofielen", .scope = Scope::participant, .scope_field = 1,
     .written_by = WrittenBy::both, .fields = talent_profile_fields},
    {.number = type::person, .name = "person", .dutch = "medewerker",
     .dutch_plural = "medewerkers", .scope = Scope::office, .written_by = WrittenBy::office,
     .fields = person_fields},
    {.number = type::coach, .name = "coach", .dutch = "jobcoach", .dutch_plural = "jobcoaches",
     .scope = Scope::programme, .written_by = WrittenBy::office, .fields = coach_fields},
    {.number = type::assignment, .name = "assignment", .dutch = "toewijzing",
     .dutch_plural = "toewijzingen", .scope = Scope::participant, .scope_field = 1,
     .written_by = WrittenBy::office, .fields = assignment_fields},
    {.number = type::consent, .name = "consent", .dutch = "toestemming",
     .dutch_plural = "toestemmingen", .scope = Scope::participant, .scope_field = 1,
     .written_by = WrittenBy::both, .fields = consent_fields},
    {.number = type::plan, .name = "plan", .dutch = "plan", .dutch_plural = "plannen",
     .scope = Scope::participant, .scope_field = 1, .written_by = WrittenBy::both,
     .fields = plan_fields},
    {.number = type::plan_feedback, .name = "plan_feedback", .dutch = "terugkoppeling",
     .dutch_plural = "terugkoppelingen", .scope = Scope::participant, .scope_field = 1,
     .written_by = WrittenBy::both, .fact = true, .fields = plan_feedback_fields},
    {.number = type::limitation, .name = "limitation", .dutch = "beperking",
     .dutch_plural = "beperkingen", .scope = Scope::participant, .scope_field = 1,
     .written_by = WrittenBy::both, .fields = limitation_fields},
    {.number = type::innovation_record, .name = "innovation_record",
     .dutch = "innovatievastlegging", .dutch_plural = "innovatievastleggingen",
     .scope = Scope::participant, .scope_field = 1, .written_by = WrittenBy::both,
     .fields = innovation_record_fields},
    {.number = type::proposal, .name = "proposal", .dutch = "voorstel",
     .dutch_plural = "voorstellen", .scope = Scope::participant, .scope_field = 1,
     .written_by = WrittenBy::both, .fields = proposal_fields},
};

}  // namespace

std::span<const RecordType> participant_types() { return types; }

}  // namespace veldwerk::tables
