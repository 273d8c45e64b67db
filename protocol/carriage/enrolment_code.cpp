// SPDX-License-Identifier: EUPL-1.2
// Crockford's base32 over 20 bytes.
#include "protocol/carriage/enrolment_code.hpp"

#include <algorithm>
#include <optional>

namespace veldwerk::carriage {
namespace {

constexpr std::string_view alphabet = "0123456789ABCDEFGHJKMNPQRSTVWXYZ";
constexpr std::size_t code_bytes = 20;
constexpr std::size_t code_characters = 32;
static_assert(alphabet.size() == 32 && code_bytes * 8 == code_characters * 5);

std::optional<std::uint8_t> digit_of(char character) {
    if (character >= 'a' && character <= 'z') character = static_cast<char>(character - 'a' + 'A');
    if (character == 'O') character = '0';
    if (character == 'I' || character == 'L') character = '1';
    const std::size_t digit = alphabet.find(character);
    if (digit == std::string_view::npos) return std::nullopt;
    return static_cast<std::uint8_t>(digit);
}

bool is_filler(char character) {
    return std::string_view(" -\t\r\n").find(character) != std::string_view::npos;
}

}  // namespace

std::string format_code(const EnrolmentCode& code) {
    std::array<std::uint8_t, code_bytes> bytes{};
    const auto middle = std::copy(code.secret.begin(), code.secret.end(), bytes.begin());
    std::copy(code.authority.begin(), code.authority.end(), middle);

    std::string text;
    for (std::size_t i = 0; i < code_characters; ++i) {
        if (i > 0 && i % 4 == 0) text += '-';
        unsigned digit = 0;
        for (std::size_t bit = i * 5; bit < i * 5 + 5; ++bit) {
            digit = digit << 1 | (static_cast<unsigned>(bytes[bit / 8]) >> (7 - bit % 8) & 1U);
        }
        text += alphabet[digit];
    }
    return text;
}

Result<EnrolmentCode> parse_code(std::string_view text) {
    std::array<std::uint8_t, code_bytes> bytes{};
    std::size_t count = 0;
    for (const char character : text) {
        if (is_filler(character)) continue;
        const auto digit = digit_of(character);
        if (!digit) {
            return refuse(Reason::malformed,
                          "the code has a character that no code has; look at "
                          "it again (letters and digits, no U)");
        }
        if (count == code_characters) return refuse(Reason::malformed, "the code is too long");
        for (std::size_t i = 0; i < 5; ++i) {
            const std::size_t bit = count * 5 + i;
            const unsigned one = static_cast<unsigned>(*digit) >> (4 - i) & 1U;
            bytes[bit / 8] = static_cast<std::uint8_t>(bytes[bit / 8] | one << (7 - bit % 8));
        }
        ++count;
    }
    if (count < code_characters) return refuse(Reason::malformed, "the code is too short");

    EnrolmentCode code;
    std::copy_n(bytes.begin(), code.secret.size(), code.secret.begin());
    std::copy_n(bytes.begin() + code.secret.size(), code.authority.size(), code.authority.begin());
    return code;
}

}  // namespace veldwerk::carriage
