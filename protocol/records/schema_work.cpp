// SPDX-License-Identifier: EUPL-1.2
// The work: employers and what was agreed with them, the tasks that stay undone, the jobs carved
// from them, and the two checks a job passes. Every device holds these: they name no participant.
#include "protocol/records/schema_tables.hpp"

namespace veldwerk::tables {
namespace {

constexpr Columns office{Merge::office, WrittenBy::office, Erasure::keep_operational};
constexpr Columns plain{Merge::plain, WrittenBy::both, Erasure::keep_operational};
constexpr Columns contested{Merge::contested, WrittenBy::both, Erasure::keep_operational};
constexpr Columns set{Merge::set, WrittenBy::both, Erasure::keep_operational};
constexpr Columns office_set{Merge::set, WrittenBy::office, Erasure::keep_operational};
constexpr Columns request{Merge::request, WrittenBy::both, Erasure::keep_operational};
constexpr Columns cautious{Merge::cautious, WrittenBy::both, Erasure::keep_operational};
constexpr Columns derived{Merge::plain, WrittenBy::derived, Erasure::keep_operational};
constexpr Columns fact{Merge::fact, WrittenBy::both, Erasure::keep_operational};

constexpr Field employer_fields[] = {
    plain.text(1, "name", "naam").required(),
    plain.text(2, "kvk", "kvk_nummer").checked(Check::kvk)
        .note("number in the trade register, eight digits"),
    plain.text(3, "sector", "sector"),
    set.text(4, "contacts", "contactpersonen").note("name and telephone, no more"),
    office_set.text(5, "contact_details", "contactgegevens").office_only()
        .note("what else is known of contact persons"),
    plain.text(6, "address", "adres"),
    plain.vocabulary(7, "pipeline", "werving", Vocabulary::pipeline_state)
        .note("how far the municipality is with this employer"),
    plain.row(8, "holidays", "feestdagen", Kind::calendar)
        .note("public holidays that count here, dated; empty is the usual calendar"),
};

constexpr Field workplace_fields[] = {
    plain.reference(1, "employer", "werkgever", type::employer).root(),
    plain.text(2, "name", "naam"),
    plain.text(3, "address", "adres"),
};

constexpr Field employer_agreement_fields[] = {
    office.reference(1, "employer", "werkgever", type::employer).root(),
    office.date(2, "signed_on", "getekend_op").note("valid from this day"),
    office.date(3, "valid_until", "geldig_tot_en_met")
        .note("last day; empty is until further notice"),
    office_set.vocabulary(4, "clauses", "bepalingen", Vocabulary::agreement_clause),
    office.cents(5, "contribution_cents", "bijdrage_centen"),
    office.cents(6, "success_fee_cents", "succesvergoeding_centen"),
};

constexpr Field employer_talk_fields[] = {
    fact.reference(1, "employer", "werkgever", type::employer).root().by(WrittenBy::office),
    fact.date(2, "date", "datum").root().by(WrittenBy::office),
    fact.minutes(3, "minutes", "minuten").by(WrittenBy::office),
    fact.text(4, "text", "tekst").by(WrittenBy::office).note("names no participant"),
};

constexpr Field conformance_signal_fields[] = {
    fact.reference(1, "coach", "jobcoach", type::coach).root()
        .note("who raised it, and so whose devices hold it"),
    fact.reference(2, "employer", "werkgever", type::employer).root(),
    fact.vocabulary(3, "kind", "soort", Vocabulary::signal_kind),
    fact.date(4, "date", "datum"),
    fact.text(5, "text", "tekst").note("names no participant"),
    fact.reference(6, "answers", "antwoord_op", type::conformance_signal)
        .note("the signal that this one answers"),
};

constexpr Field task_fields[] = {
    plain.reference(1, "employer", "werkgever", type::employer),
    plain.text(2, "description", "omschrijving").required()
        .note("tasks of one employer with the same description are doubles"),
    plain.minutes(3, "minutes_per_week", "minuten_per_week"),
    plain.vocabulary(4, "origin", "herkomst", Vocabulary::task_origin),
    plain.boolean(5, "left_undone", "blijft_liggen"),
    plain.text(6, "now_done_by", "nu_gedaan_door"),
    plain.text(7, "isco08", "isco08").note("code of ISCO-08, the classification of occupations"),
};

constexpr Field job_fields[] = {
    plain.text(1, "code", "code"),
    plain.text(2, "title", "titel"),
    plain.reference(3, "employer", "werkgever", type::employer),
    plain.reference(4, "workplace", "werkplek", type::workplace),
    set.reference(5, "tasks", "taken", type::task),
    contested.vocabulary(6, "kind", "soort", Vocabulary::job_kind),
    contested.minutes(7, "minutes_per_week", "minuten_per_week"),
    contested.integer(8, "seats", "plaatsen"),
    request.vocabulary(9, "state", "status", Vocabulary::job_state).note("empty is idea"),
    derived.minutes(10, "tasks_minutes_least", "taakminuten_minst")
        .note("per week, doubles counted once at their least"),
    derived.minutes(11, "tasks_minutes_most", "taakminuten_meest")
        .note("per week, all tasks counted"),
};

constexpr Field displacement_check_fields[] = {
    plain.reference(1, "job", "basisbaan", type::job).root(),
    set.reference(2, "tasks_seen", "taken_gezien", type::task),
    plain.text(3, "answers", "antwoorden"),
    office.vocabulary(4, "result", "uitkomst", Vocabulary::check_result)
        .note("empty is not decided"),
    office.reference(5, "decided_by", "besloten_door", type::person),
    office.date(6, "decided_on", "besloten_op"),
    office.date(7, "valid_until", "geldig_tot_en_met"),
};

constexpr Field volunteer_coordination_fields[] = {
    plain.reference(1, "job", "basisbaan", type::job).root(),
    plain.text(2, "organisation", "organisatie"),
    cautious.vocabulary(3, "status", "status", Vocabulary::coordination_status),
    plain.text(4, "text", "tekst"),
};

constexpr RecordType types[] = {
    {.number = type::employer, .name = "employer", .dutch = "werkgever",
     .dutch_plural = "werkgevers", .scope = Scope::programme, .written_by = WrittenBy::both,
     .fields = employer_fields},
    {.number = type::workplace, .name = "workplace", .dutch = "werkplek",
     .dutch_plural = "werkplekken", .scope = Scope::programme, .written_by = WrittenBy::both,
     .fields = workplace_fields},
    {.number = type::employer_agreement, .name = "employer_agreement",
     .dutch = "werkgeversovereenkomst", .dutch_plural = "werkgeversovereenkomsten",
     .scope = Scope::programme, .written_by = WrittenBy::office,
     .fields = employer_agreement_fields},
    {.number = type::employer_talk, .name = "employer_talk", .dutch = "werkgeversgesprek",
     .dutch_plural = "werkgeversgesprekken", .scope = Scope::office,
     .written_by = WrittenBy::office, .fact = true, .fields = employer_talk_fields},
    {.number = type::conformance_signal, .name = "conformance_signal",
     .dutch = "conformiteitssignaal", .dutch_plural = "conformiteitssignalen",
     .scope = Scope::coach, .scope_field = 1, .written_by = WrittenBy::both, .fact = true,
     .fields = conformance_signal_fields},
    {.number = type::task, .name = "task", .dutch = "taak", .dutch_plural = "taken",
     .scope = Scope::programme, .written_by = WrittenBy::both, .fields = task_fields},
    {.number = type::job, .name = "job", .dutch = "basisbaan", .dutch_plural = "basisbanen",
     .scope = Scope::programme, .written_by = WrittenBy::both, .fields = job_fields},
    {.number = type::displacement_check, .name = "displacement_check",
     .dutch = "verdringingstoets", .dutch_plural = "verdringingstoetsen",
     .scope = Scope::programme, .written_by = WrittenBy::both,
     .fields = displacement_check_fields},
    {.number = type::volunteer_coordination, .name = "volunteer_coordination",
     .dutch = "vrijwilligersafstemming", .dutch_plural = "vrijwilligersafstemmingen",
     .scope = Scope::programme, .written_by = WrittenBy::both,
     .fields = volunteer_coordination_fields},
};

}  // namespace

std::span<const RecordType> work_types() { return types; }

}  // namespace veldwerk::tables
