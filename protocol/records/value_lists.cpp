// SPDX-License-Identifier: EUPL-1.2
// Lists as people type them: an attendance day, a weekly schedule, a calendar of holidays, date
// ranges, stamps. Schedules and calendars are dated: `DATE/...;DATE/...`, where an entry without a
// date holds from the start and replaces all that was there.
#include <array>

#include "protocol/records/holidays.hpp"
#include "protocol/records/stamps.hpp"
#include "protocol/records/value.hpp"
#include "protocol/records/value_forms.hpp"
#include "protocol/records/vocabulary.hpp"

namespace veldwerk::forms {
namespace {

constexpr std::string_view nothing = "none";  // a week or a calendar without a single day

struct Weekday {
    std::string_view name;
    std::string_view dutch;
};
constexpr std::array<Weekday, 7> weekdays{{{"mon", "ma"}, {"tue", "di"}, {"wed", "wo"},
                                           {"thu", "do"}, {"fri", "vr"}, {"sat", "za"},
                                           {"sun", "zo"}}};

std::optional<std::size_t> weekday_of(std::string_view name) {
    for (std::size_t day = 0; day < weekdays.size(); ++day) {
        if (same_name(weekdays[day].name, name) || same_name(weekdays[day].dutch, name)) return day;
    }
    return std::nullopt;
}

Result<std::array<std::int64_t, 7>> parse_week(const Field& field, std::string_view text) {
    std::array<std::int64_t, 7> week{};
    if (text == nothing) return week;
    while (!text.empty()) {
        std::string_view minutes = take_until(text, ',');
        const std::string_view item = minutes;
        const auto day = weekday_of(take_until(minutes, ':'));
        const auto number = parse_whole(minutes);
        if (!day || !number || *number < 0 || *number > minutes_per_day) {
            return refuse_text(field, item, "is not a weekday with minutes, like mon:480 (mon, "
                                            "tue, wed, thu, fri, sat, sun; at most 1440)");
        }
        week[*day] = *number;
    }
    return week;
}

std::string format_week(const std::array<std::int64_t, 7>& week) {
    std::string text;
    for (std::size_t day = 0; day < week.size(); ++day) {
        if (week[day] == 0) continue;
        if (!text.empty()) text += ',';
        text += std::string(weekdays[day].name) + ':' + std::to_string(week[day]);
    }
    return text.empty() ? std::string(nothing) : text;
}

Result<std::uint32_t> parse_holidays(const Field& field, std::string_view text) {
    std::uint32_t mask = 0;
    if (text == nothing) return mask;
    while (!text.empty()) {
        const std::string_view name = take_until(text, ',');
        const Holiday* const holiday = find_holiday(name);
        if (holiday == nullptr) {
            return refuse_text(field, name, "is not one of none, " + allowed_holidays());
        }
        mask |= holiday->bit;
    }
    return mask;
}

/// Nothing if the mask names a holiday this version lacks.
std::optional<std::string> format_holidays(std::uint32_t mask) {
    std::string text;
    for (const Holiday& holiday : holidays()) {
        if ((mask & holiday.bit) == 0) continue;
        mask &= ~holiday.bit;
        if (!text.empty()) text += ',';
        text += holiday.name;
    }
    if (mask != 0) return std::nullopt;
    return text.empty() ? std::string(nothing) : text;
}

/// Takes `DATE/` off the front; no slash, no date.
Result<std::optional<CivilDate>> take_from(const Field& field, std::string_view& entry) {
    if (entry.find('/') == std::string_view::npos) return std::optional<CivilDate>{};
    const std::string_view text = take_until(entry, '/');
    const auto date = parse_date(text);
    if (!date) return refuse_text(field, text, "is not a date like 2026-11-30 before the slash");
    return std::optional(*date);
}

/// Reads `[DATE/]REST;...` into entries after those that were there. An entry without a date starts
/// anew; one with a date that was there takes its place.
template <class Entry, class ParseRest>
Result<std::vector<Entry>> parse_dated(const Field& field, std::string_view text,
                                       std::vector<Entry> entries, ParseRest parse_rest) {
    bool anew = false;
    std::vector<Entry> typed;
    while (!text.empty()) {
        std::string_view rest = take_until(text, ';');
        const auto from = take_from(field, rest);
        if (!from) return tl::unexpected<Error>(from.error());
        const auto value = parse_rest(trimmed(rest));
        if (!value) return tl::unexpected<Error>(value.error());
        anew = anew || !from->has_value();
        // Which of the two was meant is nobody's to guess.
        for (const Entry& earlier : typed) {
            if (earlier.from != *from) continue;
            return refuse_text(field, *from ? (*from)->text() : std::string("the start"),
                               "is named twice");
        }
        typed.push_back(Entry{*from, *value});
    }
    if (anew) entries.clear();
    entries.insert(entries.end(), typed.begin(), typed.end());
    return entries;
}

std::string dated(const std::optional<CivilDate>& from, const std::string& text) {
    return from ? from->text() + "/" + text : text;
}

Result<DateSpan> parse_span(const Field& field, std::string_view text) {
    const auto dots = text.find("..");
    const auto first = parse_date(trimmed(text.substr(0, dots)));
    const auto last = dots == std::string_view::npos ? first
                      : dots + 2 == text.size()      ? std::optional(last_date)
                                                     : parse_date(trimmed(text.substr(dots + 2)));
    if (!first || !last || *last < *first) {
        return refuse_text(field, text, "is not a range like 2026-12-01..2026-12-07 or "
                                        "2026-12-01.. when its end is open");
    }
    return DateSpan{*first, *last};
}

std::string format_span(const DateSpan& span) {
    return span.first.text() + ".." + (span.last == last_date ? "" : span.last.text());
}

template <class Entries, class Format>
std::string joined(const Entries& entries, char separator, Format format) {
    std::string text;
    for (const auto& entry : entries) {
        if (!text.empty()) text += separator;
        text += format(entry);
    }
    return text;
}

std::optional<std::string> format_parts(const Field& field, std::string_view bytes) {
    if (!is_known_vocabulary(field, bytes)) return std::nullopt;
    return joined(*decode_parts(bytes), ',', [&](const Part& part) {
        const std::string status(find_term(field.vocabulary, part.status)->name);
        return status + ':' + std::to_string(part.minutes);
    });
}

std::optional<std::string> format_calendar(std::string_view bytes) {
    const auto entries = decode_calendar(bytes);
    std::string text;
    for (const CalendarEntry& entry : *entries) {
        const auto names = format_holidays(entry.holidays);
        if (!names) return std::nullopt;
        if (!text.empty()) text += ';';
        text += dated(entry.from, *names);
    }
    return text;
}

}  // namespace

Result<std::string> parse_parts(const Field& field, std::string_view text) {
    std::vector<Part> parts;
    while (!text.empty()) {
        std::string_view minutes = take_until(text, ',');
        const std::string_view item = minutes;
        const std::string_view status = take_until(minutes, ':');
        const Term* const term = find_term(field.vocabulary, status);
        if (term == nullptr || term->derived) {
            return refuse_text(field, status, "is not one of " + allowed_terms(field.vocabulary));
        }
        const auto number = parse_whole(minutes);
        if (!number || *number > minutes_per_day || *number < -minutes_per_day) {
            return refuse_text(field, item,
                               "is not a status with its minutes of a day, like present:480; a "
                               "day has 0 to 1440");
        }
        parts.push_back({term->number, *number});
    }
    return encode_parts(std::move(parts));
}

Result<std::string> parse_schedule(const Field& field, std::string_view text,
                                   std::string_view present) {
    const auto entries = parse_dated<ScheduleEntry>(
        field, text, decode_schedule(present).value_or(std::vector<ScheduleEntry>{}),
        [&](std::string_view rest) { return parse_week(field, rest); });
    if (!entries) return tl::unexpected<Error>(entries.error());
    return encode_schedule(*entries);
}

Result<std::string> parse_calendar(const Field& field, std::string_view text,
                                   std::string_view present) {
    const auto entries = parse_dated<CalendarEntry>(
        field, text, decode_calendar(present).value_or(std::vector<CalendarEntry>{}),
        [&](std::string_view rest) { return parse_holidays(field, rest); });
    if (!entries) return tl::unexpected<Error>(entries.error());
    return encode_calendar(*entries);
}

Result<std::string> parse_spans(const Field& field, std::string_view text) {
    std::vector<DateSpan> spans;
    while (!text.empty()) {
        const auto span = parse_span(field, take_until(text, ','));
        if (!span) return tl::unexpected<Error>(span.error());
        spans.push_back(*span);
    }
    return encode_spans(std::move(spans));
}

Result<std::string> parse_stamps(const Field& field, std::string_view text) {
    std::vector<Stamp> stamps;
    while (!text.empty()) {
        std::string_view counter = take_until(text, ',');
        const std::string_view item = counter;
        const auto writer = WriterId::parse(take_until(counter, '/'));
        const auto number = parse_whole(counter);
        if (!writer || !number || *number < 0) {
            return refuse_text(field, item, "is not a stamp: writer, slash, counter");
        }
        stamps.push_back({*writer, static_cast<std::uint64_t>(*number)});
    }
    return encode_stamps(std::move(stamps));
}

std::optional<std::string> format_list(const Field& field, std::string_view bytes) {
    switch (field.kind) {
        case Kind::parts: return format_parts(field, bytes);
        case Kind::calendar: return format_calendar(bytes);
        case Kind::schedule:
            return joined(*decode_schedule(bytes), ';', [](const ScheduleEntry& entry) {
                return dated(entry.from, format_week(entry.minutes));
            });
        case Kind::spans: return joined(*decode_spans(bytes), ',', format_span);
        case Kind::stamps:
            return joined(*decode_stamps(bytes), ',', [](const Stamp& stamp) {
                return stamp.writer.text() + '/' + std::to_string(stamp.counter);
            });
        default: return std::nullopt;
    }
}

}  // namespace veldwerk::forms
