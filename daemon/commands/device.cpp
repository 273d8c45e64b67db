// SPDX-License-Identifier: EUPL-1.2
// `device`: inviting an installation, listing what is enrolled, and shutting out what is lost.
#include <nlohmann/json.hpp>

#include <map>

#include "daemon/commands/commands.hpp"
#include "daemon/network/authority.hpp"
#include "daemon/network/enrolment.hpp"
#include "daemon/office/acting.hpp"
#include "daemon/office/naming.hpp"
#include "daemon/office/roles.hpp"
#include "daemon/office/settings.hpp"
#include "protocol/records/value.hpp"
#include "protocol/records/vocabulary.hpp"

namespace veldwerk::office {
namespace {

Result<void> invite_device(Context& context, const Given& given) {
    const auto person = context.person();
    if (!person) return tl::unexpected<Error>(person.error());
    Ledger& ledger = context.office().ledger();
    if (auto may = check_role(ledger, *person, Act::enrol); !may) return may;
    const auto coach = ledger.resolve(type::coach, given.text("--coach"));
    if (!coach) return tl::unexpected<Error>(coach.error());
    context.concerns(coach->text());
    const auto authority = open_authority(context.folder() / "authority");
    const Invited invited = invite(context.office(), authority, *coach);
    const std::string expires = format_instant(invited.expires);
    if (context.json()) {
        context.print(carriage::Json{{"code", invited.code}, {"expires", expires}});
    }
    context.tell(invited.code);
    context.tell("It works once, until " + told_time(invited.expires) + ". On the device:");
    context.tell("  veldwerk enrol --replica FILE --office HOST:PORT --code " + invited.code);
    return {};
}

std::map<RecordId, WriterRow> writers_by_device(Ledger& ledger) {
    std::map<RecordId, WriterRow> writers;
    for (auto& row : ledger.writers()) writers[row.device] = std::move(row);
    return writers;
}

std::string text_of(const RecordState& state, std::string_view field) {
    return format_value(*find_type(state.type)->find(field), field_in_force(state, field));
}

Result<void> list_devices(Context& context, const Given&) {
    Ledger& ledger = context.office().ledger();
    const auto writers = writers_by_device(ledger);
    std::vector<carriage::TableRow> rows;
    for (const auto& id : ledger.all(type::device)) {
        const auto record = ledger.load(type::device, id);
        if (!record) continue;
        const std::string coach = text_of(record->state, "coach");
        const auto coach_id = RecordId::parse(coach);
        const auto person = coach_id ? ledger.load(type::coach, *coach_id) : std::nullopt;
        const std::string name = person ? text_of(person->state, "name") : "";
        const auto writer = writers.find(id);
        const bool heard = writer != writers.end() && writer->second.last_contact_ms != 0;
        const std::string contact =
            heard ? format_instant(Instant{writer->second.last_contact_ms}) : "";
        const std::string state = text_of(record->state, "state");
        rows.push_back({name, state,
                        heard ? told_time(Instant{writer->second.last_contact_ms}) : "never",
                        heard ? writer->second.app_version : "", id.text().substr(28)});
        if (!context.json()) continue;
        carriage::Json line{
            {"id", id.text()}, {"coach", coach}, {"coach_name", name}, {"state", state}};
        if (heard) line["last_contact"] = contact;
        context.print(line);
    }
    if (!context.json()) context.print({"coach", "state", "last contact", "app", "id"}, rows);
    return {};
}

/// Inside a transaction, so that no push comes between what is counted and the act that names it.
Result<void> take_revocation(Context& context, const RecordId& person, const RecordId& device) {
    Office& office = context.office();
    const auto record = office.ledger().load(type::device, device);
    expect(record.has_value(), "a device that was found is there");
    const auto state = decode_integer(field_in_force(record->state, "state")).value_or(0);
    if (state == device_state::revoked || state == device_state::wiped) {
        return refuse(Reason::rule,
                      "this device is " + text_of(record->state, "state") + " already");
    }
    const auto writers = writers_by_device(office.ledger());
    const auto writer = writers.find(device);
    const std::uint64_t received = writer == writers.end() ? 0 : writer->second.received;
    ActOrder order;
    order.act = Act::revoke;
    order.person = person;
    order.edits.push_back(
        {.type = "device",
         .record = device.text(),
         .fields = {{.field = "state", .values = {"revoked"}},
                    {.field = "counter_accepted", .values = {std::to_string(received)}}}});
    Acting acting(office);
    const auto taken = acting.take(order);
    acting.finish();
    if (!taken) return tl::unexpected<Error>(taken.error());
    return {};
}

Result<void> revoke_device(Context& context, const Given& given) {
    Office& office = context.office();
    const auto person = context.person();
    if (!person) return tl::unexpected<Error>(person.error());
    const auto device = office.ledger().resolve(type::device, given.text("--device"));
    if (!device) return tl::unexpected<Error>(device.error());
    context.concerns(device->text());
    Result<void> answer;
    office.transact([&] { answer = take_revocation(context, *person, *device); });
    if (!answer) return answer;
    if (context.json()) context.print(carriage::Json{{"id", device->text()}, {"state", "revoked"}});
    context.tell("revoked: it is refused from now on, and told to wipe when it connects");
    return {};
}

}  // namespace

Command device_command() {
    const Parameter device{"--device", "its id, or the last 8 digits of it", Takes::word, true};
    Command command;
    command.name = "device";
    command.meaning = "devices of the coaches";
    command.verbs = {
        {.name = "invite",
         .meaning = "a code with which one installation enrols",
         .parameters = {{"--coach", "id or code of the coach", Takes::word, true}},
         .run = invite_device,
         .audited = true},
        {.name = "list", .meaning = "list them", .run = list_devices},
        {.name = "revoke",
         .meaning = "shut a lost device out and have it wiped",
         .parameters = {device},
         .run = revoke_device,
         .audited = true},
        later("wipe", "empty a device"),
        later("unblock", "let a blocked device go on")};
    return command;
}

}  // namespace veldwerk::office
