// SPDX-License-Identifier: EUPL-1.2
// Whether bytes are a value: canonical for the kind, within range, true to the field's own check.
// What a person typed passes here too, so a device and the office never disagree about a value.
#include <algorithm>

#include "protocol/records/stamps.hpp"
#include "protocol/records/value.hpp"
#include "protocol/records/vocabulary.hpp"
#include "protocol/wire/limits.hpp"

namespace veldwerk {
namespace {

Result<void> refuse_value(const Field& field, std::string_view why) {
    return refuse(Reason::invalid_value, std::string(field.name) + ": " + std::string(why));
}

Result<void> refuse_bytes(const Field& field) {
    return refuse(Reason::malformed,
                  std::string(field.name) + ": these bytes are not the one form of its kind");
}

/// The length of the UTF-8 sequence at the front, 0 if there is none: no overlong forms, no
/// surrogates, nothing above U+10FFFF.
std::size_t utf8_length(std::string_view text) {
    const auto byte = [&](std::size_t i) -> unsigned {
        return i < text.size() ? static_cast<std::uint8_t>(text[i]) : 0u;
    };
    const auto follows = [&](std::size_t i) { return (byte(i) & 0xc0u) == 0x80u; };
    const unsigned lead = byte(0);
    if (lead < 0x80) return 1;
    if (lead >= 0xc2 && lead <= 0xdf) return follows(1) ? 2 : 0;
    if (lead >= 0xe0 && lead <= 0xef) {
        const bool overlong = lead == 0xe0 && byte(1) < 0xa0;
        const bool surrogate = lead == 0xed && byte(1) > 0x9f;
        return follows(1) && follows(2) && !overlong && !surrogate ? 3 : 0;
    }
    if (lead >= 0xf0 && lead <= 0xf4) {
        const bool overlong = lead == 0xf0 && byte(1) < 0x90;
        const bool beyond = lead == 0xf4 && byte(1) > 0x8f;
        return follows(1) && follows(2) && follows(3) && !overlong && !beyond ? 4 : 0;
    }
    return 0;
}

bool is_blank(char c) { return c == ' ' || c == '\t' || c == '\n'; }

bool all_digits(std::string_view text) {
    return std::all_of(text.begin(), text.end(), [](char c) { return c >= '0' && c <= '9'; });
}

/// The eleven-test: nine digits weighed 9 to 2 and the last -1, the sum divisible by eleven.
bool passes_eleven_test(std::string_view digits) {
    if (digits.size() != 9 || !all_digits(digits) || digits == "000000000") return false;
    int sum = 0;
    for (std::size_t i = 0; i < 9; ++i) {
        const int weight = i == 8 ? -1 : static_cast<int>(9 - i);
        sum += weight * (digits[i] - '0');
    }
    return sum % 11 == 0;
}

Result<void> check_text(const Field& field, std::string_view text) {
    for (std::string_view rest = text; !rest.empty();) {
        const std::size_t length = utf8_length(rest);
        if (length == 0) return refuse_value(field, "is not valid UTF-8");
        const auto first = static_cast<std::uint8_t>(rest.front());
        const bool control = (first < 0x20 && first != '\n' && first != '\t') || first == 0x7f;
        if (control) return refuse_value(field, "holds a control character");
        rest.remove_prefix(length);
    }
    if (is_blank(text.front()) || is_blank(text.back())) return refuse_bytes(field);
    if (field.check == Check::kvk && !(text.size() == 8 && all_digits(text))) {
        return refuse_value(field, "is not a number of the trade register, which has eight digits");
    }
    if (field.check == Check::bsn && !passes_eleven_test(text)) {
        return refuse_value(field, "is not a citizen service number: nine digits that pass the "
                                   "eleven-test");
    }
    return {};
}

Result<void> check_number(const Field& field, std::string_view bytes) {
    const auto number = decode_integer(bytes);
    if (!number) return refuse_bytes(field);
    const auto within = [&](std::int64_t least, std::int64_t most,
                            std::string_view why) -> Result<void> {
        if (*number < least || *number > most) return refuse_value(field, why);
        return {};
    };
    constexpr std::string_view years = "lies outside the years 1 to 9999";
    const std::int64_t first_minute = first_date.days * minutes_per_day;
    const std::int64_t end_minute = (last_date.days + std::int64_t{1}) * minutes_per_day;
    switch (field.kind) {
        case Kind::integer: return within(0, INT64_MAX, "is below 0");
        case Kind::minutes: return within(0, INT64_MAX, "is below 0 minutes");
        case Kind::date: return within(first_date.days, last_date.days, years);
        case Kind::month:
            return within(month_of(first_date).months, month_of(last_date).months, years);
        case Kind::local_time: return within(first_minute, end_minute - 1, years);
        case Kind::instant: return within(first_minute * 60'000, end_minute * 60'000 - 1, years);
        case Kind::boolean: return within(0, 1, "is neither true nor false");
        case Kind::vocabulary: {
            const Term* const term = find_term(field.vocabulary, *number);
            if (term != nullptr && term->derived) {
                return refuse_value(field, std::string(term->name) + " is computed, never written");
            }
            return within(1, INT64_MAX, "is no number of a closed list");
        }
        default: return {};
    }
}

Result<void> check_parts(const Field& field, std::string_view bytes) {
    const auto parts = decode_parts(bytes);
    if (!parts) return refuse_bytes(field);
    const bool is_signed = field.check == Check::signed_minutes;
    std::int64_t sum = 0;
    for (const Part& part : *parts) {
        if (part.status < 1) return refuse_value(field, "has a status that is no number of a list");
        const Term* const term = find_term(field.vocabulary, part.status);
        if (term != nullptr && term->derived) {
            return refuse_value(field, std::string(term->name) + " is computed, never written");
        }
        if (part.minutes < (is_signed ? -minutes_per_day : 0)) {
            return refuse_value(field, "has a part with too few minutes");
        }
        if (part.minutes > minutes_per_day) {
            return refuse_value(field, "has a part above the 1440 minutes of a day");
        }
        sum += part.minutes;
        if (sum > minutes_per_day && !is_signed) {
            return refuse_value(field, "sums to more than the 1440 minutes of a day");
        }
    }
    return {};
}

}  // namespace

Result<void> check_value(const Field& field, std::string_view bytes) {
    if (bytes.empty()) return {};
    if (bytes.size() > limits::value_bytes_max) {
        return refuse(Reason::too_large, std::string(field.name) + ": is longer than 1 MiB");
    }
    const auto canonical = [&](bool holds) -> Result<void> {
        return holds ? Result<void>{} : refuse_bytes(field);
    };
    switch (field.kind) {
        case Kind::text: return check_text(field, bytes);
        case Kind::reference: return canonical(bytes.size() == sizeof(IdBytes));
        case Kind::schedule: return canonical(decode_schedule(bytes).has_value());
        case Kind::calendar: return canonical(decode_calendar(bytes).has_value());
        case Kind::parts: return check_parts(field, bytes);
        case Kind::spans: return canonical(decode_spans(bytes).has_value());
        case Kind::stamps: return canonical(decode_stamps(bytes).has_value());
        case Kind::bytes: return {};
        default: return check_number(field, bytes);
    }
}

bool is_known_vocabulary(const Field& field, std::string_view bytes) {
    const auto known = [&](std::int64_t number) {
        return find_term(field.vocabulary, number) != nullptr;
    };
    if (field.kind == Kind::vocabulary) {
        const auto number = decode_integer(bytes);
        return !number || known(*number);
    }
    if (field.kind == Kind::parts) {
        const auto parts = decode_parts(bytes);
        return !parts || std::all_of(parts->begin(), parts->end(),
                                     [&](const Part& part) { return known(part.status); });
    }
    return true;
}

}  // namespace veldwerk
