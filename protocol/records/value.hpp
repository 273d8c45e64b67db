// SPDX-License-Identifier: EUPL-1.2
// Values are canonical bytes: merging, digesting, storing and shipping treat them as opaque, so a
// field that only a newer version understands survives. Equal meaning is equal bytes; no bytes at
// all means "empty". Here they become what people type and read, and are checked on the way in.
//
//   text         UTF-8, no control characters but line feed and tab, no surrounding blanks
//   integer, minutes, cents, date, month, local_time, instant, boolean, vocabulary
//                one signed integer, zigzag LEB128, shortest form. date: days since 1970-01-01;
//                month: year*12 + month-1; local_time: minutes since 1970-01-01T00:00, civil;
//                instant: milliseconds since 1970 UTC; boolean 0/1; vocabulary: its number
//   reference    16 bytes
//   schedule     entries by rising date: 0 for "from the start" (only the first) or 1 + the zigzag
//                of the date, unsigned LEB128; then seven minutes, Monday first
//   calendar     entries as in schedule, each an unsigned bit mask of holidays (holidays.hpp)
//   parts        by rising status: status, minutes
//   spans        by rising start, never touching: first day, last day
//   stamps       sorted: 16 bytes of writer, unsigned counter (stamps.hpp)
//   bytes        as they are
#pragma once

#include <array>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "protocol/records/civil.hpp"
#include "protocol/records/identity.hpp"
#include "protocol/records/result.hpp"
#include "protocol/records/schema.hpp"

namespace veldwerk {

inline constexpr std::int64_t minutes_per_day = 1440;

// --- numbers ---
[[nodiscard]] std::string encode_integer(std::int64_t number);
/// Empty or malformed bytes give nothing.
[[nodiscard]] std::optional<std::int64_t> decode_integer(std::string_view bytes);

/// A date outside the years 1 to 9999 gives nothing, here and wherever a date is decoded.
[[nodiscard]] std::string encode_date(CivilDate date);
[[nodiscard]] std::optional<CivilDate> decode_date(std::string_view bytes);

// --- attendance parts ---
struct Part {
    std::int64_t status{};   ///< Vocabulary::attendance
    std::int64_t minutes{};
    auto operator<=>(const Part&) const = default;
};
/// Sorted by status, one part per status (equal statuses are added up).
[[nodiscard]] std::string encode_parts(std::vector<Part> parts);
[[nodiscard]] std::optional<std::vector<Part>> decode_parts(std::string_view bytes);

// --- schedules, calendars, spans: no entries are no bytes ---
struct ScheduleEntry {
    std::optional<CivilDate> from;          ///< empty: from the start
    std::array<std::int64_t, 7> minutes{};  ///< Monday first
    bool operator==(const ScheduleEntry&) const = default;
};
[[nodiscard]] std::string encode_schedule(const std::vector<ScheduleEntry>& entries);
[[nodiscard]] std::optional<std::vector<ScheduleEntry>> decode_schedule(std::string_view bytes);

struct CalendarEntry {
    std::optional<CivilDate> from;
    std::uint32_t holidays{};               ///< bits of holidays.hpp
    bool operator==(const CalendarEntry&) const = default;
};
[[nodiscard]] std::string encode_calendar(const std::vector<CalendarEntry>& entries);
[[nodiscard]] std::optional<std::vector<CalendarEntry>> decode_calendar(std::string_view bytes);

struct DateSpan {
    CivilDate first;
    CivilDate last;
    auto operator<=>(const DateSpan&) const = default;
};
[[nodiscard]] std::string encode_spans(std::vector<DateSpan> spans);
[[nodiscard]] std::optional<std::vector<DateSpan>> decode_spans(std::string_view bytes);

// --- what people type and read ---
/// Turns what a person typed into canonical bytes, checked: type, vocabulary, range, unit.
/// `present` is the value the record has now; a schedule or calendar given as `DATE/...` is added
/// to it, entries without a date replace it. References must be full ids here: codes and tails are
/// resolved before, by whoever has the records. One element only for a set field. Empty text gives
/// no bytes. The refusal names the field and what is allowed. The forms:
///   text         itself, surrounding blanks removed        date       2026-11-30
///   integer, minutes, cents   480 (money in cents)         month      2026-11
///   boolean      true false yes no ja nee                  local_time 2026-12-17T18:00
///   vocabulary   a name, English or Dutch                  instant    2026-11-30T16:00:00+01:00
///   parts        present:300,sick:180                      reference  36 characters
///   schedule     mon:480,tue:480 or DATE/mon:480;DATE/none spans      DATE..DATE,DATE.. (open end)
///   calendar     new_year,easter_monday or DATE/none       bytes      hexadecimal
///   stamps       WRITER/COUNTER,WRITER/COUNTER
[[nodiscard]] Result<std::string> parse_value(const Field& field, std::string_view text,
                                              std::string_view present = {});

/// The reverse: `parse_value(format_value(v)) == v` for all valid v. Empty bytes give empty text.
/// Bytes this version cannot read give `?` followed by hex.
[[nodiscard]] std::string format_value(const Field& field, std::string_view bytes);

/// Whether bytes are canonical for the field's kind and pass its check: what the office asks of a
/// device's bytes. Empty bytes always are. A vocabulary number newer than this version is well
/// formed (the office parks it, see `is_known_vocabulary`).
[[nodiscard]] Result<void> check_value(const Field& field, std::string_view bytes);
/// False only for a vocabulary value (or a part's status) with a number this version lacks.
[[nodiscard]] bool is_known_vocabulary(const Field& field, std::string_view bytes);

}  // namespace veldwerk
