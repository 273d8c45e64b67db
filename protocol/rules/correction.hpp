// SPDX-License-Identifier: EUPL-1.2
// What comes after the close, by arithmetic: "correction = value now - value in the close -
// approved and rejected deltas, per status". Each decision settles one delta; what the facts say
// later is a further delta beside it. So a closed month is never rewritten, and the sum of what was
// closed and approved reaches the truth in whatever order facts and decisions came.
//
// An open day (disputed, unknown, waiting) asks for no correction: what was closed and decided
// stands until the day itself is settled.
#pragma once

#include <map>
#include <optional>
#include <set>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "protocol/merge/stamp.hpp"
#include "protocol/records/civil.hpp"
#include "protocol/records/identity.hpp"
#include "protocol/records/value.hpp"

namespace veldwerk {

/// What a decision of kind correction says: the bytes of its `outcome` explain themselves, however
/// the day moves later.
struct CorrectionOutcome {
    bool approved{};
    std::vector<Part> delta;  ///< by rising status, none of 0 minutes; minutes may be negative
    bool operator==(const CorrectionOutcome&) const = default;
};
[[nodiscard]] std::string encode_correction(const CorrectionOutcome& outcome);
/// Nothing for bytes that `encode_correction` does not write.
[[nodiscard]] std::optional<CorrectionOutcome> decode_correction(std::string_view bytes);

/// A decision on a day's correction.
struct DecidedDelta {
    Instant claimed;
    Stamp stamp;
    RecordId id;
    RecordId person;
    CorrectionOutcome outcome;
};

struct CorrectionFacts {
    std::vector<Part> closed;               ///< in the close; none if it did not list the day
    std::optional<std::vector<Part>> now;   ///< nothing while the day is open
    std::vector<DecidedDelta> decided;      ///< in any order
};

/// a - b, per status; by rising status, without statuses that do not differ.
[[nodiscard]] std::vector<Part> difference(std::span<const Part> a, std::span<const Part> b);

/// What is left to decide; nothing if the books are right.
[[nodiscard]] std::vector<Part> open_delta(const CorrectionFacts& facts);

/// In the order in which the corrections of a day are numbered: by claimed time, then stamp.
void sort_decided(std::vector<DecidedDelta>& decided);

/// The id of the correction record: the n-th of its day, from 0. An open correction bears the
/// number that it keeps once it is decided.
[[nodiscard]] RecordId correction_id(const RecordId& placement, CivilDate date, std::size_t number);

/// The decisions that the counting close of each closed month books.
using BooksOfMonths = std::map<CivilMonth, std::set<RecordId>>;
struct Booking {
    CivilMonth month;
    bool closed{};  ///< that month's close names it: it is booked for ever
    bool operator==(const Booking&) const = default;
};
/// "An approval is booked in the first later month whose close names it, else the first not
/// closed": later than the month that it corrects.
[[nodiscard]] Booking booking_of(const RecordId& approval, CivilMonth corrected,
                                 const BooksOfMonths& closed_months);

}  // namespace veldwerk
