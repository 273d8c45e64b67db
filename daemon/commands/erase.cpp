// SPDX-License-Identifier: EUPL-1.2
// `erase`: the legal test of forgetting a participant, the order itself, and how far orders are.
#include <nlohmann/json.hpp>

#include "daemon/commands/commands.hpp"
#include "daemon/custody/erasing.hpp"
#include "daemon/custody/erasure_statement.hpp"
#include "daemon/custody/legal_test.hpp"
#include "daemon/custody/mentions.hpp"
#include "daemon/office/naming.hpp"
#include "daemon/office/roles.hpp"

namespace veldwerk::office {
namespace {

using carriage::Json;

Json json_of(const std::vector<TestedField>& fields) {
    Json list = Json::array();
    for (const auto& tested : fields) {
        Json one{{"record", tested.record}, {"field", tested.field}, {"values", tested.values},
                 {"category", tested.category}};
        if (!tested.ground.empty()) one["ground"] = tested.ground;
        list.push_back(std::move(one));
    }
    return list;
}

void tell_fields(const Context& context, const std::string& heading,
                 const std::vector<TestedField>& fields) {
    context.tell(heading);
    if (fields.empty()) context.tell("  nothing");
    for (const auto& tested : fields) {
        context.tell("  " + tested.record + '.' + tested.field + ": " +
                     std::to_string(tested.values) + (tested.values == 1 ? " value" : " values") +
                     (tested.ground.empty() ? "" : ", kept: " + tested.ground));
    }
}

void tell_mentions(Context& context, const std::vector<Mention>& mentions) {
    if (mentions.empty()) return;
    context.tell("Other records name the participant; look, and change them yourself:");
    for (const auto& mention : mentions) {
        context.tell("  " + std::string(find_type(mention.type)->name) + ' ' +
                     mention.record.text() + ": " + mention.field);
    }
}

Json json_of(const LegalTest& test, const std::vector<Mention>& mentions) {
    Json json{{"erased", json_of(test.erased)}, {"kept", json_of(test.kept)}};
    json["mentions"] = Json::array();
    for (const auto& mention : mentions) {
        json["mentions"].push_back({{"record", find_type(mention.type)->name},
                                    {"id", mention.record.text()},
                                    {"field", mention.field}});
    }
    return json;
}

Json json_of(const ErasureStatement& statement) {
    Json json{{"id", statement.order.text()},   {"participant", statement.code},
              {"state", statement.state},       {"office_done", statement.scrubbed},
              {"devices", Json::array()}};
    if (statement.at) json["ordered_at"] = format_instant(*statement.at);
    if (statement.backups_until) json["backups_until"] = statement.backups_until->text();
    for (const auto& device : statement.devices) {
        json["devices"].push_back({{"id", device.device.text()},
                                   {"coach", device.coach},
                                   {"state", device.state},
                                   {"done", device.done},
                                   {"out_of_reach", device.out_of_reach}});
    }
    return json;
}

std::string told(const DeviceStatement& device) {
    if (device.done) return "done";
    if (device.out_of_reach) {
        return device.state + ": gets nothing any more, unreadable without its key";
    }
    return "not heard yet: it obeys with its next sync, and says so with the one after";
}

void tell(const Context& context, const ErasureStatement& statement) {
    context.tell(statement.code + ": " + statement.state + " (order " +
                 statement.order.text().substr(28) +
                 (statement.at ? ", " + told_time(*statement.at) : "") + ')');
    if (!statement.at) return;
    context.tell(std::string("  office: ") +
                 (statement.scrubbed ? "done" : "emptied; its files follow with the next nightly"));
    for (const auto& device : statement.devices) {
        context.tell("  device " + device.device.text().substr(28) + " of " + device.coach + ": " +
                     told(device));
    }
    if (statement.backups_until) {
        context.tell("  backups made before the order have rotated out by " +
                     statement.backups_until->text() + "; restoring one erases again");
    }
}

Result<void> list(Context& context) {
    const auto statements = erasure_statements(context.office());
    for (const auto& statement : statements) {
        if (context.json()) context.print(json_of(statement));
        tell(context, statement);
    }
    if (statements.empty()) context.tell("nobody was erased");
    return {};
}

Result<void> run(Context& context, const Given& given) {
    if (given.has("list")) {
        if (given.text("list") == "list") return list(context);
        return refuse(Reason::wrong_use, "erase takes --participant ID, or the word list");
    }
    if (!given.has("--participant")) {
        return refuse(Reason::wrong_use, "--participant is missing: whom to erase");
    }
    Office& office = context.office();
    const auto person = context.person();
    if (!person) return tl::unexpected<Error>(person.error());
    if (auto may = check_role(office.ledger(), *person, Act::erase); !may) return may;
    const auto participant = office.ledger().resolve(type::participant,
                                                     given.text("--participant"));
    if (!participant) return tl::unexpected<Error>(participant.error());
    context.concerns(participant->text());
    const LegalTest test = test_erasure(office.ledger(), *participant);
    const auto mentions = find_mentions(office.ledger(), *participant);
    Json json = json_of(test, mentions);
    if (!given.has("--dry-run")) {
        const auto order = order_erasure(
            office, {.participant = *participant,
                     .person = *person,
                     .ground = given.has("--ground") ? given.text("--ground") : "request",
                     .reason = given.text("--reason")});
        if (!order) return tl::unexpected<Error>(order.error());
        json["id"] = order->text();
        json["office_done"] = follow_erasures(office).waiting == 0;
    }
    const bool dry = given.has("--dry-run");
    tell_fields(context, dry ? "Would be erased:" : "Erased:", test.erased);
    tell_fields(context, dry ? "Would stay:" : "Stays:", test.kept);
    tell_mentions(context, mentions);
    if (!dry) context.tell("Devices obey when they sync; how far it is: veldwerkd erase list");
    if (context.json()) context.print(json);
    return {};
}

}  // namespace

Command erase_command() {
    return {.name = "erase",
            .meaning = "forget a participant everywhere; what the law keeps stays",
            .parameters = {{"list", "the word list: how far orders are, device by device"},
                           {"--participant", "id, code or tail"},
                           {"--reason", "why, in words that say nothing of the person"},
                           {"--ground", "request (without it), consent_withdrawn, term_expired or "
                                        "unlawful"},
                           {"--dry-run", "the legal test alone: what would go, what would stay",
                            Takes::nothing}},
            .run = run,
            .verbs = {},
            .more = "veldwerkd erase --participant D004 --reason \"on request\" --dry-run\n"
                    "veldwerkd erase list",
            .audited = true};
}

}  // namespace veldwerk::office
