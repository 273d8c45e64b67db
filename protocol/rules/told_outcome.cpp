// SPDX-License-Identifier: EUPL-1.2
#include "protocol/rules/told_outcome.hpp"

#include <vector>

#include "protocol/records/vocabulary.hpp"
#include "protocol/rules/correction.hpp"

namespace veldwerk {
namespace {

std::string told_correction(std::string_view outcome) {
    const auto decided = decode_correction(outcome);
    if (!decided) return "in words of a newer version";
    return (decided->approved ? "approved " : "rejected ") + told_parts(decided->delta);
}

std::string told_withdrawal(std::string_view outcome, const Labelling& label) {
    if (const auto to = RecordId::from_view(outcome)) {
        return "withdrawn; what was seen moved to " + label(type::placement, *to);
    }
    return decode_integer(outcome) == 1 ? "withdrawn" : "kept";
}

}  // namespace

std::string told_parts(std::span<const Part> parts) {
    // The field whose minutes may be negative tells the others too.
    static const Field& field = *find_type(type::correction)->find("delta");
    if (parts.empty()) return "nothing";
    return format_value(field, encode_parts({parts.begin(), parts.end()}));
}

std::string told_outcome(std::int64_t kind, std::string_view outcome, const Labelling& label) {
    const auto id = RecordId::from_view(outcome);
    switch (kind) {
        case review_kind::day:
            return told_parts(decode_parts(outcome).value_or(std::vector<Part>{}));
        case review_kind::guard:
            return decode_integer(outcome) == 1 ? "it stays as it is" : "rejected";
        case review_kind::withdrawal: return told_withdrawal(outcome, label);
        case review_kind::seat:
            return id ? label(type::placement, *id) + " is granted" : std::string{};
        case review_kind::double_task:
            return id ? "one task stays: " + label(type::task, *id) : std::string{};
        case review_kind::correction: return told_correction(outcome);
        default: return {};
    }
}

}  // namespace veldwerk
