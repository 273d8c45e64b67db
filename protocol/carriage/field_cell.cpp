// SPDX-License-Identifier: EUPL-1.2
#include "protocol/carriage/field_cell.hpp"

#include "protocol/carriage/csv.hpp"
#include "protocol/records/value.hpp"
#include "protocol/records/vocabulary.hpp"

namespace veldwerk::carriage {
namespace {

bool is_number(Kind kind) {
    return kind == Kind::integer || kind == Kind::minutes || kind == Kind::cents;
}

/// 11-2026 to 2026-11.
std::string month_text(std::string_view cell) {
    const auto day = date_of_cell("01-" + std::string(cell));
    return day ? month_of(*day).text() : std::string(cell);
}

/// "17-12-2026 18:30" to 2026-12-17T18:30.
std::string local_time_text(std::string_view cell) {
    const auto blank = cell.find(' ');
    if (blank == std::string_view::npos) return std::string(cell);
    const auto day = date_of_cell(cell.substr(0, blank));
    return day ? day->text() + 'T' + std::string(cell.substr(blank + 1)) : std::string(cell);
}

Result<std::string> text_of_cell(const Field& field, std::string_view cell,
                                 const CellReading& reading) {
    if (const auto named = reading.values.find(folded(cell)); named != reading.values.end()) {
        return named->second;
    }
    if (is_number(field.kind)) {
        const auto number = number_of_cell(cell, reading.factor);
        if (!number) {
            return refuse(number.error().reason,
                          std::string(field.name) + ": " + number.error().detail);
        }
        return std::to_string(*number);
    }
    if (field.kind == Kind::date) {
        const auto date = date_of_cell(cell);
        if (!date) {
            return refuse(Reason::invalid_value, std::string(field.name) + ": \"" +
                                                     std::string(cell.substr(0, 40)) +
                                                     "\" is not a date like 30-11-2026");
        }
        return date->text();
    }
    if (field.kind == Kind::month) return month_text(cell);
    if (field.kind == Kind::local_time) return local_time_text(cell);
    return std::string(cell);
}

std::string dutch_parts(const Field& field, std::string_view text) {
    const auto bytes = parse_value(field, text);
    const auto parts = bytes ? decode_parts(*bytes) : std::nullopt;
    if (!parts) return std::string(text);
    std::string cell;
    for (const Part& part : *parts) {
        const Term* const term = find_term(field.vocabulary, part.status);
        if (term == nullptr) return std::string(text);
        if (!cell.empty()) cell += ',';
        cell += std::string(term->dutch) + ':' + std::to_string(part.minutes);
    }
    return cell;
}

std::string cell_of_text(const Field& field, const std::string& text) {
    switch (field.kind) {
        case Kind::vocabulary: {
            const Term* const term = find_term(field.vocabulary, text);
            return std::string(term == nullptr ? std::string_view(text) : term->dutch);
        }
        case Kind::boolean:
            return text == "true" ? "ja" : "nee";
        case Kind::parts:
            return dutch_parts(field, text);
        case Kind::date: {
            const auto date = parse_date(text);
            return date ? dutch_date(*date) : text;
        }
        case Kind::month: {
            const auto month = parse_month(text);
            return month ? dutch_date(month->first()).substr(3) : text;
        }
        case Kind::local_time: {
            const auto time = parse_local_time(text);
            return time ? dutch_date(time->date()) + ' ' + text.substr(11) : text;
        }
        default:
            return text;
    }
}

}  // namespace

std::string folded(std::string_view name) {
    std::string text;
    for (const char c : name) {
        if (c >= 'A' && c <= 'Z') {
            text.push_back(static_cast<char>(c - 'A' + 'a'));
        } else {
            text.push_back(c == ' ' || c == '-' || c == '\t' || c == '\n' ? '_' : c);
        }
    }
    const auto first = text.find_first_not_of('_');
    if (first == std::string::npos) return {};
    return text.substr(first, text.find_last_not_of('_') - first + 1);
}

Result<std::vector<std::string>> texts_of_cell(const Field& field, std::string_view cell,
                                               const CellReading& reading) {
    const std::string plain = plain_cell(cell);
    std::vector<std::string> texts;
    if (field.is_set()) {
        texts = elements_of_cell(plain);
    } else if (plain.find_first_not_of(" \t\r\n") != std::string::npos) {
        texts.push_back(plain);
    }
    for (auto& text : texts) {
        auto read = text_of_cell(field, text, reading);
        if (!read) return tl::unexpected<Error>(read.error());
        text = std::move(*read);
    }
    return texts;
}

std::string cell_of_texts(const Field& field, std::span<const std::string> texts) {
    std::vector<std::string> cells;
    for (const auto& text : texts)
        cells.push_back(cell_of_text(field, text));
    if (field.is_set()) return cell_of_elements(cells);
    return cells.empty() ? std::string{} : cells.front();
}

bool is_number_cell(const Field& field) {
    return is_number(field.kind) && !field.is_set();
}

}  // namespace veldwerk::carriage
