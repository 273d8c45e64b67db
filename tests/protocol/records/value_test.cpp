// SPDX-License-Identifier: EUPL-1.2
// Bytes: what is written comes back, equal meaning is equal bytes, and no other form is accepted.
#include "protocol/records/value.hpp"

#include <gtest/gtest.h>
#include <rapidcheck.h>
#include <rapidcheck/gtest.h>

#include "protocol/records/holidays.hpp"
#include "protocol/records/stamps.hpp"
#include "protocol/records/vocabulary.hpp"

namespace veldwerk {
namespace {

using namespace std::string_view_literals;

const Field& field(TypeNumber type, std::string_view name) { return *find_type(type)->find(name); }
CivilDate date(std::string_view text) { return *parse_date(text); }

TEST(Value, ADateIsTheZigzagOfItsDays) {
    EXPECT_EQ(encode_date(date("1970-01-01")), "\x00"sv);
    EXPECT_EQ(encode_date(date("1969-12-31")), "\x01"sv);
    EXPECT_EQ(encode_date(date("1970-03-06")), "\x80\x01"sv);
    EXPECT_EQ(decode_date(encode_date(date("2026-11-30"))), date("2026-11-30"));
    EXPECT_FALSE(decode_date(""));
    EXPECT_FALSE(decode_date("\x00\x00"sv));
    EXPECT_FALSE(decode_date(encode_integer(last_date.days + 1)));
    EXPECT_FALSE(decode_date(encode_integer(first_date.days - 1)));
}

TEST(Value, PartsAreSortedAndJoinedByStatus) {
    const std::string bytes = encode_parts({{2, 180}, {1, 200}, {1, 100}});

    EXPECT_EQ(bytes, encode_parts({{1, 300}, {2, 180}}));
    EXPECT_EQ(decode_parts(bytes), (std::vector<Part>{{1, 300}, {2, 180}}));
    EXPECT_EQ(encode_parts({}), "");
    EXPECT_EQ(decode_parts(""), std::vector<Part>{});
}

TEST(Value, PartsInAnotherOrderOrCutShortAreRefused) {
    const std::string one = encode_parts({{1, 300}});
    const std::string two = encode_parts({{2, 180}});
    EXPECT_TRUE(decode_parts(one + two));
    EXPECT_FALSE(decode_parts(two + one));
    EXPECT_FALSE(decode_parts(one + one));
    EXPECT_FALSE(decode_parts(one + "\x04"));
}

TEST(Value, ScheduleEntriesStandByRisingDateAndTheLastOfOneDateCounts) {
    const ScheduleEntry start{std::nullopt, {480, 480, 0, 0, 0, 0, 0}};
    const ScheduleEntry old{date("1960-01-01"), {1, 0, 0, 0, 0, 0, 0}};
    const ScheduleEntry later{date("2027-01-01"), {0, 0, 0, 0, 432, 0, 0}};
    const ScheduleEntry instead{date("2027-01-01"), {}};

    EXPECT_EQ(decode_schedule(encode_schedule({later, start, old})),
              (std::vector{start, old, later}));
    EXPECT_EQ(encode_schedule({later, instead}), encode_schedule({instead}));
    EXPECT_FALSE(decode_schedule(encode_schedule({later}) + encode_schedule({old})));
    EXPECT_FALSE(decode_schedule(encode_schedule({later}) + encode_schedule({start})));
    EXPECT_FALSE(decode_schedule(encode_schedule({start}) + encode_schedule({start})));
    EXPECT_FALSE(decode_schedule(encode_schedule({{std::nullopt, {1441}}})));
    EXPECT_FALSE(decode_schedule(encode_schedule({{std::nullopt, {-1}}})));
}

TEST(Value, ADayBeforeTheEpochIsNotMistakenForTheStart) {
    const CalendarEntry entry{date("1969-12-31"), 3};
    EXPECT_EQ(decode_calendar(encode_calendar({entry})), std::vector{entry});
}

TEST(Value, SpansThatTouchBecomeOne) {
    const auto span = [](std::string_view first, std::string_view last) {
        return DateSpan{date(first), date(last)};
    };
    const std::string joined = encode_spans({span("2026-01-08", "2026-01-09"),
                                             span("2026-01-01", "2026-01-07"),
                                             span("2026-01-03", "2026-01-04")});

    EXPECT_EQ(joined, encode_spans({span("2026-01-01", "2026-01-09")}));
    EXPECT_FALSE(decode_spans(encode_spans({span("2026-01-01", "2026-01-07")}) +
                              encode_spans({span("2026-01-08", "2026-01-09")})));
    EXPECT_FALSE(decode_spans(encode_date(date("2026-01-02")) + encode_date(date("2026-01-01"))));
}

TEST(Value, StampsAreSortedAndEachOnce) {
    const Stamp low{{{1}}, 7};
    const Stamp high{{{2}}, 1};

    EXPECT_EQ(encode_stamps({high, low, high}), encode_stamps({low, high}));
    EXPECT_EQ(decode_stamps(encode_stamps({high, low})), (std::vector{low, high}));
    EXPECT_FALSE(decode_stamps(encode_stamps({high}) + encode_stamps({low})));
    EXPECT_FALSE(decode_stamps("too short"));
}

TEST(CheckValue, AcceptsEmptyBytesForEveryField) {
    for (const RecordType& type : schema()) {
        for (const Field& each : type.fields) EXPECT_TRUE(check_value(each, ""));
    }
}

TEST(CheckValue, RefusesBytesThatAreNotTheShortestForm) {
    const auto refused = check_value(field(type::task, "minutes_per_week"), "\x80\x00"sv);
    ASSERT_FALSE(refused);
    EXPECT_EQ(refused.error().reason, Reason::malformed);
    EXPECT_FALSE(check_value(field(type::placement, "start"), "\x80\x80\x00"sv));
    EXPECT_FALSE(check_value(field(type::placement, "combined"), "\x00\x00"sv));
    EXPECT_FALSE(check_value(field(type::observation, "parts"), "\x02\x80\x00"sv));
}

TEST(CheckValue, KeepsNumbersInTheirRange) {
    EXPECT_TRUE(check_value(field(type::task, "minutes_per_week"), encode_integer(0)));
    EXPECT_FALSE(check_value(field(type::task, "minutes_per_week"), encode_integer(-1)));
    EXPECT_FALSE(check_value(field(type::job, "seats"), encode_integer(-1)));
    EXPECT_TRUE(check_value(field(type::cost_rate, "saving_cents_per_fte"), encode_integer(-5)));
    EXPECT_FALSE(check_value(field(type::placement, "combined"), encode_integer(2)));
    EXPECT_FALSE(check_value(field(type::placement, "start"), encode_integer(INT64_MAX)));
    EXPECT_FALSE(check_value(field(type::period, "month"), encode_integer(-1)));
    EXPECT_FALSE(check_value(field(type::meeting, "start"), encode_integer(INT64_MIN)));
    EXPECT_FALSE(check_value(field(type::device, "last_contact"), encode_integer(INT64_MAX)));
    EXPECT_FALSE(check_value(field(type::placement, "participant"), "fifteen bytes.."));
}

TEST(CheckValue, AVocabularyNumberOfANewerVersionIsWellFormedButUnknown) {
    const Field& state = field(type::placement, "state");
    EXPECT_TRUE(check_value(state, encode_integer(99)));
    EXPECT_FALSE(is_known_vocabulary(state, encode_integer(99)));
    EXPECT_TRUE(is_known_vocabulary(state, encode_integer(placement_state::active)));
    EXPECT_FALSE(check_value(state, encode_integer(0)));
    EXPECT_EQ(format_value(state, encode_integer(99)), "?c601");

    const Field& parts = field(type::observation, "parts");
    EXPECT_TRUE(check_value(parts, encode_parts({{99, 480}})));
    EXPECT_FALSE(is_known_vocabulary(parts, encode_parts({{1, 1}, {99, 480}})));
    EXPECT_TRUE(is_known_vocabulary(parts, encode_parts({{1, 480}})));
    EXPECT_TRUE(is_known_vocabulary(field(type::job, "title"), "anything"));
}

TEST(CheckValue, ADayHasAtMost1440MinutesAndNoComputedStatus) {
    const Field& parts = field(type::observation, "parts");
    EXPECT_TRUE(check_value(parts, encode_parts({{1, 1440}})));
    EXPECT_TRUE(check_value(parts, encode_parts({{1, 0}})));
    EXPECT_FALSE(check_value(parts, encode_parts({{1, 1441}})));
    EXPECT_FALSE(check_value(parts, encode_parts({{1, 1000}, {2, 441}})));
    EXPECT_FALSE(check_value(parts, encode_parts({{1, -1}})));
    EXPECT_FALSE(check_value(parts, encode_parts({{attendance::holiday, 480}})));
    EXPECT_TRUE(check_value(field(type::correction, "delta"), encode_parts({{1, -60}})));
}

TEST(CheckValue, TextIsUtf8WithoutControlCharactersOrSurroundingBlanks) {
    const Field& text = field(type::contact, "text");
    for (const auto good : {"huur"sv, "a\nb\tc"sv, "\xc3\xab"sv, "\xe2\x82\xac"sv,
                            "\xf0\x9f\x8c\xb1"sv, "\xed\x9f\xbf"sv, "\xf4\x8f\xbf\xbf"sv}) {
        EXPECT_TRUE(check_value(text, good)) << good;
    }
    for (const auto bad : {" a"sv, "a "sv, "a\n"sv, "a\rb"sv, "a\0b"sv, "\x1b[0m"sv, "a\x7f"sv,
                           "\x80"sv, "\xc3"sv, "\xc0\xaf"sv, "\xe0\x80\xaf"sv, "\xed\xa0\x80"sv,
                           "\xf0\x80\x80\xaf"sv, "\xf4\x90\x80\x80"sv, "\xff"sv, "\xe2\x82"sv}) {
        EXPECT_FALSE(check_value(text, bad)) << bad;
    }
    EXPECT_TRUE(check_value(text, std::string(1024 * 1024, 'x')));
    const auto refused = check_value(text, std::string(1024 * 1024 + 1, 'x'));
    ASSERT_FALSE(refused);
    EXPECT_EQ(refused.error().reason, Reason::too_large);
}

TEST(CheckValue, NumbersOfRegistersPassTheirTests) {
    const Field& kvk = field(type::employer, "kvk");
    EXPECT_TRUE(check_value(kvk, "00000001"));
    EXPECT_FALSE(check_value(kvk, "1234567"));
    EXPECT_FALSE(check_value(kvk, "1234567a"));

    // 111222333 is the number that the Dutch administration itself uses in examples.
    const Field& bsn = field(type::participant, "bsn");
    EXPECT_TRUE(check_value(bsn, "111222333"));
    EXPECT_TRUE(check_value(bsn, "123456782"));
    EXPECT_FALSE(check_value(bsn, "123456789"));
    EXPECT_FALSE(check_value(bsn, "000000000"));
    EXPECT_FALSE(check_value(bsn, "11122233"));
}

RC_GTEST_PROP(ValueProperty, EveryIntegerComesBack, (std::int64_t number)) {
    RC_ASSERT(decode_integer(encode_integer(number)) == number);
}

/// Whatever arrives, decoding either refuses it or would write the very same bytes.
RC_GTEST_PROP(ValueProperty, WhatIsReadIsWhatWouldBeWritten, (std::string bytes)) {
    if (const auto number = decode_integer(bytes)) RC_ASSERT(encode_integer(*number) == bytes);
    if (const auto parts = decode_parts(bytes)) RC_ASSERT(encode_parts(*parts) == bytes);
    if (const auto entries = decode_calendar(bytes)) RC_ASSERT(encode_calendar(*entries) == bytes);
    if (const auto entries = decode_schedule(bytes)) RC_ASSERT(encode_schedule(*entries) == bytes);
    if (const auto spans = decode_spans(bytes)) RC_ASSERT(encode_spans(*spans) == bytes);
    if (const auto stamps = decode_stamps(bytes)) RC_ASSERT(encode_stamps(*stamps) == bytes);
}

}  // namespace
}  // namespace veldwerk
