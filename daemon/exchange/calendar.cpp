// SPDX-License-Identifier: EUPL-1.2
#include "daemon/exchange/calendar.hpp"

#include <libical/ical.h>

#include <cstdio>
#include <memory>

#include "daemon/network/whole_file.hpp"

namespace veldwerk::office {
namespace {

constexpr const char* amsterdam = "Europe/Amsterdam";

// The rule of the European Union since 1996, the same as in civil.hpp: without a time zone
// database, so that the same meeting gives the same bytes everywhere.
constexpr const char* amsterdam_component =
    "BEGIN:VTIMEZONE\r\n"
    "TZID:Europe/Amsterdam\r\n"
    "BEGIN:DAYLIGHT\r\n"
    "DTSTART:19960331T020000\r\n"
    "RRULE:FREQ=YEARLY;BYMONTH=3;BYDAY=-1SU\r\n"
    "TZOFFSETFROM:+0100\r\n"
    "TZOFFSETTO:+0200\r\n"
    "TZNAME:CEST\r\n"
    "END:DAYLIGHT\r\n"
    "BEGIN:STANDARD\r\n"
    "DTSTART:19961027T030000\r\n"
    "RRULE:FREQ=YEARLY;BYMONTH=10;BYDAY=-1SU\r\n"
    "TZOFFSETFROM:+0200\r\n"
    "TZOFFSETTO:+0100\r\n"
    "TZNAME:CET\r\n"
    "END:STANDARD\r\n"
    "END:VTIMEZONE\r\n";

struct FreeComponent {
    void operator()(icalcomponent* component) const { icalcomponent_free(component); }
};
using Component = std::unique_ptr<icalcomponent, FreeComponent>;

icaltimetype wall_clock(LocalTime time) {
    const auto day = time.date().ymd();
    const std::int64_t minute = time.minutes - std::int64_t{time.date().days} * 1440;
    icaltimetype wall = icaltime_null_time();
    wall.year = static_cast<int>(day.year());
    wall.month = static_cast<int>(static_cast<unsigned>(day.month()));
    wall.day = static_cast<int>(static_cast<unsigned>(day.day()));
    wall.hour = static_cast<int>(minute / 60);
    wall.minute = static_cast<int>(minute % 60);
    return wall;
}

icaltimetype utc(Instant instant) {
    return icaltime_from_timet_with_zone(static_cast<time_t>(instant.unix_ms / 1000), 0,
                                         icaltimezone_get_utc_timezone());
}

void add_in_amsterdam(icalcomponent* event, icalproperty* property) {
    icalproperty_add_parameter(property, icalparameter_new_tzid(amsterdam));
    icalcomponent_add_property(event, property);
}

std::string location_of(const PublishedMeeting& meeting) {
    if (meeting.place.empty() || meeting.room.empty()) return meeting.place + meeting.room;
    return meeting.place + ", " + meeting.room;
}

/// Who sends it: the programme, which has no address for answers.
icalproperty* organiser_of(const std::string& programme) {
    icalproperty* organiser = icalproperty_new_organizer("invalid:nomail");
    icalproperty_add_parameter(organiser, icalparameter_new_cn(programme.c_str()));
    return organiser;
}

icalcomponent* event_of(const PublishedMeeting& meeting, const std::string& programme) {
    icalcomponent* event = icalcomponent_new_vevent();
    const auto add = [event](icalproperty* property) {
        icalcomponent_add_property(event, property);
    };
    add(icalproperty_new_uid((meeting.id.text() + "@veldwerk").c_str()));
    add(icalproperty_new_dtstamp(utc(meeting.published_at)));
    add(icalproperty_new_sequence(static_cast<int>(meeting.sequence)));
    add_in_amsterdam(event, icalproperty_new_dtstart(wall_clock(meeting.start)));
    if (meeting.end && meeting.start < *meeting.end) {
        add_in_amsterdam(event, icalproperty_new_dtend(wall_clock(*meeting.end)));
    }
    add(icalproperty_new_summary(meeting.title.c_str()));
    if (const auto location = location_of(meeting); !location.empty()) {
        add(icalproperty_new_location(location.c_str()));
    }
    add(icalproperty_new_description(("Bijeenkomst van " + programme).c_str()));
    add(organiser_of(programme));
    add(icalproperty_new_status(meeting.cancelled ? ICAL_STATUS_CANCELLED
                                                  : ICAL_STATUS_CONFIRMED));
    return event;
}

}  // namespace

std::string calendar_of(const PublishedMeeting& meeting, const std::string& programme) {
    const Component calendar(icalcomponent_new_vcalendar());
    const auto add = [&calendar](icalproperty* property) {
        icalcomponent_add_property(calendar.get(), property);
    };
    add(icalproperty_new_version("2.0"));
    add(icalproperty_new_prodid("-//Veldwerk//Veldwerk//NL"));
    add(icalproperty_new_method(meeting.cancelled ? ICAL_METHOD_CANCEL : ICAL_METHOD_REQUEST));
    icalcomponent_add_component(calendar.get(), icalcomponent_new_from_string(amsterdam_component));
    icalcomponent_add_component(calendar.get(), event_of(meeting, programme));
    const std::unique_ptr<char, decltype(&std::free)> text(
        icalcomponent_as_ical_string_r(calendar.get()), &std::free);
    expect(text != nullptr, "a calendar can be written");
    return text.get();
}

void put_in_outbox(const std::filesystem::path& folder, const PublishedMeeting& meeting,
                   const std::string& programme) {
    const auto outbox = folder / "outbox" / "meetings";
    std::filesystem::create_directories(outbox);
    write_whole_file(outbox / (meeting.id.text() + ".ics"), calendar_of(meeting, programme),
                     ReadableBy::everybody);
}

}  // namespace veldwerk::office
