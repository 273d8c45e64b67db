// SPDX-License-Identifier: EUPL-1.2
#include "daemon/office/publishing.hpp"

#include <array>

#include "daemon/office/reading.hpp"
#include "protocol/merge/merge.hpp"
#include "protocol/records/slots.hpp"
#include "protocol/records/vocabulary.hpp"

namespace veldwerk::office {
namespace {

constexpr std::array published_fields{"start", "end", "place", "room", "state"};

const Field& field_of(std::string_view name) {
    const Field* field = find_type(type::meeting)->find(name);
    expect(field != nullptr, "the schema has the field");
    return *field;
}

/// The bytes of `published`: the fields as they go out, by number.
std::string what_goes_out(const RecordState& meeting) {
    std::vector<FieldValue> members;
    for (const char* name : published_fields) {
        std::string value = field_in_force(meeting, name);
        // Nobody has to say that a meeting is planned.
        if (value.empty() && name == std::string_view("state")) {
            value = encode_integer(meeting_state::planned);
        }
        members.push_back({field_of(name).number, std::move(value)});
    }
    return join_group(std::move(members));
}

std::optional<LocalTime> time_in_force(const RecordState& meeting, std::string_view field) {
    const auto minutes = number_in_force(meeting, field);
    return minutes ? std::optional(LocalTime{*minutes}) : std::nullopt;
}

std::optional<PublishedMeeting> due(const RecordState& meeting) {
    const auto start = time_in_force(meeting, "start");
    const std::string last = field_in_force(meeting, "published");
    if (!start || what_goes_out(meeting) == last) return std::nullopt;
    PublishedMeeting due;
    due.id = meeting.id;
    due.title = field_in_force(meeting, "title");
    due.start = *start;
    due.end = time_in_force(meeting, "end");
    due.place = field_in_force(meeting, "place");
    due.room = field_in_force(meeting, "room");
    due.cancelled = number_in_force(meeting, "state") == meeting_state::cancelled;
    due.sequence = last.empty() ? 0 : number_in_force(meeting, "sequence").value_or(0) + 1;
    return due;
}

RecordWrites writes_of(const RecordState& meeting, const PublishedMeeting& published) {
    RecordWrites writes{.type = type::meeting, .record = meeting.id, .creates = false,
                        .writes = {}};
    const auto write = [&](std::string_view name, std::string value) {
        const Field& field = field_of(name);
        const auto cell = meeting.cell(field.slot);
        writes.writes.push_back(
            {field.slot, {}, std::move(value), replaces_of_act(cell, field.merge, {})});
    };
    write("sequence", encode_integer(published.sequence));
    write("published", what_goes_out(meeting));
    return writes;
}

}  // namespace

std::vector<PublishedMeeting> publish_meetings(Office& office, Acting& acting,
                                               const DeliverMeeting& deliver) {
    std::vector<PublishedMeeting> published;
    std::vector<RecordWrites> writes;
    each_record(office.ledger(), type::meeting, [&](const RecordState& meeting) {
        auto one = due(meeting);
        if (!one) return;
        one->published_at = office.environment().now();
        deliver(*one);
        writes.push_back(writes_of(meeting, *one));
        published.push_back(std::move(*one));
    });
    for (auto& one : writes) (void)acting.take(Act::publish, {}, {std::move(one)});
    return published;
}

}  // namespace veldwerk::office
