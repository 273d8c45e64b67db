// SPDX-License-Identifier: EUPL-1.2
#include "protocol/carriage/cell_text.hpp"

#include <array>
#include <charconv>

namespace veldwerk::carriage {
namespace {

/// What windows-1252 has from 0x80 to 0x9F; the rest of it is Latin-1. Zero: left open.
constexpr std::array<std::uint16_t, 32> windows_1252{
    0x20AC, 0,      0x201A, 0x0192, 0x201E, 0x2026, 0x2020, 0x2021, 0x02C6, 0x2030, 0x0160,
    0x2039, 0x0152, 0,      0x017D, 0,      0,      0x2018, 0x2019, 0x201C, 0x201D, 0x2022,
    0x2013, 0x2014, 0x02DC, 0x2122, 0x0161, 0x203A, 0x0153, 0,      0x017E, 0x0178};

void append_utf8(std::string& text, unsigned point) {
    if (point < 0x80) {
        text.push_back(static_cast<char>(point));
    } else if (point < 0x800) {
        text.push_back(static_cast<char>(0xC0 | (point >> 6)));
        text.push_back(static_cast<char>(0x80 | (point & 0x3F)));
    } else {
        text.push_back(static_cast<char>(0xE0 | (point >> 12)));
        text.push_back(static_cast<char>(0x80 | ((point >> 6) & 0x3F)));
        text.push_back(static_cast<char>(0x80 | (point & 0x3F)));
    }
}

/// Of the sequence at the front; 0: there is none.
std::size_t sequence_length(std::string_view text) {
    const auto byte = [text](std::size_t i) {
        return i < text.size() ? static_cast<unsigned char>(text[i]) : 0U;
    };
    const auto follows = [&byte](std::size_t i) { return (byte(i) & 0xC0) == 0x80; };
    const unsigned first = byte(0);
    if (first < 0x80) return 1;
    if (first >= 0xC2 && first <= 0xDF) return follows(1) ? 2 : 0;
    if (first >= 0xE0 && first <= 0xEF) {
        if (first == 0xE0 && byte(1) < 0xA0) return 0;  // overlong
        if (first == 0xED && byte(1) > 0x9F) return 0;  // a surrogate
        return follows(1) && follows(2) ? 3 : 0;
    }
    if (first >= 0xF0 && first <= 0xF4) {
        if (first == 0xF0 && byte(1) < 0x90) return 0;
        if (first == 0xF4 && byte(1) > 0x8F) return 0;
        return follows(1) && follows(2) && follows(3) ? 4 : 0;
    }
    return 0;
}

std::string_view trimmed(std::string_view text) {
    constexpr std::string_view blanks = " \t\r\n";
    const auto first = text.find_first_not_of(blanks);
    if (first == std::string_view::npos) return {};
    return text.substr(first, text.find_last_not_of(blanks) - first + 1);
}

bool all_digits(std::string_view text) {
    return !text.empty() && text.find_first_not_of("0123456789") == std::string_view::npos;
}

/// A number as digits and how many of them stand behind the comma.
struct Decimal {
    std::string digits;
    std::size_t fraction{};
};

/// Groups of three, set apart by one sign: 1.234.567. Joined, or nothing.
std::optional<std::string> join_thousands(std::string_view text, char apart) {
    std::string joined;
    for (bool first = true;; first = false) {
        const auto end = text.find(apart);
        const auto group = text.substr(0, end);
        const bool fits = first ? group.size() <= 3 : group.size() == 3;
        if (!all_digits(group) || !fits) return std::nullopt;
        joined += group;
        if (end == std::string_view::npos) return joined;
        text.remove_prefix(end + 1);
    }
}

std::optional<Decimal> decimal_of(std::string_view text) {
    const auto last = text.find_last_of(".,");
    if (last == std::string_view::npos) {
        return all_digits(text) ? std::optional(Decimal{std::string(text), 0}) : std::nullopt;
    }
    const char sign = text[last];
    const char other = sign == '.' ? ',' : '.';
    const auto whole = text.substr(0, last);
    const auto fraction = text.substr(last + 1);
    if (whole.find(sign) != std::string_view::npos) {
        // One sign more than once sets thousands apart.
        const auto joined = join_thousands(text, sign);
        return joined ? std::optional(Decimal{*joined, 0}) : std::nullopt;
    }
    const bool grouped = whole.find(other) != std::string_view::npos;
    const auto joined = grouped ? join_thousands(whole, other) : std::optional(std::string(whole));
    if (!joined || !all_digits(*joined) || !all_digits(fraction)) return std::nullopt;
    return Decimal{*joined + std::string(fraction), fraction.size()};
}

/// "1.440" is 1440 to some and 1.44 to others; "1,440" is a decimal comma here.
bool says_either(std::string_view text) {
    const auto point = text.find('.');
    return point != std::string_view::npos && point > 0 && point <= 3 && text[0] != '0' &&
           text.find(',') == std::string_view::npos && text.size() == point + 4;
}

tl::unexpected<Error> refuse_number(std::string_view cell, const std::string& why) {
    constexpr std::size_t shown_max = 40;
    return refuse(Reason::invalid_value,
                  '"' + std::string(cell.substr(0, shown_max)) + "\" " + why);
}

}  // namespace

bool is_utf8(std::string_view bytes) {
    while (!bytes.empty()) {
        const std::size_t length = sequence_length(bytes);
        if (length == 0) return false;
        bytes.remove_prefix(length);
    }
    return true;
}

std::optional<std::string> utf8_of_windows_1252(std::string_view bytes) {
    std::string text;
    for (const char c : bytes) {
        unsigned point = static_cast<unsigned char>(c);
        if (point >= 0x80 && point < 0xA0) point = windows_1252[point - 0x80];
        if (point == 0 && c != '\0') return std::nullopt;
        append_utf8(text, point);
    }
    return text;
}

std::optional<CivilDate> date_of_cell(std::string_view cell) {
    const std::string_view text = trimmed(cell);
    if (auto iso = parse_date(text)) return iso;
    const auto first = text.find_first_of("-/.");
    if (first == std::string_view::npos) return std::nullopt;
    const auto second = text.find(text[first], first + 1);
    if (second == std::string_view::npos) return std::nullopt;
    const auto part = [](std::string_view digits, std::size_t size_max) -> std::optional<unsigned> {
        if (!all_digits(digits) || digits.size() > size_max) return std::nullopt;
        unsigned number = 0;
        std::from_chars(digits.data(), digits.data() + digits.size(), number);
        return number;
    };
    const auto day = part(text.substr(0, first), 2);
    const auto month = part(text.substr(first + 1, second - first - 1), 2);
    const auto year = part(text.substr(second + 1), 4);
    if (!day || !month || !year || text.size() - second - 1 != 4) return std::nullopt;
    return make_date(static_cast<int>(*year), *month, *day);
}

std::string dutch_date(CivilDate date) {
    const std::string iso = date.text();
    return iso.substr(8, 2) + '-' + iso.substr(5, 2) + '-' + iso.substr(0, 4);
}

Result<std::int64_t> number_of_cell(std::string_view cell, Factor factor) {
    std::string_view text = trimmed(cell);
    const bool negative = text.starts_with('-');
    if (negative || text.starts_with('+')) text.remove_prefix(1);
    if (says_either(text)) {
        return refuse_number(cell,
                             "can be read in two ways: write it with a decimal comma, or "
                             "without a point");
    }
    const auto decimal = decimal_of(text);
    if (!decimal) return refuse_number(cell, "is not a number");
    // No time or money of an office is longer, and times the largest factor it still fits 64 bits.
    constexpr std::size_t digits_max = 10;
    constexpr std::size_t fraction_max = 6;
    constexpr std::int64_t factor_max = 100'000'000;  // a hundred, which cents are
    if (decimal->digits.size() > digits_max || decimal->fraction > fraction_max ||
        factor.millionths > factor_max) {
        return refuse_number(cell, "has more digits than can be counted with");
    }
    std::int64_t digits = 0;
    const std::string& all = decimal->digits;
    std::from_chars(all.data(), all.data() + all.size(), digits);
    std::int64_t unit = 1;
    for (std::size_t i = 0; i < decimal->fraction; ++i)
        unit *= 10;
    // Whole and rest apart, so that the product stays within 64 bits.
    const std::int64_t rest = digits % unit;
    std::int64_t number = 0;
    if (factor.changes()) {
        const std::int64_t million = 1'000'000;
        const std::int64_t scaled =
            digits / unit * factor.millionths + rest * factor.millionths / unit;
        number = (scaled + million / 2) / million;
    } else {
        if (rest != 0) return refuse_number(cell, "is not a whole number");
        number = digits / unit;
    }
    return negative ? -number : number;
}

std::vector<std::string> elements_of_cell(std::string_view cell) {
    std::vector<std::string> elements(1);
    for (std::size_t i = 0; i < cell.size(); ++i) {
        if (cell[i] != '|') {
            elements.back().push_back(cell[i]);
        } else if (i + 1 < cell.size() && cell[i + 1] == '|') {
            elements.back().push_back('|');
            ++i;
        } else {
            elements.emplace_back();
        }
    }
    for (auto& element : elements)
        element = std::string(trimmed(element));
    std::erase(elements, std::string{});
    return elements;
}

std::string cell_of_elements(const std::vector<std::string>& elements) {
    std::string cell;
    for (const auto& element : elements) {
        if (!cell.empty()) cell += '|';
        for (const char c : element)
            cell += c == '|' ? std::string("||") : std::string(1, c);
    }
    return cell;
}

}  // namespace veldwerk::carriage
