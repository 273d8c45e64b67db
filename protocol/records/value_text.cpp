// SPDX-License-Identifier: EUPL-1.2
// What people type and read, for single values; the lists are in value_lists.cpp. Whatever was
// typed ends in check_value, so nothing can be typed that the office would refuse as bytes.
#include <charconv>

#include "protocol/records/value.hpp"
#include "protocol/records/value_forms.hpp"
#include "protocol/records/vocabulary.hpp"

namespace veldwerk {
namespace forms {

tl::unexpected<Error> refuse_text(const Field& field, std::string_view text,
                                  const std::string& why) {
    // Enough of it to recognise; a pasted letter does not belong in a sentence.
    constexpr std::size_t shown_max = 40;
    std::string shown(text.substr(0, shown_max));
    if (text.size() > shown_max) shown += "...";
    return refuse(Reason::invalid_value, std::string(field.name) + ": \"" + shown + "\" " + why);
}

std::string_view trimmed(std::string_view text) {
    constexpr std::string_view blanks = " \t\r\n";
    const auto first = text.find_first_not_of(blanks);
    if (first == std::string_view::npos) return {};
    return text.substr(first, text.find_last_not_of(blanks) - first + 1);
}

std::string_view take_until(std::string_view& rest, char separator) {
    const auto end = rest.find(separator);
    const std::string_view taken = rest.substr(0, end);
    rest = end == std::string_view::npos ? std::string_view{} : rest.substr(end + 1);
    return trimmed(taken);
}

std::optional<std::int64_t> parse_whole(std::string_view text) {
    std::int64_t number = 0;
    const auto [end, failure] = std::from_chars(text.data(), text.data() + text.size(), number);
    if (failure != std::errc{} || end != text.data() + text.size()) return std::nullopt;
    return number;
}

}  // namespace forms

namespace {

using forms::refuse_text;

/// A line ends in a line feed here, whatever machine it was typed on.
std::string parse_text(std::string_view text) {
    std::string clean;
    for (std::size_t i = 0; i < text.size(); ++i) {
        const bool pair = text[i] == '\r' && i + 1 < text.size() && text[i + 1] == '\n';
        if (!pair) clean.push_back(text[i]);
    }
    return clean;
}

Result<std::string> parse_whole_value(const Field& field, std::string_view text,
                                      const std::string& wanted) {
    const auto number = forms::parse_whole(text);
    if (!number) return refuse_text(field, text, "is not " + wanted);
    return encode_integer(*number);
}

template <class Parsed, class Number>
Result<std::string> parse_time(const Field& field, std::string_view text,
                               std::optional<Parsed> (*parse)(std::string_view),
                               Number Parsed::*number) {
    const auto parsed = parse(text);
    if (parsed) return encode_integer((*parsed).*number);
    switch (field.kind) {
        case Kind::date: return refuse_text(field, text, "is not a date like 2026-11-30");
        case Kind::month: return refuse_text(field, text, "is not a month like 2026-11");
        case Kind::local_time:
            return refuse_text(field, text, "is not a local time like 2026-12-17T18:00");
        default:
            return refuse_text(field, text, "is not an instant like 2026-11-30T16:00:00+01:00");
    }
}

Result<std::string> parse_boolean(const Field& field, std::string_view text) {
    for (const std::string_view yes : {"true", "yes", "ja", "1"}) {
        if (same_name(text, yes)) return encode_integer(1);
    }
    for (const std::string_view no : {"false", "no", "nee", "0"}) {
        if (same_name(text, no)) return encode_integer(0);
    }
    return refuse_text(field, text, "is neither true nor false");
}

Result<std::string> parse_vocabulary(const Field& field, std::string_view text) {
    const Term* const term = find_term(field.vocabulary, text);
    if (term == nullptr || term->derived) {
        return refuse_text(field, text, "is not one of " + allowed_terms(field.vocabulary));
    }
    return encode_integer(term->number);
}

Result<std::string> parse_reference(const Field& field, std::string_view text) {
    const auto id = RecordId::parse(text);
    if (!id) return refuse_text(field, text, "is not the id of a record");
    return std::string(id->view());
}

int hex_digit(char c) {
    if (c >= '0' && c <= '9') return c - '0';
    if (c >= 'a' && c <= 'f') return c - 'a' + 10;
    if (c >= 'A' && c <= 'F') return c - 'A' + 10;
    return -1;
}

Result<std::string> parse_hex(const Field& field, std::string_view text) {
    std::string bytes;
    for (std::size_t i = 0; i + 1 < text.size(); i += 2) {
        const int high = hex_digit(text[i]);
        const int low = hex_digit(text[i + 1]);
        if (high < 0 || low < 0) return refuse_text(field, text, "is not hexadecimal");
        bytes.push_back(static_cast<char>(high * 16 + low));
    }
    if (text.size() % 2 != 0) return refuse_text(field, text, "has half a byte in hexadecimal");
    return bytes;
}

std::string format_hex(std::string_view bytes) {
    constexpr std::string_view digits = "0123456789abcdef";
    std::string text;
    for (const char c : bytes) {
        const auto byte = static_cast<std::uint8_t>(c);
        text.push_back(digits[byte >> 4]);
        text.push_back(digits[byte & 0x0f]);
    }
    return text;
}

Result<std::string> parse_unchecked(const Field& field, std::string_view text,
                                    std::string_view present) {
    switch (field.kind) {
        case Kind::text: return parse_text(text);
        case Kind::integer: return parse_whole_value(field, text, "a whole number");
        case Kind::minutes:
            return parse_whole_value(field, text, "a whole number of minutes, like 480");
        case Kind::cents:
            return parse_whole_value(field, text,
                                     "a whole number of cents, like 1250 for 12.50 euro");
        case Kind::date: return parse_time(field, text, parse_date, &CivilDate::days);
        case Kind::month: return parse_time(field, text, parse_month, &CivilMonth::months);
        case Kind::local_time:
            return parse_time(field, text, parse_local_time, &LocalTime::minutes);
        case Kind::instant: return parse_time(field, text, parse_instant, &Instant::unix_ms);
        case Kind::boolean: return parse_boolean(field, text);
        case Kind::reference: return parse_reference(field, text);
        case Kind::vocabulary: return parse_vocabulary(field, text);
        case Kind::schedule: return forms::parse_schedule(field, text, present);
        case Kind::calendar: return forms::parse_calendar(field, text, present);
        case Kind::parts: return forms::parse_parts(field, text);
        case Kind::spans: return forms::parse_spans(field, text);
        case Kind::stamps: return forms::parse_stamps(field, text);
        case Kind::bytes: return parse_hex(field, text);
    }
    return refuse_text(field, text, "is of a kind that this version cannot read");
}

/// Only for numbers that passed check_value.
std::optional<std::string> format_number(const Field& field, std::int64_t number) {
    switch (field.kind) {
        case Kind::date: return CivilDate{static_cast<std::int32_t>(number)}.text();
        case Kind::month: return CivilMonth{static_cast<std::int32_t>(number)}.text();
        case Kind::local_time: return LocalTime{number}.text();
        case Kind::instant: return format_instant({number});
        case Kind::boolean: return number == 1 ? "true" : "false";
        case Kind::vocabulary: {
            const Term* const term = find_term(field.vocabulary, number);
            if (term == nullptr) return std::nullopt;
            return std::string(term->name);
        }
        default: return std::to_string(number);
    }
}

std::optional<std::string> format_known(const Field& field, std::string_view bytes) {
    // Checks are left out on purpose: a text that a newer version allows must still be shown.
    if (field.kind == Kind::text) return std::string(bytes);
    if (field.kind == Kind::bytes) return format_hex(bytes);
    if (!check_value(field, bytes)) return std::nullopt;
    if (field.kind == Kind::reference) {
        const auto id = RecordId::from_view(bytes);
        return id ? std::optional(id->text()) : std::nullopt;
    }
    if (const auto number = decode_integer(bytes); number && field.kind < Kind::schedule) {
        return format_number(field, *number);
    }
    return forms::format_list(field, bytes);
}

}  // namespace

Result<std::string> parse_value(const Field& field, std::string_view text,
                                std::string_view present) {
    const std::string_view typed = forms::trimmed(text);
    if (typed.empty()) return std::string{};
    auto bytes = parse_unchecked(field, typed, present);
    if (!bytes) return bytes;
    if (auto checked = check_value(field, *bytes); !checked) {
        return tl::unexpected<Error>(std::move(checked.error()));
    }
    return bytes;
}

std::string format_value(const Field& field, std::string_view bytes) {
    if (bytes.empty()) return {};
    if (auto text = format_known(field, bytes)) return *std::move(text);
    return "?" + format_hex(bytes);
}

}  // namespace veldwerk
