// SPDX-License-Identifier: EUPL-1.2
#include "tests/protocol/wire/golden_samples.hpp"

#include "protocol/records/value.hpp"

namespace veldwerk::proof {
namespace {

template <class SomeId>
SomeId id_of(std::uint8_t first) {
    SomeId id;
    for (auto& byte : id.bytes) byte = first++;
    return id;
}

std::array<std::uint8_t, 16> sixteen(std::uint8_t byte) {
    std::array<std::uint8_t, 16> bytes{};
    bytes.fill(byte);
    return bytes;
}

const WriterId device_writer = id_of<WriterId>(0x10);
const WriterId office_writer = id_of<WriterId>(0x20);
const RecordId coach = id_of<RecordId>(0x30);
const RecordId participant = id_of<RecordId>(0x40);
const RecordId placement = id_of<RecordId>(0x50);
const EpochId epoch = id_of<EpochId>(0x60);
constexpr std::int64_t a_monday_ms = 1'796'032'800'000;

Cursor cursor_at(std::uint64_t position) {
    Cursor cursor;
    cursor.epoch = epoch;
    cursor.position = position;
    return cursor;
}

Hello sample_hello() {
    Hello hello;
    hello.app_version = "1.0.0";
    hello.writer = device_writer;
    hello.next_counter = 300;
    hello.chain = sixteen(0xc1);
    hello.token = {7, sixteen(0x70)};
    hello.cursor = cursor_at(70'000);
    hello.cursor.partial_target = 80'000;
    hello.cursor.partial_scope = 3;
    hello.cursor.partial_position = 75'000;
    hello.pull_at_once = true;
    hello.live = true;
    return hello;
}

Welcome sample_welcome() {
    Welcome welcome;
    welcome.epoch = epoch;
    welcome.received = 299;
    welcome.chain = sixteen(0xc1);
    welcome.safe = 250;
    welcome.token = {8, sixteen(0x80)};
    welcome.office_time_ms = a_monday_ms;
    return welcome;
}

CaughtUp sample_caught_up() {
    CaughtUp caught_up;
    caught_up.cursor = cursor_at(80'000);
    caught_up.basis = 41;
    caught_up.received = 302;
    caught_up.purge = {5};
    caught_up.digests = {{3, {1, 2}}};
    caught_up.total = {~std::uint64_t{0}, 1};
    caught_up.refused = {{301, Reason::not_authorised, "outside the caseload"}};
    caught_up.parked = {302};
    return caught_up;
}

}  // namespace

Change sample_change() {
    Change change;
    change.stamp = {device_writer, 300};
    change.id = 0x0123456789abcdef;
    change.person = coach;
    change.claimed = Instant{a_monday_ms};
    change.basis = {epoch, 41};
    change.schema = 1;
    change.records = {
        {type::placement, placement, true,
         {{2, "", std::string(participant.view()), {}},
          {16, std::string(participant.view()), std::string(element_present), {}}}},
        {type::participant, participant, false,
         {{6, "", "a@example.nl", {{office_writer, 12}, {device_writer, 299}}}}}};
    change.discards = {{device_writer, 298}};
    return change;
}

std::string sample_batch() {
    const Author by_device{{device_writer, 300}, coach, Instant{a_monday_ms}, false};
    const Author by_office{{office_writer, 12}, coach, Instant{a_monday_ms - 1'000}, true};
    RecordState state;
    state.type = type::placement;
    state.id = placement;
    state.candidates = {{2, "", std::string(participant.view()), by_device},
                        {14, "", encode_integer(1), by_device},
                        {14, "", encode_integer(2), by_office},
                        {16, "element", std::string(element_present), by_device}};
    state.bases = {{14, encode_integer(0)}};
    RecordState other;
    other.type = type::participant;
    other.id = participant;
    BatchWriter writer;
    writer.add({0, Scope::programme, {}}, 60'000, other);
    writer.add({3, Scope::participant, participant}, 59'000, state);
    return writer.take();
}

std::vector<std::pair<std::string, Message>> sample_messages() {
    Records records;
    records.batch = "a batch";
    records.target = 80'000;
    return {
        {"enrol", Enrol{"ten bytes!", "-----BEGIN-----", device_writer, 1, "1.0.0"}},
        {"enrolled", Enrolled{"-----ONE-----", "-----TWO-----", placement, coach, a_monday_ms}},
        {"hello", sample_hello()},
        {"welcome", sample_welcome()},
        {"refused", Refused{Reason::crowded, "come back later", 30'000, false, {}}},
        {"push", Push{300, {"one change", "another"}, sixteen(0xc2)}},
        {"accepted", Accepted{301, {{301, Reason::discarded, "its record was discarded"}}}},
        {"pull", Pull{cursor_at(70'000)}},
        {"records", records},
        {"caught_up", sample_caught_up()},
        {"news", News{}},
        {"ping", Ping{}},
        {"pong", Pong{}},
        {"bye", Bye{}},
        {"renew", Renew{"-----BEGIN-----", device_writer, 290, {7, 8}}},
        {"renewed", Renewed{"-----ONE-----", placement, 291}},
        {"upload", Upload{"a box"}},
        {"sealed", Sealed{}},
        {"offer", Offer{epoch, 41, 250, sixteen(0xc3), {{office_writer, 12}}}},
    };
}

}  // namespace veldwerk::proof
