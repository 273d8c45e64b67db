// SPDX-License-Identifier: EUPL-1.2
#include "protocol/carriage/import_rows.hpp"

#include "protocol/records/value.hpp"
#include "protocol/records/vocabulary.hpp"

#include <nlohmann/json.hpp>

#include <algorithm>
#include <array>
#include <set>

namespace veldwerk::carriage {
namespace {

const RecordType& observation_type() {
    return *find_type(type::observation);
}

const Field& observation_field(std::string_view name) {
    const Field* const field = observation_type().find(name);
    expect(field != nullptr, "the schema has the field");
    return *field;
}

std::string member(const Json& record, std::string_view name) {
    const auto found = record.find(name);
    return found != record.end() && found->is_string() ? found->get<std::string>() : std::string{};
}

/// Attendance may be written down from the grant on, also after the end.
bool was_granted(const Json& placement) {
    constexpr std::array states{std::string_view("trial"), std::string_view("active"),
                                std::string_view("interrupted"), std::string_view("ended"),
                                std::string_view("closed")};
    return std::find(states.begin(), states.end(), member(placement, "state")) != states.end();
}

bool covers(const Json& placement, CivilDate date) {
    const auto start = parse_date(member(placement, "start"));
    const auto end = parse_date(member(placement, "end"));
    return (!start || *start <= date) && (!end || date <= *end);
}

/// Of an observation's record: what a repeated row is compared with. In canonical text.
std::string value_of(const Json& observation) {
    const auto found = observation.find("parts");
    const auto texts =
        texts_of_json(observation_field("parts"), found == observation.end() ? Json() : *found);
    const std::string parts = texts && !texts->empty() ? texts->front() : std::string{};
    return parts + (observation.value("confirmed", false) ? " confirmed" : "");
}

/// Rows of the same key that no other of them supersedes.
std::vector<const Json*> heads_of(const std::vector<Json>& observations, const std::string& row) {
    std::vector<const Json*> rows;
    std::set<std::string> superseded;
    for (const Json& observation : observations) {
        if (member(observation, "row") != row || member(observation, "source") != "import")
            continue;
        rows.push_back(&observation);
        const auto named = observation.find("supersedes");
        if (named == observation.end() || !named->is_array()) continue;
        for (const Json& id : *named)
            superseded.insert(id.get<std::string>());
    }
    std::erase_if(rows,
                  [&](const Json* found) { return superseded.contains(member(*found, "id")); });
    return rows;
}

RecordEdit new_observation() {
    RecordEdit edit;
    edit.type = observation_type().name;
    return edit;
}

}  // namespace

std::string RowImport::text(const CsvRow& row, std::string_view column) const {
    const auto cell = map_.cell_of(column);
    if (!cell) return {};
    const std::string plain = plain_cell(row.cells[*cell]);
    const auto first = plain.find_first_not_of(" \t\n");
    if (first == std::string::npos) return {};
    return plain.substr(first, plain.find_last_not_of(" \t\n") - first + 1);
}

Result<std::vector<std::string>> RowImport::texts(const CsvRow& row, const Field& field) const {
    const auto cell = map_.cell_of(field.name);
    if (!cell) return std::vector<std::string>{};
    return texts_of_cell(field, row.cells[*cell], map_.reading_of(field.name));
}

Result<std::optional<RecordEdit>> RowImport::edit_of(const CsvRow& row) {
    return map_.type->number == type::observation ? observation(row) : other(row);
}

std::vector<std::string> RowImport::notices() const {
    if (doctor_visits_ == 0) return {};
    return {std::to_string(doctor_visits_) +
            (doctor_visits_ == 1 ? " visit to a doctor is" : " visits to a doctor are") +
            " kept as special leave: the reason of an absence is health data and is not kept"};
}

Result<std::string> RowImport::resolve(const RecordType& type, const std::string& name) {
    const std::string key = std::string(type.name) + ' ' + name;
    if (const auto known = resolved_.find(key); known != resolved_.end()) return known->second;
    const auto record = ground_.record(type, name);
    if (!record) return tl::unexpected<Error>(record.error());
    return resolved_.emplace(key, member(*record, "id")).first->second;
}

// --- observations ---

Result<RowImport::Day> RowImport::day_of(const CsvRow& row) {
    const std::string date_text = text(row, "date");
    const auto date = date_of_cell(date_text);
    if (!date) {
        return refuse(Reason::invalid_value,
                      "date: \"" + date_text + "\" is not a date like 30-11-2026");
    }
    const std::string placement = text(row, "placement");
    const std::string participant = text(row, column::participant);
    if (placement.empty() && participant.empty()) {
        return refuse(Reason::invalid_value, "names neither a placement nor a participant");
    }
    auto id = placement.empty() ? placement_of(participant, *date)
                                : resolve(*find_type(type::placement), placement);
    if (!id) return tl::unexpected<Error>(id.error());
    return Day{std::move(*id), *date};
}

Result<std::string> RowImport::placement_of(const std::string& participant, CivilDate date) {
    const auto id = resolve(*find_type(type::participant), participant);
    if (!id) return id;
    auto known = placements_.find(*id);
    if (known == placements_.end()) {
        const auto record = RecordId::parse(*id);
        expect(record.has_value(), "a house gives full ids");
        known = placements_.emplace(*id, ground_.placements(*record)).first;
    }
    std::vector<std::string> found;
    for (const Json& placement : known->second) {
        if (was_granted(placement) && covers(placement, date)) {
            found.push_back(member(placement, "id"));
        }
    }
    if (found.size() == 1) return found.front();
    return refuse(Reason::rule, "participant " + participant +
                                    (found.empty() ? " has no granted placement on "
                                                   : " has several granted placements on ") +
                                    date.text() + (found.empty() ? "" : ": name the placement"));
}

Result<std::string> RowImport::parts_of(const CsvRow& row) {
    const Field& field = observation_field("parts");
    std::string typed = text(row, "parts");
    const std::string status = text(row, column::status);
    if (typed.empty()) {
        const CellReading& reading = map_.reading_of(column::status);
        const auto named = reading.values.find(folded(status));
        const Term* const term = find_term(field.vocabulary, named == reading.values.end()
                                                                 ? std::string_view(status)
                                                                 : std::string_view(named->second));
        if (term == nullptr || term->derived) {
            return refuse(Reason::invalid_value, "status: \"" + status.substr(0, 40) +
                                                     "\" is not one of " +
                                                     allowed_terms(field.vocabulary));
        }
        const auto minutes =
            number_of_cell(text(row, column::minutes), map_.reading_of(column::minutes).factor);
        if (!minutes) {
            return refuse(minutes.error().reason, "minutes: " + minutes.error().detail);
        }
        if (*minutes < 0 || *minutes > minutes_per_day) {
            return refuse(Reason::invalid_value, std::to_string(*minutes) +
                                                     " minutes in one day; a day has 0 to " +
                                                     std::to_string(minutes_per_day));
        }
        typed = std::string(term->name) + ':' + std::to_string(*minutes);
    }
    const auto bytes = parse_value(field, typed);
    if (!bytes) return bytes;
    if (folded(status) == doctor_visit) ++doctor_visits_;
    return format_value(field, *bytes);
}

Result<std::optional<RecordEdit>> RowImport::observation(const CsvRow& row) {
    const auto day = day_of(row);
    if (!day) return tl::unexpected<Error>(day.error());
    // Counted before anything else is judged: a mended row keeps its place among its fellows.
    const std::uint64_t ordinal = ++ordinals_[day->placement + day->date.text()];
    const auto parts = parts_of(row);
    if (!parts) return tl::unexpected<Error>(parts.error());
    const Field& confirmed_field = observation_field("confirmed");
    const auto confirmed = parse_value(confirmed_field, text(row, confirmed_field.name));
    if (!confirmed) return tl::unexpected<Error>(confirmed.error());
    const std::string confirms = format_value(confirmed_field, *confirmed);
    const std::string value = *parts + (confirms == "true" ? " confirmed" : "");

    if (const std::string id = text(row, column::id); !id.empty()) {
        if (const auto known = ground_.record(observation_type(), id)) {
            if (value_of(*known) == value) return std::nullopt;
            return refuse(Reason::rule, "observation " + id +
                                            " is here with another value, and an "
                                            "observation is never edited: leave its id out");
        }
    }
    std::string key = text(row, "row");
    if (key.empty()) key = std::to_string(ordinal);
    RecordEdit edit = new_observation();
    edit.fields = {{.field = "placement", .values = {day->placement}},
                   {.field = "date", .values = {day->date.text()}},
                   {.field = "parts", .values = {*parts}},
                   {.field = "source", .values = {"import"}},
                   {.field = "row", .values = {key}}};
    if (confirms == "true") edit.fields.push_back({.field = "confirmed", .values = {confirms}});

    const auto [seen, is_new] =
        seen_.try_emplace(day->placement + day->date.text() + ' ' + key, Seen{row.line, value});
    if (!is_new) {
        if (seen->second.value == value) return std::nullopt;
        return refuse(Reason::rule, "repeats row " + key + " of line " +
                                        std::to_string(seen->second.line) + " with another value");
    }
    return beside_known(std::move(edit), *day, key);
}

Result<std::optional<RecordEdit>> RowImport::beside_known(RecordEdit edit, const Day& day,
                                                          const std::string& key) {
    const auto placement = RecordId::parse(day.placement);
    expect(placement.has_value(), "a house gives full ids");
    const auto known = ground_.observations(*placement, day.date);
    const auto heads = heads_of(known, key);
    const std::string& value = seen_.at(day.placement + day.date.text() + ' ' + key).value;
    const bool says_nothing_new =
        !heads.empty() && std::all_of(heads.begin(), heads.end(), [&value](const Json* head) {
            return value_of(*head) == value;
        });
    if (says_nothing_new) return std::nullopt;
    if (!heads.empty()) {
        FieldEdit supersedes{.field = "supersedes", .mode = EditMode::add};
        for (const Json* head : heads)
            supersedes.values.push_back(member(*head, "id"));
        edit.fields.push_back(std::move(supersedes));
    }
    return edit;
}

// --- other types ---

/// The record that a row is about: nothing if it is to be made.
Result<std::optional<Json>> RowImport::record_of(const CsvRow& row) {
    for (const std::string_view column : {column::id, std::string_view("code")}) {
        const std::string name = text(row, column);
        if (name.empty()) continue;
        const auto [seen, is_new] =
            seen_.try_emplace(std::string(column) + ' ' + name, Seen{row.line, {}});
        if (!is_new) {
            return refuse(Reason::rule, std::string(column) + ' ' + name + " stands on line " +
                                            std::to_string(seen->second.line) + " already");
        }
        auto record = ground_.record(*map_.type, name);
        // A code may look like the tail of somebody else's id.
        if (record && member(*record, column) == name) return std::optional(std::move(*record));
    }
    return std::optional<Json>();
}

/// Nothing if the record holds that value. References are compared and written as full ids.
Result<std::optional<FieldEdit>> RowImport::changed(const Field& field,
                                                    std::vector<std::string> texts,
                                                    const std::optional<Json>& record) {
    for (auto& text : texts) {
        if (field.kind == Kind::reference && find_type(field.target) != nullptr) {
            auto id = resolve(*find_type(field.target), text);
            if (!id) {
                return refuse(id.error().reason,
                              std::string(field.name) + ": " + id.error().detail);
            }
            text = std::move(*id);
        } else {
            auto bytes = parse_value(field, text);
            if (!bytes) return tl::unexpected<Error>(bytes.error());
            text = format_value(field, *bytes);
        }
    }
    if (record) {
        const auto here = record->find(field.name);
        auto known = texts_of_json(field, here == record->end() ? Json() : *here);
        if (known) {
            std::sort(known->begin(), known->end());
            auto sorted = texts;
            std::sort(sorted.begin(), sorted.end());
            if (sorted == *known) return std::optional<FieldEdit>();
        }
    }
    return std::optional(FieldEdit{.field = std::string(field.name), .values = std::move(texts)});
}

Result<std::optional<RecordEdit>> RowImport::other(const CsvRow& row) {
    const auto record = record_of(row);
    if (!record) return tl::unexpected<Error>(record.error());
    RecordEdit edit;
    edit.type = map_.type->name;
    if (*record) {
        edit.record = member(**record, "id");
    } else if (const std::string id = text(row, column::id); !id.empty()) {
        edit.create_as = RecordId::parse(id);
        if (!edit.create_as) {
            return refuse(Reason::invalid_value, "id: \"" + id + "\" is not the id of a record");
        }
    }
    for (const auto& column : map_.columns) {
        const Field* const field = map_.type->find(column.field);
        if (field == nullptr) continue;
        auto given = texts(row, *field);
        if (!given) return tl::unexpected<Error>(given.error());
        // An empty cell says nothing: a list that leaves a column open must not empty records.
        if (given->empty()) continue;
        auto change = changed(*field, std::move(*given), *record);
        if (!change) return tl::unexpected<Error>(change.error());
        if (*change) edit.fields.push_back(std::move(**change));
    }
    if (*record && edit.fields.empty()) return std::nullopt;
    return edit;
}

}  // namespace veldwerk::carriage
