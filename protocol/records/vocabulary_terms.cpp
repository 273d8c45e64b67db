// SPDX-License-Identifier: EUPL-1.2
// The closed lists themselves. A term's number is its place in its list, counted from 1, so a list
// only ever grows at its end; where the order matters to merging, vocabulary.hpp says so.
#include "protocol/records/vocabulary.hpp"

namespace veldwerk {
namespace {

constexpr Term attendance_terms[] = {
    {1, "present", "aanwezig"}, {2, "sick", "ziek"}, {3, "leave", "verlof"},
    {4, "special_leave", "bijzonder verlof"}, {5, "workplace_closed", "werkplek gesloten"},
    {6, "authorised_absence", "geoorloofd afwezig"},
    {7, "unauthorised_absence", "ongeoorloofd afwezig"}, {8, "holiday", "feestdag", 1, true},
    {9, "not_scheduled", "niet ingeroosterd", 1, true}, {10, "unknown", "onbekend", 1, true},
};
constexpr Term observation_source_terms[] = {
    {1, "participant", "deelnemer"}, {2, "import", "import"}, {3, "employer", "werkgever"},
    {4, "seen", "gezien"},
};
constexpr Term placement_kind_terms[] = {
    {1, "public", "publiek"}, {2, "public_private", "publiek-privaat"},
    {3, "innovation", "innovatie"}, {4, "top_up", "aanvulling"},
};
constexpr Term placement_state_terms[] = {
    {1, "draft", "concept"}, {2, "requested", "aangevraagd"}, {3, "waiting", "wachtend"},
    {4, "trial", "proefplaatsing"}, {5, "active", "actief"}, {6, "interrupted", "onderbroken"},
    {7, "ended", "beëindigd"}, {8, "closed", "afgesloten"}, {9, "rejected", "afgewezen"},
    {10, "withdrawn", "ingetrokken"},
};
constexpr Term job_kind_terms[] = {
    {1, "public", "publiek"}, {2, "public_private", "publiek-privaat"},
};
constexpr Term job_state_terms[] = {
    {1, "idea", "idee"}, {2, "designed", "ontworpen"}, {3, "vetting", "in toetsing"},
    {4, "approved", "goedgekeurd"}, {5, "open", "opengesteld"}, {6, "filled", "vervuld"},
    {7, "rejected", "afgewezen"}, {8, "revise", "herzien"}, {9, "lapsed", "vervallen"},
};
constexpr Term assignment_role_terms[] = {
    {1, "main", "vast"}, {2, "substitute", "waarnemer"},
};
constexpr Term person_role_terms[] = {
    {1, "back_office", "backoffice"}, {2, "team_leader", "teamleider"},
    {3, "adviser", "adviseur"}, {4, "reader", "lezer"},
};
constexpr Term benefit_kind_terms[] = {
    {1, "none", "geen uitkering"}, {2, "social_assistance", "bijstand"},
    {3, "unemployment", "WW"}, {4, "ioaw", "IOAW"}, {5, "ioaz", "IOAZ"},
    {6, "self_employed", "Bbz"}, {7, "wajong", "Wajong"}, {8, "wia", "WIA"},
    {9, "other", "overig"},
};
constexpr Term contract_form_terms[] = {
    {1, "temporary", "bepaalde tijd"}, {2, "permanent", "onbepaalde tijd"},
    {3, "secondment", "detachering"}, {4, "benefit_retained", "behoud van uitkering"},
    {5, "top_up", "aanvulling op uitkering"},
};
constexpr Term end_reason_terms[] = {
    {1, "completed", "afgerond"}, {2, "regular_work", "regulier werk"},
    {3, "other_placement", "andere plaatsing"}, {4, "left_pilot", "uit de proef gestapt"},
    {5, "own_request", "eigen verzoek"}, {6, "employer_stopped", "beëindigd door werkgever"},
    {7, "municipality_stopped", "beëindigd door gemeente"},
    {8, "benefit_ended", "einde uitkering"}, {9, "moved", "verhuisd"},
    {10, "pension", "pensioen"}, {11, "deceased", "overleden"}, {12, "other", "overig"},
};
constexpr Term consent_kind_terms[] = {
    {1, "data", "gegevens"}, {2, "plan", "plan"}, {3, "innovation", "innovatie"},
};
constexpr Term meeting_state_terms[] = {
    {1, "planned", "gepland"}, {2, "held", "gehouden"}, {3, "cancelled", "afgelast"},
};
constexpr Term coordination_status_terms[] = {
    {1, "agreed", "akkoord"}, {2, "heard", "gehoord"}, {3, "objection", "bezwaar"},
};
constexpr Term check_result_terms[] = {
    {1, "positive", "positief"}, {2, "rejected", "afgewezen"},
};
constexpr Term limitation_state_terms[] = {
    {1, "open", "open"}, {2, "removed", "weggenomen"}, {3, "accepted", "aanvaard"},
};
constexpr Term goal_state_terms[] = {
    {1, "open", "lopend"}, {2, "reached", "behaald"}, {3, "dropped", "losgelaten"},
};
constexpr Term plan_state_terms[] = {
    {1, "idea", "idee"}, {2, "worked_out", "uitgewerkt"}, {3, "started", "gestart"},
    {4, "stopped", "gestopt"},
};
constexpr Term contact_kind_terms[] = {
    {1, "personal", "persoonlijk"}, {2, "telephone", "telefonisch"}, {3, "employer", "werkgever"},
    {4, "administrative", "bestuurlijk"},
};
constexpr Term signal_kind_terms[] = {
    {1, "free_labour", "gratis arbeid"}, {2, "innovation_taken", "innovatie meegenomen"},
    {3, "displacement", "verdringing"}, {4, "clause_broken", "bepaling geschonden"},
    {5, "answer", "antwoord"}, {6, "other", "overig"},
};
constexpr Term agreement_clause_terms[] = {
    {1, "no_free_labour", "geen gratis arbeid"},
    {2, "innovation_stays", "innovatie blijft van de deelnemer"},
    {3, "no_displacement", "geen verdringing"}, {4, "guidance", "begeleiding op de werkplek"},
    {5, "job_prospect", "uitzicht op werk"},
};
constexpr Term pipeline_state_terms[] = {
    {1, "prospect", "kans"}, {2, "approached", "benaderd"}, {3, "talking", "in gesprek"},
    {4, "pledged", "toegezegd"}, {5, "taking_part", "doet mee"}, {6, "declined", "afgehaakt"},
};
constexpr Term target_kind_terms[] = {
    {1, "public", "publiek"}, {2, "public_private", "publiek-privaat"}, {3, "total", "totaal"},
};
constexpr Term proposal_kind_terms[] = {
    {1, "task", "taak"}, {2, "job", "basisbaan"},
};
constexpr Term proposal_state_terms[] = {
    {1, "open", "open"}, {2, "adopted", "overgenomen"}, {3, "declined", "afgewezen"},
};
constexpr Term review_kind_terms[] = {
    {1, "day", "dag"}, {2, "field", "veld"}, {3, "guard", "voorwaarde"}, {4, "seat", "plaats"},
    {5, "withdrawal", "intrekking"}, {6, "double", "dubbeling"},
    {7, "correction", "naverrekening"}, {8, "suggestion", "suggestie"},
};
constexpr Term review_state_terms[] = {
    {1, "open", "open"}, {2, "decided", "besloten"},
};
constexpr Term period_state_terms[] = {
    {1, "open", "open"}, {2, "provisional", "voorlopig"}, {3, "closed", "afgesloten"},
};
constexpr Term correction_state_terms[] = {
    {1, "open", "open"}, {2, "approved", "goedgekeurd"}, {3, "rejected", "afgewezen"},
    {4, "booked", "geboekt"},
};
constexpr Term device_state_terms[] = {
    {1, "invited", "uitgenodigd"}, {2, "active", "actief"}, {3, "overdue", "te lang stil"},
    {4, "blocked", "geblokkeerd"}, {5, "revoked", "ingetrokken"}, {6, "wiped", "gewist"},
    {7, "retired", "buiten gebruik"},
};
constexpr Term quarantine_state_terms[] = {
    {1, "taken", "overgenomen"}, {2, "dropped", "verworpen"},
};
constexpr Term erasure_ground_terms[] = {
    {1, "request", "verzoek"}, {2, "consent_withdrawn", "toestemming ingetrokken"},
    {3, "term_expired", "bewaartermijn verlopen"}, {4, "unlawful", "onrechtmatig"},
};
constexpr Term erasure_state_terms[] = {
    {1, "requested", "aangevraagd"}, {2, "tested", "getoetst"}, {3, "ordered", "opgedragen"},
    {4, "complete", "voltooid"},
};
constexpr Term retention_event_terms[] = {
    {1, "placement_end", "einde plaatsing"}, {2, "year_end", "einde kalenderjaar"},
    {3, "record_date", "datum van het record"},
    {4, "consent_withdrawn", "toestemming ingetrokken"},
};
constexpr Term partner_kind_terms[] = {
    {1, "ally", "bondgenoot"}, {2, "funder", "financier"}, {3, "knowledge", "kennispartner"},
    {4, "employers", "werkgeversvereniging"}, {5, "other", "overig"},
};
constexpr Term contribution_kind_terms[] = {
    {1, "money", "geld"}, {2, "hours", "uren"}, {3, "knowledge", "kennis"},
    {4, "facilities", "faciliteiten"},
};
constexpr Term task_origin_terms[] = {
    {1, "undone", "bleef liggen"}, {2, "carved", "afgesplitst"},
    {3, "proposal", "voorstel van een deelnemer"}, {4, "new", "nieuw"},
};
constexpr Term day_basis_terms[] = {
    {1, "rule", "regel"}, {2, "decision", "besluit"}, {3, "disputed", "in geschil"},
};
constexpr Term retention_category_terms[] = {
    {1, "erase", "vergeten"}, {2, "keep_tax", "fiscaal bewaren"},
    {3, "keep_subsidy", "verantwoording bewaren"},
    {4, "keep_operational", "operationeel bewaren"},
};

struct List {
    std::string_view name;
    std::span<const Term> terms;
};

/// In order of the enumeration.
constexpr List lists[] = {
    {"none", {}},
    {"attendance", attendance_terms},
    {"observation_source", observation_source_terms},
    {"placement_kind", placement_kind_terms},
    {"placement_state", placement_state_terms},
    {"job_kind", job_kind_terms},
    {"job_state", job_state_terms},
    {"assignment_role", assignment_role_terms},
    {"person_role", person_role_terms},
    {"benefit_kind", benefit_kind_terms},
    {"contract_form", contract_form_terms},
    {"end_reason", end_reason_terms},
    {"consent_kind", consent_kind_terms},
    {"meeting_state", meeting_state_terms},
    {"coordination_status", coordination_status_terms},
    {"check_result", check_result_terms},
    {"limitation_state", limitation_state_terms},
    {"goal_state", goal_state_terms},
    {"plan_state", plan_state_terms},
    {"contact_kind", contact_kind_terms},
    {"signal_kind", signal_kind_terms},
    {"agreement_clause", agreement_clause_terms},
    {"pipeline_state", pipeline_state_terms},
    {"target_kind", target_kind_terms},
    {"proposal_kind", proposal_kind_terms},
    {"proposal_state", proposal_state_terms},
    {"review_kind", review_kind_terms},
    {"review_state", review_state_terms},
    {"period_state", period_state_terms},
    {"correction_state", correction_state_terms},
    {"device_state", device_state_terms},
    {"erasure_ground", erasure_ground_terms},
    {"erasure_state", erasure_state_terms},
    {"retention_event", retention_event_terms},
    {"partner_kind", partner_kind_terms},
    {"contribution_kind", contribution_kind_terms},
    {"task_origin", task_origin_terms},
    {"day_basis", day_basis_terms},
    {"retention_category", retention_category_terms},
    {"quarantine_state", quarantine_state_terms},
};

const List& list_of(Vocabulary vocabulary) {
    const auto place = static_cast<std::size_t>(vocabulary);
    return place < std::size(lists) ? lists[place] : lists[0];
}

}  // namespace

std::string_view name_of(Vocabulary vocabulary) { return list_of(vocabulary).name; }

std::span<const Term> terms(Vocabulary vocabulary) { return list_of(vocabulary).terms; }

}  // namespace veldwerk
