// SPDX-License-Identifier: EUPL-1.2
// `device`: inviting an installation, listing what is enrolled, and shutting out what is lost.
#include <nlohmann/json.hpp>

#include <algorithm>

#include "daemon/commands/commands.hpp"
#include "daemon/network/authority.hpp"
#include "daemon/network/enrolment.hpp"
#include "daemon/office/devices.hpp"
#include "daemon/office/naming.hpp"
#include "daemon/office/roles.hpp"
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

Result<void> list_devices(Context& context, const Given&) {
    Office& office = context.office();
    std::vector<carriage::TableRow> rows;
    for (const auto& view : devices_on(office.ledger(), office.today())) {
        rows.push_back({view.coach_name, view.state,
                        view.last_contact ? told_time(*view.last_contact) : "never",
                        view.last_contact ? view.app_version : "", view.id.text().substr(28)});
        if (!context.json()) continue;
        carriage::Json line{{"id", view.id.text()}, {"coach", view.coach.text()},
                            {"coach_name", view.coach_name}, {"state", view.state}};
        if (view.last_contact) line["last_contact"] = format_instant(*view.last_contact);
        if (view.former) line["former"] = view.former->text();
        context.print(line);
    }
    if (!context.json()) context.print({"coach", "state", "last contact", "app", "id"}, rows);
    return {};
}

std::string word_of(std::int64_t state) {
    const Field& field = *find_type(type::device)->find("state");
    return format_value(field, encode_integer(state));
}

/// A state a person gives a device, and from which it may come.
struct Ordered {
    Act act{};
    std::int64_t state{};
    std::vector<std::int64_t> from;
    bool names_counter{};  ///< the highest one accepted
    const char* told{};
};

Result<void> order_device(Context& context, const Given& given, const Ordered& ordered) {
    Office& office = context.office();
    const auto person = context.person();
    if (!person) return tl::unexpected<Error>(person.error());
    const auto device = office.ledger().resolve(type::device, given.text("--device"));
    if (!device) return tl::unexpected<Error>(device.error());
    context.concerns(device->text());
    Result<void> answer;
    // Inside a transaction, so that no push comes between what is counted and the act that names
    // it.
    office.transact([&] {
        const auto now = device_state_of(office.ledger(), *device);
        if (std::find(ordered.from.begin(), ordered.from.end(), now) == ordered.from.end()) {
            const std::string is = "this device is " + word_of(now);
            answer = refuse(Reason::rule,
                            now == ordered.state
                                ? is + " already"
                                : is + ": it cannot become " + word_of(ordered.state));
            return;
        }
        DeviceMove move{.device = *device, .person = *person, .act = ordered.act,
                        .state = ordered.state, .counter_accepted = {}};
        if (ordered.names_counter) move.counter_accepted = received_of(office.ledger(), *device);
        answer = move_device(office, move);
    });
    if (!answer) return answer;
    if (context.json()) {
        context.print(carriage::Json{{"id", device->text()}, {"state", word_of(ordered.state)}});
    }
    context.tell(ordered.told);
    return {};
}

Result<void> revoke_device(Context& context, const Given& given) {
    namespace state = device_state;
    return order_device(context, given,
                        {Act::revoke, state::revoked,
                         {state::invited, state::active, state::overdue, state::blocked,
                          state::retired},
                         true,
                         "revoked: it is refused from now on, and told to wipe when it connects; "
                         "what it never sent it may leave sealed (veldwerkd quarantine list)"});
}

Result<void> wipe_device(Context& context, const Given& given) {
    namespace state = device_state;
    return order_device(context, given,
                        {Act::wipe, state::wiped,
                         {state::invited, state::active, state::overdue, state::blocked,
                          state::retired, state::revoked},
                         true,
                         "ordered: it is emptied when it connects, and leaves nothing here"});
}

Result<void> unblock_device(Context& context, const Given& given) {
    namespace state = device_state;
    return order_device(context, given,
                        {Act::write, state::active, {state::blocked}, false,
                         "unblocked: what it holds is judged as ever when it next connects"});
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
        {.name = "wipe",
         .meaning = "empty a device when it next connects, unsent work included",
         .parameters = {device},
         .run = wipe_device,
         .audited = true},
        {.name = "unblock",
         .meaning = "let a blocked device go on",
         .parameters = {device},
         .run = unblock_device,
         .audited = true}};
    return command;
}

}  // namespace veldwerk::office
