// SPDX-License-Identifier: EUPL-1.2
// What the office keeps about its own work: questions for a person and their decisions, orders to
// erase, terms of retention, devices, and the act that says which day it is.
#include "protocol/records/schema_tables.hpp"

namespace veldwerk::tables {
namespace {

constexpr Columns office{Merge::office, WrittenBy::office, Erasure::keep_operational};
constexpr Columns office_set{Merge::set, WrittenBy::office, Erasure::keep_operational};
constexpr Columns fact{Merge::fact, WrittenBy::office, Erasure::keep_operational};
constexpr Columns derived{Merge::plain, WrittenBy::derived, Erasure::keep_operational};

constexpr Field decision_fields[] = {
    fact.vocabulary(1, "kind", "soort", Vocabulary::review_kind).root(),
    fact.reference(2, "subject", "onderwerp", type::review).root()
        .note("the id of the review it answers"),
    fact.reference(3, "participant", "deelnemer", type::participant).fixed()
        .note("whose record it is about; without one it lies in the programme scope"),
    fact.reference(4, "record", "record", any_type)
        .note("the placement, job or other record that the review is about"),
    fact.date(5, "date", "datum").note("of a day or a correction"),
    fact.integer(6, "slot", "veldnummer").note("of a field or a suggestion"),
    fact.row(7, "alternatives", "alternatieven", Kind::stamps)
        .note("what it covers; alternatives it does not name open the question again"),
    fact.row(8, "outcome", "uitkomst", Kind::bytes).keep(Erasure::keep_tax)
        .note("as the rule of its kind reads it"),
    fact.text(9, "reason", "reden").keep(Erasure::erase),
    fact.reference(10, "person", "medewerker", type::person).root(),
};

constexpr Field review_fields[] = {
    derived.vocabulary(1, "kind", "soort", Vocabulary::review_kind).root(),
    derived.reference(2, "participant", "deelnemer", type::participant).fixed()
        .note("whose record it is about; without one it lies in the programme scope"),
    derived.reference(3, "record", "record", any_type).root(),
    derived.date(4, "date", "datum").fixed(),
    derived.integer(5, "slot", "veldnummer").fixed(),
    derived.vocabulary(6, "state", "status", Vocabulary::review_state),
    derived.text(7, "reasons", "redenen").note("one per line; say nothing personal"),
    derived.row(8, "alternatives", "alternatieven", Kind::stamps).note("in order of stamp"),
    derived.integer(9, "count", "aantal")
        .note("of all alternatives, those outside a device's scopes included"),
    derived.reference(10, "decision", "besluit", type::decision).note("the one in force"),
};

constexpr Field erasure_order_fields[] = {
    office.reference(1, "participant", "deelnemer", type::participant).root(),
    office.vocabulary(2, "ground", "grond", Vocabulary::erasure_ground),
    office.text(3, "reason", "reden").office_only()
        .note("why, in words that say nothing of the person: it stays, to account for the order"),
    office.vocabulary(4, "state", "status", Vocabulary::erasure_state)
        .note("devices obey from ordered on"),
    office_set.reference(5, "done_by", "gedaan_door", type::device).office_only()
        .note("the devices that reported the erasure done"),
    office.reference(6, "ordered_by", "opgedragen_door", type::person).office_only(),
};

constexpr Field retention_rule_fields[] = {
    office.text(1, "record", "record").root().note("the name of a record type"),
    office.vocabulary(2, "category", "categorie", Vocabulary::retention_category),
    office.text(3, "ground", "grondslag").note("the law or agreement it rests on"),
    office.integer(4, "months", "maanden"),
    office.vocabulary(5, "from_event", "vanaf", Vocabulary::retention_event),
};

constexpr Field device_fields[] = {
    office.reference(1, "coach", "jobcoach", type::coach).root(),
    office.row(2, "writer", "schrijver", Kind::bytes).note("16 bytes, its identity in stamps"),
    office.vocabulary(3, "state", "status", Vocabulary::device_state),
    office.row(4, "last_contact", "laatste_contact", Kind::instant),
    office.text(5, "app_version", "appversie"),
    office.integer(6, "schema_version", "schemaversie"),
    office.row(7, "certificate_until", "certificaat_tot", Kind::instant),
    office.integer(8, "counter_accepted", "laatst_aanvaard")
        .note("the highest counter accepted, named by a revocation"),
    office.reference(9, "former", "voorheen", type::device)
        .note("the device that this one goes on from, after it was restored or copied"),
};

constexpr Field sealed_upload_fields[] = {
    fact.reference(1, "device", "apparaat", type::device).root(),
    fact.reference(2, "coach", "jobcoach", type::coach),
    fact.row(3, "received", "ontvangen", Kind::instant),
    fact.row(4, "box", "inhoud", Kind::bytes)
        .note("a sealed box: only the key of this office opens it"),
};

constexpr Field quarantine_outcome_fields[] = {
    fact.vocabulary(1, "state", "status", Vocabulary::quarantine_state).root(),
    fact.reference(2, "coach", "jobcoach", type::coach).note("who wrote what was kept"),
    fact.row(3, "writer", "schrijver", Kind::bytes).note("16 bytes, of the change's stamp"),
    fact.integer(4, "counter", "volgnummer").note("of the change's stamp"),
    fact.reference(5, "person", "medewerker", type::person),
    fact.text(6, "reason", "reden").keep(Erasure::erase),
};

constexpr Field day_act_fields[] = {
    office.date(1, "date", "datum").root().note("the civil day that has begun"),
};

constexpr Field epoch_fields[] = {
    office.row(1, "parent", "ouder", Kind::bytes).root().note("16 bytes, the life it follows on"),
    office.integer(2, "fork", "afsplitsing").note("the last act of the parent that it holds"),
    office.row(3, "at", "op", Kind::instant),
    office.text(4, "cause", "oorzaak"),
    office.boolean(5, "acts_lost", "besluiten_verloren")
        .note("the journal was not whole: devices get no records until a person lifts it"),
    office.boolean(6, "loss_accepted", "verlies_aanvaard")
        .note("what devices no longer keep is given up"),
};

constexpr Field hold_lift_fields[] = {
    office.row(1, "epoch", "tijdperk", Kind::bytes).root().note("16 bytes, the life that was held"),
    office.reference(2, "person", "medewerker", type::person),
    office.text(3, "reason", "reden").note("say nothing personal"),
};

constexpr RecordType types[] = {
    {.number = type::decision, .name = "decision", .dutch = "besluit",
     .dutch_plural = "besluiten", .scope = Scope::participant, .scope_field = 3,
     .written_by = WrittenBy::office, .fact = true, .programme_without_root = true,
     .fields = decision_fields},
    {.number = type::erasure_order, .name = "erasure_order", .dutch = "vergeetopdracht",
     .dutch_plural = "vergeetopdrachten", .scope = Scope::programme,
     .written_by = WrittenBy::office, .fields = erasure_order_fields},
    {.number = type::retention_rule, .name = "retention_rule", .dutch = "bewaartermijn",
     .dutch_plural = "bewaartermijnen", .scope = Scope::office,
     .written_by = WrittenBy::office, .fields = retention_rule_fields},
    {.number = type::device, .name = "device", .dutch = "apparaat", .dutch_plural = "apparaten",
     .scope = Scope::office, .written_by = WrittenBy::office, .fields = device_fields},
    {.number = type::review, .name = "review", .dutch = "beoordeling",
     .dutch_plural = "beoordelingen", .scope = Scope::participant, .scope_field = 2,
     .written_by = WrittenBy::derived, .programme_without_root = true, .fields = review_fields},
    {.number = type::day_act, .name = "day_act", .dutch = "dagakte", .dutch_plural = "dagaktes",
     .scope = Scope::programme, .written_by = WrittenBy::office, .fields = day_act_fields},
    {.number = type::epoch, .name = "epoch", .dutch = "tijdperk", .dutch_plural = "tijdperken",
     .scope = Scope::office, .written_by = WrittenBy::office, .fields = epoch_fields},
    {.number = type::hold_lift, .name = "hold_lift", .dutch = "opheffing",
     .dutch_plural = "opheffingen", .scope = Scope::office, .written_by = WrittenBy::office,
     .fields = hold_lift_fields},
    {.number = type::sealed_upload, .name = "sealed_upload", .dutch = "verzegeld_werk",
     .dutch_plural = "verzegeld_werk", .scope = Scope::office, .written_by = WrittenBy::office,
     .fact = true, .fields = sealed_upload_fields},
    {.number = type::quarantine_outcome, .name = "quarantine_outcome",
     .dutch = "quarantainebesluit", .dutch_plural = "quarantainebesluiten",
     .scope = Scope::office, .written_by = WrittenBy::office, .fact = true,
     .fields = quarantine_outcome_fields},
};

}  // namespace

std::span<const RecordType> office_types() { return types; }

}  // namespace veldwerk::tables
