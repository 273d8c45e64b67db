// SPDX-License-Identifier: EUPL-1.2
#include "daemon/session/leaving.hpp"

#include <algorithm>

#include "daemon/custody/sealing.hpp"
#include "daemon/office/acting.hpp"
#include "daemon/office/devices.hpp"
#include "daemon/office/erasures.hpp"
#include "daemon/office/reading.hpp"
#include "protocol/records/vocabulary.hpp"

namespace veldwerk::office {
namespace {

// A phone is set back once or twice in its life. Whoever asks more often makes identities.
constexpr std::uint64_t lives_per_device_max = 4;

carriage::FieldEdit field(std::string name, std::string value) {
    return {.field = std::move(name), .values = {std::move(value)}};
}

Result<void> act_on_device(Office& office, ActOrder order) {
    Acting acting(office);
    const auto taken = acting.take(order);
    if (!taken) return tl::unexpected<Error>(taken.error());
    acting.finish();
    return {};
}

/// The last counter up to which the office holds, under the old writer, exactly what was named.
std::uint64_t common_history(Ledger& ledger, const WriterId& writer, const Renew& asked) {
    if (asked.first_counter == 0) return 0;
    std::uint64_t common = asked.first_counter - 1;
    for (const std::uint64_t id : asked.ids) {
        const auto stored = ledger.find_change({writer, common + 1});
        if (!stored || stored->id != id) break;
        ++common;
    }
    return common;
}

/// A row that was made for this asker before, whose answer was lost.
std::optional<WriterRow> made_before(Ledger& ledger, const WriterRow& old, const Renew& asked) {
    auto row = ledger.writer(asked.writer);
    if (!row || row->person != old.person || row->last_contact_ms != 0) return std::nullopt;
    const auto record = ledger.load(type::device, row->device);
    if (!record || reference_in_force(record->state, "former") != old.device) return std::nullopt;
    return row;
}

Result<RecordId> make_successor(Office& office, const WriterRow& old, const Renew& asked,
                                const SignedCertificate& made) {
    const RecordId device = office.environment().new_record_id();
    if (device_state_of(office.ledger(), old.device) != device_state::retired) {
        auto retired = move_device(office, {.device = old.device, .person = {}, .act = Act::retire,
                                            .state = device_state::retired,
                                            .counter_accepted = old.received});
        if (!retired) return tl::unexpected<Error>(retired.error());
    }
    ActOrder order;
    order.act = Act::enrol;
    order.edits.push_back(
        {.type = "device",
         .fields = {field("coach", old.person.text()),
                    {.field = "writer",
                     .values = {std::string(asked.writer.view())},
                     .canonical = true},
                    field("state", "active"), field("app_version", old.app_version),
                    field("certificate_until", format_instant(made.until)),
                    field("former", old.device.text())},
         .create_as = device});
    if (auto done = act_on_device(office, std::move(order)); !done) {
        return tl::unexpected<Error>(done.error());
    }
    return device;
}

Result<Renewed> go_on_anew(Office& office, const Sign& sign, const WriterRow& old,
                           const Renew& asked) {
    Ledger& ledger = office.ledger();
    auto again = made_before(ledger, old, asked);
    const bool taken = asked.writer.empty() || asked.writer == ledger.life().writer ||
                       (!again && ledger.writer(asked.writer).has_value());
    if (taken) return refuse(Reason::not_authorised, "this identity is somebody else's");
    std::uint64_t lives = 0;
    each_record(ledger, type::device, [&](const RecordState& device) {
        if (reference_in_force(device, "former") == old.device) ++lives;
    });
    if (!again && lives >= lives_per_device_max) {
        return refuse(Reason::rule, "this phone went on too often: ask the office for a new "
                                       "invitation");
    }
    const auto made = sign(asked.request, asked.writer);
    if (!made) return tl::unexpected<Error>(made.error());
    WriterRow row = again.value_or(WriterRow{});
    if (again) {
        // It may have got the first answer after all: either opens the door.
        ledger.save_next_certificate(row.writer, made->fingerprint);
    } else {
        const auto device = make_successor(office, old, asked, *made);
        if (!device) return tl::unexpected<Error>(device.error());
        row.device = *device;
        row.writer = asked.writer;
        row.person = old.person;
        row.app_version = old.app_version;
        row.schema = old.schema;
        row.fingerprint = made->fingerprint;
        ledger.save_writer(row);
    }
    return Renewed{made->certificate, row.device, common_history(ledger, old.writer, asked)};
}

bool has_upload(Ledger& ledger, const RecordId& device) {
    const Field& of = *find_type(type::sealed_upload)->find("device");
    return !ledger.where(type::sealed_upload, of, device.view()).empty();
}

}  // namespace

Result<Renewed> renew(Office& office, const Sign& sign, const WriterRow& row, const Renew& asked) {
    if (!sign) return refuse(Reason::unsupported, "this office signs no certificates here");
    if (asked.writer != row.writer) return go_on_anew(office, sign, row, asked);
    const auto made = sign(asked.request, asked.writer);
    if (!made) return tl::unexpected<Error>(made.error());
    office.ledger().save_next_certificate(row.writer, made->fingerprint);
    ActOrder order;
    order.edits.push_back({.type = "device", .record = row.device.text(),
                           .fields = {field("certificate_until", format_instant(made->until))},
                           .create_as = {}});
    if (auto done = act_on_device(office, std::move(order)); !done) {
        return tl::unexpected<Error>(done.error());
    }
    return Renewed{made->certificate, row.device, 0};
}

std::string key_to_seal_to(Office& office, const RecordId& device) {
    Ledger& ledger = office.ledger();
    if (device_state_of(ledger, device) != device_state::revoked) return {};
    return has_upload(ledger, device) ? std::string{} : sealing_keys(office).to;
}

Result<void> keep_upload(Office& office, const WriterRow& row, const Upload& upload) {
    if (upload.box.empty() || upload.box.size() > limits::sealed_upload_bytes_max) {
        return refuse(Reason::too_large, "what a revoked device may leave is at most a mebibyte");
    }
    if (key_to_seal_to(office, row.device).empty()) {
        return refuse(Reason::not_authorised, "this device has left its work already");
    }
    ActOrder order;
    order.edits.push_back(
        {.type = "sealed_upload",
         .fields = {field("device", row.device.text()), field("coach", row.person.text()),
                    field("received", format_instant(office.environment().now())),
                    {.field = "box", .values = {upload.box}, .canonical = true}},
         .create_as = {}});
    return act_on_device(office, std::move(order));
}

void hold_push(Ledger& ledger, const WriterRow& row, const Push& push) {
    std::uint64_t room = limits::held_changes_per_writer_max;
    room -= std::min(room, ledger.held_count(row.writer));
    Erasures erasures(ledger);
    WorkingSet records(ledger);
    for (std::size_t i = 0; i < push.changes.size() && room > 0; ++i) {
        const Stamp stamp{row.writer, push.first_counter + i};
        if (stamp.counter <= row.received) continue;
        ledger.hold(stamp, erasures.left_of(stamp, push.changes[i], records));
        --room;
    }
}

}  // namespace veldwerk::office
