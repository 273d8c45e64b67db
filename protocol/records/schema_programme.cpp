// SPDX-License-Identifier: EUPL-1.2
// The programme: what was promised, what it costs, who pays, and with whom it exchanges. Amounts,
// rates and caps are dated rows here, never constants in code. Money is in whole euro cents.
#include "protocol/records/schema_tables.hpp"

namespace veldwerk::tables {
namespace {

constexpr Columns office{Merge::office, WrittenBy::office, Erasure::keep_operational};
constexpr Columns derived{Merge::plain, WrittenBy::derived, Erasure::keep_subsidy};

constexpr Field programme_fields[] = {
    office.text(1, "name", "naam").required(),
    office.text(2, "municipality", "gemeente"),
};

constexpr Field target_fields[] = {
    office.vocabulary(1, "kind", "soort", Vocabulary::target_kind).root(),
    office.integer(2, "count", "aantal"),
    office.date(3, "due", "uiterlijk"),
};

constexpr Field setting_fields[] = {
    office.text(1, "name", "naam").root(),
    office.text(2, "value", "waarde"),
    office.date(3, "from", "van").note("first day; empty is from the start"),
    office.date(4, "until", "tot_en_met").note("last day; empty is until another begins"),
};

constexpr Field cost_rate_fields[] = {
    office.date(1, "from", "van").note("first day; empty is from the start"),
    office.cents(2, "cost_cents_per_fte", "kosten_centen_per_fte").note("a year"),
    office.cents(3, "saving_cents_per_fte", "besparing_centen_per_fte").note("a year"),
};

constexpr Field funding_source_fields[] = {
    office.text(1, "name", "naam").required(),
};

constexpr Field funding_allocation_fields[] = {
    office.reference(1, "source", "bron", type::funding_source).root(),
    office.integer(2, "year", "jaar"),
    office.cents(3, "amount_cents", "bedrag_centen"),
};

constexpr Field top_up_pilot_fields[] = {
    office.text(1, "name", "naam").required(),
    office.date(2, "from", "van").note("first day"),
    office.date(3, "until", "tot_en_met").note("last day"),
    office.cents(4, "cents_per_hour", "centen_per_uur"),
    office.cents(5, "month_cents_max", "maandmaximum_centen"),
};

constexpr Field top_up_claim_fields[] = {
    derived.reference(1, "placement", "plaatsing", type::placement).root(),
    derived.row(2, "month", "maand", Kind::month).root(),
    derived.reference(3, "pilot", "aanvullingsproef", type::top_up_pilot),
    derived.minutes(4, "minutes", "minuten").note("present on established days"),
    derived.cents(5, "cents", "centen"),
};

constexpr Field partner_fields[] = {
    office.text(1, "name", "naam").required(),
    office.vocabulary(2, "kind", "soort", Vocabulary::partner_kind),
};

constexpr Field partner_contribution_fields[] = {
    office.reference(1, "partner", "partner", type::partner).root(),
    office.integer(2, "year", "jaar"),
    office.vocabulary(3, "kind", "soort", Vocabulary::contribution_kind),
    office.cents(4, "amount_cents", "bedrag_centen"),
    office.text(5, "text", "tekst"),
};

constexpr Field peer_municipality_fields[] = {
    office.text(1, "name", "naam").required(),
    office.text(2, "contact", "contactpersoon"),
};

constexpr Field practice_note_fields[] = {
    office.text(1, "title", "titel").required(),
    office.text(2, "text", "tekst"),
    office.reference(3, "peer", "gemeente", type::peer_municipality)
        .note("who it came from; empty is our own"),
};

constexpr RecordType types[] = {
    {.number = type::programme, .name = "programme", .dutch = "programma",
     .dutch_plural = "programmas", .scope = Scope::programme, .written_by = WrittenBy::office,
     .fields = programme_fields},
    {.number = type::target, .name = "target", .dutch = "doelstelling",
     .dutch_plural = "doelstellingen", .scope = Scope::programme,
     .written_by = WrittenBy::office, .fields = target_fields},
    {.number = type::setting, .name = "setting", .dutch = "instelling",
     .dutch_plural = "instellingen", .scope = Scope::programme, .written_by = WrittenBy::office,
     .fields = setting_fields},
    {.number = type::cost_rate, .name = "cost_rate", .dutch = "kostentarief",
     .dutch_plural = "kostentarieven", .scope = Scope::office, .written_by = WrittenBy::office,
     .fields = cost_rate_fields},
    {.number = type::funding_source, .name = "funding_source", .dutch = "dekkingsbron",
     .dutch_plural = "dekkingsbronnen", .scope = Scope::office, .written_by = WrittenBy::office,
     .fields = funding_source_fields},
    {.number = type::funding_allocation, .name = "funding_allocation", .dutch = "dekking",
     .dutch_plural = "dekkingen", .scope = Scope::office, .written_by = WrittenBy::office,
     .fields = funding_allocation_fields},
    {.number = type::top_up_pilot, .name = "top_up_pilot", .dutch = "aanvullingsproef",
     .dutch_plural = "aanvullingsproeven", .scope = Scope::office,
     .written_by = WrittenBy::office, .fields = top_up_pilot_fields},
    {.number = type::top_up_claim, .name = "top_up_claim", .dutch = "aanvulling",
     .dutch_plural = "aanvullingen", .scope = Scope::office, .written_by = WrittenBy::derived,
     .fields = top_up_claim_fields},
    {.number = type::partner, .name = "partner", .dutch = "partner", .dutch_plural = "partners",
     .scope = Scope::office, .written_by = WrittenBy::office, .fields = partner_fields},
    {.number = type::partner_contribution, .name = "partner_contribution",
     .dutch = "partnerbijdrage", .dutch_plural = "partnerbijdragen", .scope = Scope::office,
     .written_by = WrittenBy::office, .fields = partner_contribution_fields},
    {.number = type::peer_municipality, .name = "peer_municipality", .dutch = "gemeente",
     .dutch_plural = "gemeenten", .scope = Scope::office, .written_by = WrittenBy::office,
     .fields = peer_municipality_fields},
    {.number = type::practice_note, .name = "practice_note", .dutch = "praktijknotitie",
     .dutch_plural = "praktijknotities", .scope = Scope::office,
     .written_by = WrittenBy::office, .fields = practice_note_fields},
};

}  // namespace

std::span<const RecordType> programme_types() { return types; }

}  // namespace veldwerk::tables
