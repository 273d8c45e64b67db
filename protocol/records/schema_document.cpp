// SPDX-License-Identifier: EUPL-1.2
// One section per record type with one row per field, and one row per vocabulary.
#include "protocol/records/schema_document.hpp"

#include "protocol/records/holidays.hpp"
#include "protocol/records/schema.hpp"
#include "protocol/records/vocabulary.hpp"

namespace veldwerk {
namespace {

std::string code(std::string_view text) { return "`" + std::string(text) + "`"; }

/// Where records of a type lie, as a sentence.
std::string scope_sentence(const RecordType& type) {
    std::string sentence = "Scope: " + std::string(name_of(type.scope));
    if (const Field* const field = type.find(type.scope_field)) {
        sentence += ", through " + code(field->name);
    }
    if (type.programme_without_root) sentence += "; without one, programme";
    return sentence + ". ";
}

std::string author_sentence(const RecordType& type) {
    switch (type.written_by) {
        case WrittenBy::coach: return "Written by coaches.";
        case WrittenBy::office: return "Written by the office.";
        case WrittenBy::both: return "Written by coaches and the office.";
        case WrittenBy::derived: return "Derived: follows from other records.";
    }
    return "";
}

std::string kind_of(const Field& field) {
    std::string kind(name_of(field.kind));
    if (field.kind == Kind::vocabulary) kind = code(name_of(field.vocabulary));
    if (field.kind == Kind::reference) {
        const RecordType* const target = find_type(field.target);
        kind = "→ " + (target == nullptr ? "any record" : code(target->name));
    }
    return field.is_set() ? "set of " + kind : kind;
}

std::string slot_of(const Field& field) {
    return field.grouped() ? std::to_string(field.slot) : "";
}

std::string remarks_of(const Field& field) {
    std::string remarks;
    const auto add = [&](std::string_view remark) {
        if (remark.empty()) return;
        if (!remarks.empty()) remarks += "; ";
        remarks += remark;
    };
    if (field.required) add("required");
    if (field.fixed) add("fixed");
    if (field.office_only) add("office only");
    if (field.since > 1) add("since " + std::to_string(field.since));
    add(field.note);
    return remarks;
}

std::string row(const Field& field) {
    std::string line = "|";
    for (const std::string& cell :
         {std::to_string(field.number), code(field.name), std::string(field.dutch),
          kind_of(field), std::string(name_of(field.merge)), slot_of(field),
          std::string(name_of(field.written_by)), std::string(name_of(field.erasure)),
          remarks_of(field)}) {
        line += cell.empty() ? " |" : " " + cell + " |";
    }
    return line + "\n";
}

std::string section(const RecordType& type) {
    std::string text = "#### " + std::to_string(type.number) + " " + code(type.name) + ", " +
                       std::string(type.dutch) + "\n\n";
    text += scope_sentence(type) + author_sentence(type);
    if (type.fact) text += " A fact: never edited.";
    text += "\n\n| | field | Dutch | kind | merge | group | written by | erasure | |\n"
            "|---|---|---|---|---|---|---|---|---|\n";
    for (const Field& field : type.fields) text += row(field);
    return text + "\n";
}

std::string vocabularies() {
    std::string text = "| vocabulary | terms: number, name, Dutch |\n|---|---|\n";
    for (int number = 1; !terms(static_cast<Vocabulary>(number)).empty(); ++number) {
        const auto vocabulary = static_cast<Vocabulary>(number);
        std::string list;
        for (const Term& term : terms(vocabulary)) {
            if (!list.empty()) list += ", ";
            list += std::to_string(term.number) + " " + code(term.name) + " " +
                    std::string(term.dutch);
            if (term.derived) list += " (computed)";
        }
        text += "| " + code(name_of(vocabulary)) + " | " + list + " |\n";
    }
    return text;
}

std::string calendar() {
    std::string text = "| bit | holiday | Dutch | counts unless a calendar says otherwise |\n"
                       "|---|---|---|---|\n";
    for (const Holiday& holiday : holidays()) {
        const bool counts = (default_holidays() & holiday.bit) != 0;
        text += "| " + std::to_string(holiday.bit) + " | " + code(holiday.name) + " | " +
                std::string(holiday.dutch) + " | " + (counts ? "yes" : "no") + " |\n";
    }
    return text;
}

}  // namespace

std::string describe_schema() {
    std::string text = "### Records, schema version " + std::to_string(schema_version) + "\n\n";
    for (const RecordType& type : schema()) text += section(type);
    text += "### Vocabularies\n\n" + vocabularies() + "\n";
    return text + "### Holidays\n\n" + calendar();
}

}  // namespace veldwerk
