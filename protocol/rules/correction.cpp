// SPDX-License-Identifier: EUPL-1.2
#include "protocol/rules/correction.hpp"

#include <algorithm>
#include <tuple>

#include "protocol/records/varint.hpp"

namespace veldwerk {
namespace {

constexpr std::uint64_t approves = 1;
constexpr std::uint64_t rejects = 2;

using Minutes = std::map<std::int64_t, std::int64_t>;  // per status

std::vector<Part> parts_of(const Minutes& minutes) {
    std::vector<Part> parts;
    for (const auto& [status, count] : minutes) {
        if (count != 0) parts.push_back({status, count});
    }
    return parts;
}

void add(Minutes& sum, std::span<const Part> parts, std::int64_t sign) {
    for (const Part& part : parts) sum[part.status] += sign * part.minutes;
}

}  // namespace

std::string encode_correction(const CorrectionOutcome& outcome) {
    std::string bytes;
    append_varint(bytes, outcome.approved ? approves : rejects);
    return bytes + encode_parts(outcome.delta);
}

std::optional<CorrectionOutcome> decode_correction(std::string_view bytes) {
    const auto word = read_varint(bytes);
    if (word != approves && word != rejects) return std::nullopt;
    auto delta = decode_parts(bytes);
    if (!delta) return std::nullopt;
    return CorrectionOutcome{*word == approves, std::move(*delta)};
}

std::vector<Part> difference(std::span<const Part> a, std::span<const Part> b) {
    Minutes minutes;
    add(minutes, a, 1);
    add(minutes, b, -1);
    return parts_of(minutes);
}

std::vector<Part> open_delta(const CorrectionFacts& facts) {
    if (!facts.now) return {};
    Minutes minutes;
    add(minutes, *facts.now, 1);
    add(minutes, facts.closed, -1);
    for (const auto& decision : facts.decided) add(minutes, decision.outcome.delta, -1);
    return parts_of(minutes);
}

void sort_decided(std::vector<DecidedDelta>& decided) {
    std::sort(decided.begin(), decided.end(), [](const DecidedDelta& a, const DecidedDelta& b) {
        return std::tie(a.claimed, a.stamp, a.id) < std::tie(b.claimed, b.stamp, b.id);
    });
}

RecordId correction_id(const RecordId& placement, CivilDate date, std::size_t number) {
    return derive_record_id("correction:" + std::string(placement.view()) + encode_date(date) +
                            encode_integer(static_cast<std::int64_t>(number)));
}

Booking booking_of(const RecordId& approval, CivilMonth corrected,
                   const BooksOfMonths& closed_months) {
    for (auto later = closed_months.upper_bound(corrected); later != closed_months.end(); ++later) {
        if (later->second.contains(approval)) return {later->first, true};
    }
    CivilMonth month = corrected.next();
    while (closed_months.contains(month)) month = month.next();
    return {month, false};
}

}  // namespace veldwerk
