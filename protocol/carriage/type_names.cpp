// SPDX-License-Identifier: EUPL-1.2
#include "protocol/carriage/type_names.hpp"

#include <algorithm>
#include <vector>

namespace veldwerk::carriage {
namespace {

// A help text is read in a terminal of eighty columns.
constexpr std::size_t line_columns_max = 78;

/// No type's name is longer, so a longer word is no slip of the finger.
constexpr std::size_t guessed_bytes_max = 40;

/// How many letters to add, leave out or change: Levenshtein's distance, of short words.
std::size_t slips_between(std::string_view typed, std::string_view meant) {
    std::vector<std::size_t> row(meant.size() + 1);
    for (std::size_t i = 0; i < row.size(); ++i) row[i] = i;
    for (std::size_t i = 0; i < typed.size(); ++i) {
        std::size_t diagonal = row[0];
        row[0] = i + 1;
        for (std::size_t j = 0; j < meant.size(); ++j) {
            const std::size_t changed = diagonal + (typed[i] == meant[j] ? 0 : 1);
            diagonal = row[j + 1];
            row[j + 1] = std::min({row[j] + 1, row[j + 1] + 1, changed});
        }
    }
    return row.back();
}

const RecordType* nearest_type(std::string_view name) {
    if (name.size() > guessed_bytes_max) return nullptr;
    const RecordType* nearest = nullptr;
    std::size_t fewest = 3;  // three slips make another word
    for (const RecordType& type : schema()) {
        const bool dutch = name == type.dutch || name == type.dutch_plural;
        const std::size_t slips = dutch ? 0 : slips_between(name, type.name);
        if (slips >= fewest || slips * 2 > type.name.size()) continue;
        fewest = slips;
        nearest = &type;
    }
    return nearest;
}

}  // namespace

std::string told_unknown_type(std::string_view name) {
    std::string told = "there is no record type \"" + std::string(name) + '"';
    if (const RecordType* meant = nearest_type(name)) {
        return told + "; did you mean " + std::string(meant->name) + '?';
    }
    return told + "; show --help lists them";
}

std::string listed_types() {
    std::string listed = "Record types:";
    std::size_t columns = line_columns_max;
    for (const RecordType& type : schema()) {
        if (type.derived()) continue;
        if (columns + type.name.size() + 1 > line_columns_max) {
            listed += "\n ";
            columns = 1;
        }
        listed += ' ' + std::string(type.name);
        columns += type.name.size() + 1;
    }
    return listed;
}

const Field* naming_field(const RecordType& type) {
    const bool is_person = type.number == type::coach || type.number == type::person;
    if (is_person) return type.find("name");
    for (const char* name : {"code", "name", "title", "description"}) {
        if (const Field* field = type.find(name)) return field;
    }
    return nullptr;
}

}  // namespace veldwerk::carriage
