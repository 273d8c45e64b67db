// SPDX-License-Identifier: EUPL-1.2
// What goes out is read back with libical's own parser, and by eye.
#include "daemon/exchange/calendar.hpp"

#include <gtest/gtest.h>
#include <libical/ical.h>
#include <unistd.h>

#include <fstream>
#include <iterator>
#include <memory>

namespace veldwerk::office {
namespace {

PublishedMeeting meeting() {
    PublishedMeeting meeting;
    meeting.id = RecordId::parse("0199d3a0-0000-7000-8000-000000000001").value();
    meeting.title = "Bijeenkomst; plannen, koffie";
    meeting.start = parse_local_time("2026-12-17T18:30").value();
    meeting.end = parse_local_time("2026-12-17T20:00");
    meeting.place = "Kiosk";
    meeting.room = "2";
    meeting.sequence = 1;
    meeting.published_at = parse_instant("2026-12-04T02:00:00+01:00").value();
    return meeting;
}

struct Free {
    void operator()(icalcomponent* component) const { icalcomponent_free(component); }
};
using Calendar = std::unique_ptr<icalcomponent, Free>;
Calendar read(const std::string& text) { return Calendar(icalparser_parse_string(text.c_str())); }

bool has_line(const std::string& text, const std::string& line) {
    return text.find("\r\n" + line + "\r\n") != std::string::npos;
}

TEST(Calendar, ARequestSaysWhatWhenAndWhereInAmsterdam) {
    const std::string text = calendar_of(meeting(), "Basisbanen");

    EXPECT_TRUE(has_line(text, "METHOD:REQUEST")) << text;
    EXPECT_TRUE(has_line(text, "UID:0199d3a0-0000-7000-8000-000000000001@veldwerk")) << text;
    EXPECT_TRUE(has_line(text, "SEQUENCE:1")) << text;
    EXPECT_TRUE(has_line(text, "DTSTAMP:20261204T010000Z")) << text;
    EXPECT_TRUE(has_line(text, "DTSTART;TZID=Europe/Amsterdam:20261217T183000")) << text;
    EXPECT_TRUE(has_line(text, "DTEND;TZID=Europe/Amsterdam:20261217T200000")) << text;
    EXPECT_TRUE(has_line(text, "SUMMARY:Bijeenkomst\\; plannen\\, koffie")) << text;
    EXPECT_TRUE(has_line(text, "LOCATION:Kiosk\\, 2")) << text;
    EXPECT_TRUE(has_line(text, "TZID:Europe/Amsterdam")) << "the zone is inside";
}

TEST(Calendar, ACancellationHasTheSameUidAndAHigherSequence) {
    PublishedMeeting cancelled = meeting();
    cancelled.cancelled = true;
    cancelled.sequence = 2;

    const std::string text = calendar_of(cancelled, "Basisbanen");

    EXPECT_TRUE(has_line(text, "METHOD:CANCEL")) << text;
    EXPECT_TRUE(has_line(text, "STATUS:CANCELLED")) << text;
    EXPECT_TRUE(has_line(text, "SEQUENCE:2")) << text;
    EXPECT_TRUE(has_line(text, "UID:0199d3a0-0000-7000-8000-000000000001@veldwerk")) << text;
}

TEST(Calendar, LinesAreFoldedAt75OctetsAndReadBackWhole) {
    PublishedMeeting wordy = meeting();
    wordy.title.clear();
    for (int i = 0; i < 40; ++i) wordy.title += "coördinatie één, ";
    wordy.title += "enzovoort";

    const std::string text = calendar_of(wordy, "Basisbanen");

    for (std::size_t start = 0; start < text.size();) {
        const std::size_t end = text.find("\r\n", start);
        ASSERT_NE(end, std::string::npos) << "every line ends in CRLF";
        EXPECT_LE(end - start, 75U) << text.substr(start, end - start);
        start = end + 2;
    }
    const Calendar calendar = read(text);
    ASSERT_NE(calendar, nullptr);
    EXPECT_EQ(icalcomponent_get_summary(calendar.get()), wordy.title);
}

TEST(Calendar, IsWhatTheLibraryItselfReadsWithoutAComplaint) {
    const Calendar calendar = read(calendar_of(meeting(), "Basisbanen"));

    ASSERT_NE(calendar, nullptr);
    EXPECT_EQ(icalcomponent_count_errors(calendar.get()), 0);
    EXPECT_EQ(icalcomponent_count_components(calendar.get(), ICAL_VEVENT_COMPONENT), 1);
    EXPECT_EQ(icalcomponent_count_components(calendar.get(), ICAL_VTIMEZONE_COMPONENT), 1);
}

TEST(Calendar, AnEndThatIsNoEndIsLeftOut) {
    PublishedMeeting turned = meeting();
    turned.end = parse_local_time("2026-12-17T18:00");

    EXPECT_EQ(calendar_of(turned, "Basisbanen").find("DTEND"), std::string::npos);
}

TEST(Calendar, TheSameMeetingIsTheSameBytes) {
    EXPECT_EQ(calendar_of(meeting(), "Basisbanen"), calendar_of(meeting(), "Basisbanen"));
}

TEST(Calendar, TheOutboxHoldsTheLastWordUnderTheMeetingsId) {
    std::string pattern = (std::filesystem::temp_directory_path() / "outbox-XXXXXX").string();
    const std::filesystem::path folder = ::mkdtemp(pattern.data());
    put_in_outbox(folder, meeting(), "Basisbanen");
    PublishedMeeting later = meeting();
    later.sequence = 2;
    put_in_outbox(folder, later, "Basisbanen");

    std::ifstream file(folder / "outbox/meetings/0199d3a0-0000-7000-8000-000000000001.ics",
                       std::ios::binary);
    const std::string content{std::istreambuf_iterator<char>(file), {}};
    std::filesystem::remove_all(folder);

    EXPECT_EQ(content, calendar_of(later, "Basisbanen"));
}

}  // namespace
}  // namespace veldwerk::office
