// SPDX-License-Identifier: EUPL-1.2
// What people type becomes bytes, and bytes become text that gives the same bytes again.
#include <gtest/gtest.h>
#include <rapidcheck.h>
#include <rapidcheck/gtest.h>

#include <map>

#include "protocol/records/holidays.hpp"
#include "protocol/records/value.hpp"
#include "protocol/records/vocabulary.hpp"

namespace veldwerk {
namespace {

const Field& field(TypeNumber type, std::string_view name) { return *find_type(type)->find(name); }

std::string bytes_of(const Field& field, std::string_view text, std::string_view present = {}) {
    const auto bytes = parse_value(field, text, present);
    EXPECT_TRUE(bytes) << text << ": " << bytes.error().detail;
    return bytes.value_or("refused");
}

std::string refusal_of(const Field& field, std::string_view text) {
    const auto bytes = parse_value(field, text);
    return bytes ? "accepted" : bytes.error().detail;
}

/// What is typed comes back in the form given here, and that form comes back as itself.
void expect_form(const Field& field, std::string_view typed, std::string_view form) {
    const std::string bytes = bytes_of(field, typed);
    EXPECT_EQ(format_value(field, bytes), form);
    EXPECT_EQ(bytes_of(field, form), bytes);
    EXPECT_TRUE(check_value(field, bytes));
}

TEST(ValueText, EachKindHasItsForm) {
    const RecordId id{{0x01, 0x93, 0x12, 0x34, 0x56, 0x78, 0x70, 0x00, 0x80, 1, 2, 3, 4, 5, 6, 7}};
    expect_form(field(type::job, "title"), "  gastvrouw\r\nen post ", "gastvrouw\nen post");
    expect_form(field(type::job, "seats"), "1", "1");
    expect_form(field(type::task, "minutes_per_week"), "480", "480");
    expect_form(field(type::cost_rate, "cost_cents_per_fte"), "2900000", "2900000");
    expect_form(field(type::cost_rate, "saving_cents_per_fte"), "-5", "-5");
    expect_form(field(type::placement, "start"), "2026-11-30", "2026-11-30");
    expect_form(field(type::period, "month"), "2026-11", "2026-11");
    expect_form(field(type::meeting, "start"), "2026-12-17T18:00", "2026-12-17T18:00");
    expect_form(field(type::device, "last_contact"), "2026-11-30T16:00:00+01:00",
                "2026-11-30T15:00:00Z");
    expect_form(field(type::task, "left_undone"), "ja", "true");
    expect_form(field(type::task, "left_undone"), "No", "false");
    expect_form(field(type::placement, "participant"), id.text(), id.text());
    expect_form(field(type::placement, "kind"), "Publiek-Privaat", "public_private");
    expect_form(field(type::placement, "schedule"), "mon:480,tue:480", "mon:480,tue:480");
    expect_form(field(type::employer, "holidays"), "easter_monday,new_year",
                "new_year,easter_monday");
    expect_form(field(type::observation, "parts"), "sick:180,present:300",
                "present:300,sick:180");
    expect_form(field(type::placement, "interruptions"), "2026-02-01..,2026-01-01..2026-01-07",
                "2026-01-01..2026-01-07,2026-02-01..");
    expect_form(field(type::placement, "interruptions"), "2026-01-01", "2026-01-01..2026-01-01");
    expect_form(field(type::decision, "alternatives"), id.text() + "/7", id.text() + "/7");
    expect_form(field(type::device, "writer"), "00FFab", "00ffab");
    expect_form(field(type::correction, "delta"), "present:-60", "present:-60");
}

TEST(ValueText, EmptyTextIsNoBytesAndTheReverse) {
    for (const RecordType& type : schema()) {
        for (const Field& each : type.fields) {
            EXPECT_EQ(bytes_of(each, " "), "");
            EXPECT_EQ(format_value(each, ""), "");
        }
    }
}

TEST(ValueText, ADatedScheduleIsAddedToThePresentOne) {
    const Field& schedule = field(type::placement, "schedule");
    const std::string present = bytes_of(schedule, "mon:480,tue:480");

    const std::string added = bytes_of(schedule, "2027-01-01/fri:432", present);
    EXPECT_EQ(format_value(schedule, added), "mon:480,tue:480;2027-01-01/fri:432");
    EXPECT_EQ(bytes_of(schedule, "mon:480,tue:480;2027-01-01/fri:432"), added);

    const std::string replaced = bytes_of(schedule, "2027-01-01/none", added);
    EXPECT_EQ(format_value(schedule, replaced), "mon:480,tue:480;2027-01-01/none");

    EXPECT_EQ(format_value(schedule, bytes_of(schedule, "wo:60", replaced)), "wed:60");
}

TEST(ValueText, ACalendarIsDatedInTheSameWay) {
    const Field& holidays = field(type::employer, "holidays");
    const std::string none = bytes_of(holidays, "none");
    EXPECT_EQ(decode_calendar(none), (std::vector{CalendarEntry{std::nullopt, 0}}));

    const std::string later = bytes_of(holidays, "2027-01-01/Koningsdag,liberation_day", none);
    EXPECT_EQ(format_value(holidays, later), "none;2027-01-01/kings_day,liberation_day");
}

TEST(ValueText, ADayThatIsNamedTwiceIsRefusedNotGuessed) {
    const Field& schedule = *find_type(type::placement)->find("schedule");
    const Field& holidays = *find_type(type::employer)->find("holidays");

    EXPECT_EQ(parse_value(holidays, "2027-01-01/new_year;2027-01-01/none").error().detail,
              "holidays: \"2027-01-01\" is named twice");
    EXPECT_FALSE(parse_value(schedule, "mon:480;tue:480"));
    EXPECT_TRUE(parse_value(schedule, "2027-01-01/tue:480",
                            *parse_value(schedule, "2027-01-01/mon:480")))
        << "a day that was there is written anew";
}

TEST(ValueText, ACalendarWithAHolidayOfANewerVersionIsShownAsBytes) {
    const Field& holidays = field(type::employer, "holidays");
    const std::string bytes = encode_calendar({{std::nullopt, 1u << 31}});
    EXPECT_TRUE(check_value(holidays, bytes));
    EXPECT_EQ(format_value(holidays, bytes), "?008080808008");
}

TEST(ValueText, PartsOfOneStatusAreAddedUp) {
    const Field& parts = field(type::observation, "parts");
    EXPECT_EQ(format_value(parts, bytes_of(parts, "present:200, present:100")), "present:300");
}

TEST(ValueText, ARefusalNamesTheFieldAndWhatIsAllowed) {
    EXPECT_EQ(refusal_of(field(type::planned_absence, "status"), "sik"),
              "status: \"sik\" is not one of present, sick, leave, special_leave, "
              "workplace_closed, authorised_absence or unauthorised_absence");
    EXPECT_EQ(refusal_of(field(type::placement, "start"), "30-11-2026"),
              "start: \"30-11-2026\" is not a date like 2026-11-30");
    EXPECT_EQ(refusal_of(field(type::employer_agreement, "contribution_cents"), "12,50"),
              "contribution_cents: \"12,50\" is not a whole number of cents, like 1250 for 12.50 "
              "euro");
    EXPECT_EQ(refusal_of(field(type::task, "minutes_per_week"), "-1"),
              "minutes_per_week: is below 0 minutes");
    EXPECT_EQ(refusal_of(field(type::observation, "parts"), "present:1000,sick:441"),
              "parts: sums to more than the 1440 minutes of a day");
    EXPECT_EQ(refusal_of(field(type::placement, "participant"), "D001"),
              "participant: \"D001\" is not the id of a record");
}

TEST(ValueText, WhatIsWrongIsRefused) {
    const std::multimap<const Field*, std::string_view> wrong = {
        {&field(type::job, "seats"), "1.5"},
        {&field(type::job, "seats"), "9223372036854775808"},
        {&field(type::job, "seats"), "1 2"},
        {&field(type::placement, "combined"), "perhaps"},
        {&field(type::placement, "schedule"), "mon"},
        {&field(type::placement, "schedule"), "mon:1441"},
        {&field(type::placement, "schedule"), "mon:-1"},
        {&field(type::placement, "schedule"), "noday:480"},
        {&field(type::placement, "schedule"), "2026-13-01/mon:480"},
        {&field(type::employer, "holidays"), "sinterklaas"},
        {&field(type::observation, "parts"), "present"},
        {&field(type::observation, "parts"), "present:"},
        {&field(type::observation, "parts"), "holiday:480"},
        {&field(type::observation, "parts"), "present:-1"},
        {&field(type::placement, "interruptions"), "2026-02-01..2026-01-01"},
        {&field(type::placement, "interruptions"), "..2026-01-01"},
        {&field(type::decision, "alternatives"), "somebody/7"},
        {&field(type::device, "writer"), "abc"},
        {&field(type::device, "writer"), "zz"},
        {&field(type::meeting, "start"), "2026-12-17"},
        {&field(type::job, "title"), "a\x01z"},
    };
    for (const auto& [each, text] : wrong) EXPECT_FALSE(parse_value(*each, text)) << text;
}

TEST(ValueText, BytesThatCannotBeReadAreShownAsHexadecimal) {
    EXPECT_EQ(format_value(field(type::placement, "start"), "\xff"), "?ff");
    EXPECT_EQ(format_value(field(type::placement, "participant"), "ab"), "?6162");
    EXPECT_EQ(format_value(field(type::observation, "parts"), "\xff"), "?ff");
    EXPECT_EQ(format_value(field(type::task, "left_undone"), encode_integer(7)), "?0e");
}

void expect_round_trip(const Field& field, const std::string& bytes) {
    RC_ASSERT(check_value(field, bytes).has_value());
    const auto again = parse_value(field, format_value(field, bytes));
    RC_ASSERT(again.has_value());
    RC_ASSERT(*again == bytes);
}

rc::Gen<CivilDate> any_date() {
    return rc::gen::map(rc::gen::inRange(first_date.days, last_date.days),
                        [](std::int32_t days) { return CivilDate{days}; });
}

RC_GTEST_PROP(ValueTextProperty, DatesAndTimesComeBack, ()) {
    const CivilDate day = *any_date();
    const auto minute = *rc::gen::inRange<std::int64_t>(0, minutes_per_day);
    const std::int64_t minutes = day.days * minutes_per_day + minute;
    const auto ms = *rc::gen::inRange<std::int64_t>(0, 60'000);
    expect_round_trip(field(type::placement, "start"), encode_date(day));
    expect_round_trip(field(type::period, "month"), encode_integer(month_of(day).months));
    expect_round_trip(field(type::meeting, "start"), encode_integer(minutes));
    expect_round_trip(field(type::device, "last_contact"), encode_integer(minutes * 60'000 + ms));
}

RC_GTEST_PROP(ValueTextProperty, SchedulesAndCalendarsComeBack, ()) {
    const auto from = rc::gen::oneOf(
        rc::gen::just(std::optional<CivilDate>{}),
        rc::gen::map(any_date(), [](CivilDate day) { return std::optional(day); }));
    std::vector<ScheduleEntry> weeks(*rc::gen::inRange<std::size_t>(1, 5));
    std::vector<CalendarEntry> calendars(weeks.size());
    for (std::size_t i = 0; i < weeks.size(); ++i) {
        weeks[i].from = calendars[i].from = *from;
        for (auto& minutes : weeks[i].minutes) {
            minutes = *rc::gen::inRange<std::int64_t>(0, minutes_per_day + 1);
        }
        calendars[i].holidays = *rc::gen::inRange(0u, 1u << holidays().size());
    }
    expect_round_trip(field(type::placement, "schedule"), encode_schedule(weeks));
    expect_round_trip(field(type::employer, "holidays"), encode_calendar(calendars));
}

RC_GTEST_PROP(ValueTextProperty, PartsAndSpansComeBack, ()) {
    std::vector<Part> parts;
    std::vector<DateSpan> spans;
    for (std::int64_t status = 1; status <= attendance::unauthorised_absence; ++status) {
        if (*rc::gen::arbitrary<bool>()) {
            parts.push_back({status, *rc::gen::inRange<std::int64_t>(0, 200)});
        }
        const CivilDate first = *any_date();
        spans.push_back({first, std::min(last_date, first.plus(*rc::gen::inRange(0, 400)))});
    }
    expect_round_trip(field(type::observation, "parts"), encode_parts(parts));
    expect_round_trip(field(type::placement, "interruptions"), encode_spans(spans));
}

RC_GTEST_PROP(ValueTextProperty, WhateverIsTypedIsRefusedOrIsAValue, (std::string text)) {
    for (const RecordType& type : schema()) {
        for (const Field& each : type.fields) {
            const auto bytes = parse_value(each, text);
            if (bytes) RC_ASSERT(check_value(each, *bytes).has_value());
        }
    }
}

}  // namespace
}  // namespace veldwerk
