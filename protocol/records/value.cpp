// SPDX-License-Identifier: EUPL-1.2
// The canonical bytes of each kind, written and read. Writing sorts and joins, so that equal
// meaning becomes equal bytes; reading accepts nothing but what writing would produce.
#include "protocol/records/value.hpp"

#include <algorithm>
#include <map>

#include "protocol/records/stamps.hpp"
#include "protocol/records/varint.hpp"

namespace veldwerk {
namespace {

bool is_date(std::int64_t days) { return days >= first_date.days && days <= last_date.days; }

std::optional<CivilDate> read_date(std::string_view& bytes) {
    const auto days = read_zigzag(bytes);
    if (!days || !is_date(*days)) return std::nullopt;
    return CivilDate{static_cast<std::int32_t>(*days)};
}

void append_from(std::string& out, const std::optional<CivilDate>& from) {
    append_varint(out, from ? 1 + zigzag(from->days) : 0);
}

/// The date an entry holds from. Nothing at all for bytes that are no date.
std::optional<std::optional<CivilDate>> read_from(std::string_view& bytes) {
    const auto marker = read_varint(bytes);
    if (!marker) return std::nullopt;
    if (*marker == 0) return std::optional<CivilDate>{};
    const auto days = unzigzag(*marker - 1);
    if (!is_date(days)) return std::nullopt;
    return CivilDate{static_cast<std::int32_t>(days)};
}

/// Entries by rising date, of two with one date the last: what schedules and calendars share.
template <class Entry>
std::vector<Entry> by_date(const std::vector<Entry>& entries) {
    std::map<std::optional<CivilDate>, Entry> dated;
    for (const Entry& entry : entries) dated.insert_or_assign(entry.from, entry);
    std::vector<Entry> sorted;
    for (auto& [from, entry] : dated) sorted.push_back(entry);
    return sorted;
}

template <class Entry, class ReadRest>
std::optional<std::vector<Entry>> decode_dated(std::string_view bytes, ReadRest read_rest) {
    std::vector<Entry> entries;
    while (!bytes.empty()) {
        Entry entry;
        const auto from = read_from(bytes);
        if (!from || !read_rest(bytes, entry)) return std::nullopt;
        entry.from = *from;
        // "From the start" is less than every date, so it can only be the first.
        if (!entries.empty() && !(entries.back().from < entry.from)) return std::nullopt;
        entries.push_back(entry);
    }
    return entries;
}

}  // namespace

std::string encode_integer(std::int64_t number) {
    std::string bytes;
    append_zigzag(bytes, number);
    return bytes;
}

std::optional<std::int64_t> decode_integer(std::string_view bytes) {
    const auto number = read_zigzag(bytes);
    return bytes.empty() ? number : std::nullopt;
}

std::string encode_date(CivilDate date) { return encode_integer(date.days); }

std::optional<CivilDate> decode_date(std::string_view bytes) {
    const auto date = read_date(bytes);
    return bytes.empty() ? date : std::nullopt;
}

std::string encode_parts(std::vector<Part> parts) {
    std::map<std::int64_t, std::int64_t> minutes_by_status;
    for (const Part& part : parts) minutes_by_status[part.status] += part.minutes;
    std::string bytes;
    for (const auto& [status, minutes] : minutes_by_status) {
        append_zigzag(bytes, status);
        append_zigzag(bytes, minutes);
    }
    return bytes;
}

std::optional<std::vector<Part>> decode_parts(std::string_view bytes) {
    std::vector<Part> parts;
    while (!bytes.empty()) {
        const auto status = read_zigzag(bytes);
        const auto minutes = read_zigzag(bytes);
        if (!status || !minutes) return std::nullopt;
        if (!parts.empty() && *status <= parts.back().status) return std::nullopt;
        parts.push_back({*status, *minutes});
    }
    return parts;
}

std::string encode_schedule(const std::vector<ScheduleEntry>& entries) {
    std::string bytes;
    for (const ScheduleEntry& entry : by_date(entries)) {
        append_from(bytes, entry.from);
        for (const std::int64_t minutes : entry.minutes) append_zigzag(bytes, minutes);
    }
    return bytes;
}

std::optional<std::vector<ScheduleEntry>> decode_schedule(std::string_view bytes) {
    return decode_dated<ScheduleEntry>(bytes, [](std::string_view& rest, ScheduleEntry& entry) {
        for (std::int64_t& minutes : entry.minutes) {
            const auto read = read_zigzag(rest);
            if (!read || *read < 0 || *read > minutes_per_day) return false;
            minutes = *read;
        }
        return true;
    });
}

std::string encode_calendar(const std::vector<CalendarEntry>& entries) {
    std::string bytes;
    for (const CalendarEntry& entry : by_date(entries)) {
        append_from(bytes, entry.from);
        append_varint(bytes, entry.holidays);
    }
    return bytes;
}

std::optional<std::vector<CalendarEntry>> decode_calendar(std::string_view bytes) {
    return decode_dated<CalendarEntry>(bytes, [](std::string_view& rest, CalendarEntry& entry) {
        const auto mask = read_varint(rest);
        if (!mask || *mask > UINT32_MAX) return false;
        entry.holidays = static_cast<std::uint32_t>(*mask);
        return true;
    });
}

std::string encode_spans(std::vector<DateSpan> spans) {
    std::sort(spans.begin(), spans.end());
    std::vector<DateSpan> joined;
    for (const DateSpan& span : spans) {
        if (!joined.empty() && span.first <= joined.back().last.plus(1)) {
            joined.back().last = std::max(joined.back().last, span.last);
        } else {
            joined.push_back(span);
        }
    }
    std::string bytes;
    for (const DateSpan& span : joined) bytes += encode_date(span.first) + encode_date(span.last);
    return bytes;
}

std::optional<std::vector<DateSpan>> decode_spans(std::string_view bytes) {
    std::vector<DateSpan> spans;
    while (!bytes.empty()) {
        const auto first = read_date(bytes);
        if (!first) return std::nullopt;
        const auto last = read_date(bytes);
        if (!last || *last < *first) return std::nullopt;
        if (!spans.empty() && *first <= spans.back().last.plus(1)) return std::nullopt;
        spans.push_back({*first, *last});
    }
    return spans;
}

std::string encode_stamps(std::vector<Stamp> stamps) {
    std::sort(stamps.begin(), stamps.end());
    stamps.erase(std::unique(stamps.begin(), stamps.end()), stamps.end());
    std::string bytes;
    for (const Stamp& stamp : stamps) {
        bytes += stamp.writer.view();
        append_varint(bytes, stamp.counter);
    }
    return bytes;
}

std::optional<std::vector<Stamp>> decode_stamps(std::string_view bytes) {
    std::vector<Stamp> stamps;
    while (!bytes.empty()) {
        const auto writer = WriterId::from_view(bytes.substr(0, sizeof(IdBytes)));
        if (!writer) return std::nullopt;
        bytes.remove_prefix(sizeof(IdBytes));
        const auto counter = read_varint(bytes);
        if (!counter) return std::nullopt;
        const Stamp stamp{*writer, *counter};
        if (!stamps.empty() && !(stamps.back() < stamp)) return std::nullopt;
        stamps.push_back(stamp);
    }
    return stamps;
}

}  // namespace veldwerk
