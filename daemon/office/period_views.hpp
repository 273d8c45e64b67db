// SPDX-License-Identifier: EUPL-1.2
// Months and corrections as people and reports read them. A closed month reads as its close stored
// it; every other is drawn up from the days as they stand.
#pragma once

#include <string>
#include <vector>

#include "daemon/office/closes.hpp"

namespace veldwerk::office {

struct OpenDay {
    RecordId placement;
    std::string code;
    CivilDate date;
};

/// A close that does not count: its author learns here that another came before.
struct EmptyClose {
    RecordId period;
    std::string by;
    Instant at;
};

struct PeriodView {
    CivilMonth month;
    std::int64_t state{};         ///< Vocabulary::period_state: open while the month runs
    std::int64_t minutes{};       ///< present
    std::string digest;           ///< of a closed month's export: SHA-256, lower-case hex
    std::vector<OpenDay> open_days;  ///< by code and date; of a closed month those its close named
    std::vector<EmptyClose> empty;
};

/// A day is over before `today`.
[[nodiscard]] PeriodView view_period(Ledger& ledger, CivilMonth month, CivilDate today);
/// From the first month with a granted placement to the running one; the last
/// `months_listed_max` of them.
[[nodiscard]] std::vector<PeriodView> view_periods(Ledger& ledger, CivilDate today);
/// Ten years: a start in a wrong century is no reason to list all months since.
inline constexpr std::int32_t months_listed_max = 120;

struct CorrectionView {
    RecordId id;
    std::string version;
    RecordId placement;
    std::string code;               ///< of the placement
    CivilDate date;
    std::vector<Part> delta;        ///< per status
    std::int64_t delta_minutes{};   ///< present
    std::int64_t state{};           ///< Vocabulary::correction_state
    RecordId approved_by;
    std::optional<CivilMonth> booked_in;  ///< of an approved one
};
/// Of a correction record.
[[nodiscard]] CorrectionView read_correction(Ledger& ledger, const RecordState& correction);
/// All of them, by date, code and number.
[[nodiscard]] std::vector<CorrectionView> view_corrections(Ledger& ledger);
/// The approved ones that a month books, in the same order: for its report, and for its close.
[[nodiscard]] std::vector<CorrectionView> corrections_booked_in(Ledger& ledger, CivilMonth month);

/// By code and date, of the days of a month.
[[nodiscard]] std::vector<OpenDay> open_days_of(Ledger& ledger, std::span<const ClosedDay> days);
/// "L6 2026-11-30, L3 2026-12-04 and 12 more".
[[nodiscard]] std::string told_days(const std::vector<OpenDay>& days);

}  // namespace veldwerk::office
