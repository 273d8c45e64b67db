// SPDX-License-Identifier: EUPL-1.2
#include "protocol/carriage/import_map.hpp"

#include "protocol/records/vocabulary.hpp"

#include <toml++/toml.h>

#include <algorithm>
#include <array>
#include <cmath>
#include <sstream>

namespace veldwerk::carriage {
namespace {

/// Words that begin a part of a heading nobody may import (DOMAIN.md 2): a status says enough.
constexpr std::array private_words{
    "reden",   "reason",     "oorzaak",  "diagnos", "ziekte",    "klacht",   "medic",
    "medisch", "bmi",        "body",     "gewicht", "weight",    "height",   "drink",
    "alcohol", "smok",       "rook",     "roker",   "disciplin", "bsn",      "burgerservicenummer",
    "relig",   "godsdienst", "national", "etnisch", "ethnic",    "handicap", "beperking"};

bool is_private(std::string_view folded_heading) {
    while (!folded_heading.empty()) {
        for (const std::string_view word : private_words) {
            if (folded_heading.starts_with(word)) return true;
        }
        const auto next = folded_heading.find('_');
        if (next == std::string_view::npos) return false;
        folded_heading.remove_prefix(next + 1);
    }
    return false;
}

struct Alias {
    std::string_view heading;
    std::string_view field;
};
/// What employers call things in an absence list.
constexpr std::array observation_aliases{Alias{"deelnemer", column::participant},
                                         Alias{"participant", column::participant},
                                         Alias{"status", column::status},
                                         Alias{"minuten", column::minutes},
                                         Alias{"minutes", column::minutes},
                                         Alias{"uren", column::minutes},
                                         Alias{"hours", column::minutes},
                                         Alias{"uren_afwezig", column::minutes},
                                         Alias{"rij", "row"},
                                         Alias{"regel", "row"}};
constexpr std::array hour_headings{std::string_view("uren"), std::string_view("hours"),
                                   std::string_view("uren_afwezig")};
constexpr Factor hours{60'000'000};

std::string name_of_column(const RecordType& type, const std::string& folded_heading) {
    if (folded_heading == column::id) return folded_heading;
    for (const Field& field : type.fields) {
        if (folded(field.name) == folded_heading || folded(field.dutch) == folded_heading) {
            return std::string(field.name);
        }
    }
    if (type.number == type::observation) {
        for (const Alias& alias : observation_aliases) {
            if (alias.heading == folded_heading) return std::string(alias.field);
        }
    }
    return {};
}

bool is_column(const RecordType& type, std::string_view field) {
    const bool beside =
        field == column::participant || field == column::status || field == column::minutes;
    return field == column::id || type.find(field) != nullptr ||
           (type.number == type::observation && beside);
}

/// What a file may not say of an observation: that it is an import, and what it replaces, follows.
bool is_left_to_import(const RecordType& type, std::string_view field) {
    return type.number == type::observation && (field == "source" || field == "supersedes");
}

std::string list_of(const std::vector<std::string>& headings) {
    std::string list;
    for (const auto& heading : headings) {
        if (!list.empty()) list += ", ";
        list += '"' + heading + '"';
    }
    return list;
}

/// One walk over the headings.
class Mapping {
public:
    Mapping(const RecordType& type, const MapFile& map) : type_(type), map_(map) {
        result_.type = &type;
        result_.readings = map.readings;
        if (type.number == type::observation) {
            result_.readings[std::string(column::status)].values.try_emplace(
                std::string(doctor_visit), "special_leave");
        }
    }

