// SPDX-License-Identifier: EUPL-1.2
// `assign`: gives a participant to a coach, for a while or until further notice.
#include <nlohmann/json.hpp>

#include "daemon/commands/commands.hpp"

namespace veldwerk::office {
namespace {

Result<void> assign(Context& context, const Given& given) {
    if (given.has("--dry-run")) {
        return refuse(Reason::wrong_use, "assign --dry-run is not built yet");
    }
    carriage::RecordEdit edit{.type = "assignment", .record = {}, .version = {}, .fields = {},
                              .create_as = {}};
    const auto add = [&](const char* field, const std::string& value) {
        if (!value.empty()) edit.fields.push_back({.field = field, .values = {value}});
    };
    add("participant", given.text("--participant"));
    add("coach", given.text("--coach"));
    add("role", given.has("--role") ? given.text("--role") : "main");
    add("from", given.text("--from"));
    add("to", given.text("--to"));
    const auto id = context.act(std::move(edit), Act::assign);
    if (!id) return tl::unexpected<Error>(id.error());
    if (context.json()) {
        context.print({{"id", id->text()}});
    } else {
        context.tell(id->text());
    }
    return {};
}

}  // namespace

Command assign_command() {
    return {.name = "assign",
            .meaning = "give a participant to a coach",
            .parameters = {{"--participant", "id, code or tail", Takes::word, true},
                           {"--coach", "id, code or tail", Takes::word, true},
                           {"--role", "main (without it) or substitute"},
                           {"--from", "first day; without it from now on"},
                           {"--to", "last day; without it until further notice"},
                           {"--dry-run", "say what would happen", Takes::nothing}},
            .run = assign,
            .verbs = {},
            .audited = true};
}

}  // namespace veldwerk::office