    Result<void> take(std::size_t cell, const std::string& heading);
    Result<void> check_map() const;
    Result<ImportMap> finish();

private:
    const RecordType& type_;
    const MapFile& map_;
    ImportMap result_;
    std::vector<std::string> unknown_;
    std::vector<std::string> private_;
    std::vector<std::string> derived_;
};

Result<void> Mapping::take(std::size_t cell, const std::string& heading) {
    const std::string name = folded(heading);
    if (name.empty()) return {};
    const auto mapped = map_.columns.find(name);
    const bool by_map = mapped != map_.columns.end();
    const std::string field = by_map ? mapped->second : name_of_column(type_, name);
    if (is_private(name) && (field.empty() || type_.number == type::observation)) {
        private_.push_back(heading);
        return {};
    }
    if (field.empty()) {
        unknown_.push_back(heading);
        return {};
    }
    const Field* const known = type_.find(field);
    if ((known != nullptr && known->written_by == WrittenBy::derived) ||
        is_left_to_import(type_, field)) {
        derived_.push_back(heading);
        return {};
    }
    if (result_.cell_of(field)) {
        return refuse(Reason::invalid_value, "two columns hold " + field + ", one of them \"" +
                                                 heading + "\": leave one out");
    }
    const bool is_hours =
        !by_map && field == column::minutes &&
        std::find(hour_headings.begin(), hour_headings.end(), name) != hour_headings.end();
    if (is_hours && !result_.readings[field].factor.changes()) {
        result_.readings[field].factor = hours;
    }
    result_.columns.push_back({cell, field});
    return {};
}

Result<void> Mapping::check_map() const {
    const auto check = [this](const std::string& field) -> Result<void> {
        if (is_column(type_, field)) return {};
        return refuse(Reason::wrong_use, "the map names \"" + field + "\", which " +
                                             std::string(type_.name) + " does not have");
    };
    for (const auto& [heading, field] : map_.columns) {
        if (auto checked = check(field); !checked) return checked;
    }
    for (const auto& [field, reading] : map_.readings) {
        if (auto checked = check(field); !checked) return checked;
    }
    return {};
}

Result<ImportMap> Mapping::finish() {
    if (!private_.empty()) {
        result_.notices.push_back("dropped " + list_of(private_) +
                                  ": health or personal data that may not be imported");
    }
    if (!unknown_.empty()) {
        result_.notices.push_back("dropped " + list_of(unknown_) + ": no field of " +
                                  std::string(type_.name));
    }
    if (!derived_.empty()) {
        result_.notices.push_back("dropped " + list_of(derived_) +
                                  ": follows from rules and from the import itself");
    }
    const auto has = [this](std::string_view field) { return result_.cell_of(field).has_value(); };
    if (type_.number == type::observation) {
        const bool says_where = has("placement") || has(column::participant);
        const bool says_what = has("parts") || (has(column::status) && has(column::minutes));
        if (!says_where || !has("date") || !says_what) {
            return refuse(
                Reason::invalid_value,
                "an observation needs the columns placement or participant, date, and "
                "status with minutes or hours; the headings hold " +
                    (result_.columns.empty() ? std::string("none of them") : "too few of them"));
        }
    }
    if (result_.columns.empty()) {
        return refuse(Reason::invalid_value, "no heading is a field of " + std::string(type_.name));
    }
    return std::move(result_);
}

/// A number, or a word for the usual one.
Result<Factor> factor_of(const std::string& field, const toml::node& node) {
    if (const auto word = node.value<std::string>()) {
        if (*word == "hours" || *word == "uren") return hours;
        if (*word == "euro") return Factor{100'000'000};
    } else if (const auto number = node.value<double>()) {
        // A hundred is the largest that is needed: euro to cents.
        if (*number > 0 && *number <= 100) {
            return Factor{static_cast<std::int64_t>(std::llround(*number * 1e6))};
        }
    }
    return refuse(Reason::wrong_use,
                  "[factor] " + field + ": give a number up to 100, \"hours\" or \"euro\"");
}

Result<std::string> text_of_node(const std::string& place, const toml::node& node) {
    if (const auto text = node.value<std::string>()) return *text;
    return refuse(Reason::wrong_use, place + ": give a text in quotes");
}

Result<void> read_values(const toml::table& table, MapFile& map) {
    for (const auto& [field, values] : table) {
        const std::string name(field.str());
        if (!values.is_table()) {
            return refuse(Reason::wrong_use, "[values." + name + "] is not a table");
        }
        for (const auto& [text, term] : *values.as_table()) {
            auto value = text_of_node("[values." + name + "] " + std::string(text.str()), term);
            if (!value) return tl::unexpected<Error>(value.error());
            map.readings[name].values[folded(text.str())] = std::move(*value);
        }
    }
    return {};
}

Result<MapFile> read_tables(const toml::table& file) {
    MapFile map;
    for (const auto& [key, node] : file) {
        const std::string name(key.str());
        const toml::table* const table = node.as_table();
        const bool known = name == "columns" || name == "values" || name == "factor";
        if (table == nullptr || !known) {
            return refuse(Reason::wrong_use,
                          "the map has the tables [columns], [values.FIELD] and "
                          "[factor], no \"" +
                              name + '"');
        }
        if (name == "values") {
            if (auto read = read_values(*table, map); !read) {
                return tl::unexpected<Error>(read.error());
            }
            continue;
        }
        for (const auto& [inner, value] : *table) {
            const std::string inner_name(inner.str());
            if (name == "factor") {
                auto factor = factor_of(inner_name, value);
                if (!factor) return tl::unexpected<Error>(factor.error());
                map.readings[inner_name].factor = *factor;
            } else {
                auto field = text_of_node("[columns] " + inner_name, value);
                if (!field) return tl::unexpected<Error>(field.error());
                map.columns[folded(inner_name)] = std::move(*field);
            }
        }
    }
    return map;
}

}  // namespace

Result<MapFile> read_map_file(std::string_view toml) {
    try {
        return read_tables(toml::parse(toml));
    } catch (const toml::parse_error& error) {  // the library's way to say no
        std::ostringstream place;
        place << "the map is no TOML: line " << error.source().begin.line << ": "
              << error.description();
        return refuse(Reason::wrong_use, place.str());
    }
}

std::optional<std::size_t> ImportMap::cell_of(std::string_view field) const {
    for (const Column& column : columns) {
        if (column.field == field) return column.cell;
    }
    return std::nullopt;
}

const CellReading& ImportMap::reading_of(std::string_view field) const {
    static const CellReading plain;
    const auto found = readings.find(field);
    return found == readings.end() ? plain : found->second;
}

Result<ImportMap> map_columns(const RecordType& type, const std::vector<std::string>& headings,
                              const MapFile& map) {
    if (type.derived()) {
        return refuse(Reason::wrong_use,
                      std::string(type.name) + " records follow from rules; nobody imports them");
    }
    Mapping mapping(type, map);
    if (auto checked = mapping.check_map(); !checked) {
        return tl::unexpected<Error>(checked.error());
    }
    for (std::size_t cell = 0; cell < headings.size(); ++cell) {
        if (auto taken = mapping.take(cell, headings[cell]); !taken) {
            return tl::unexpected<Error>(taken.error());
        }
    }
    return mapping.finish();
}

}  // namespace veldwerk::carriage
