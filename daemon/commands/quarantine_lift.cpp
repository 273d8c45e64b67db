// SPDX-License-Identifier: EUPL-1.2
// The hold of an office whose acts are lost, as `quarantine` shows and lifts it.
#include <nlohmann/json.hpp>

#include "daemon/commands/quarantine.hpp"
#include "daemon/custody/lifting.hpp"
#include "daemon/office/naming.hpp"

namespace veldwerk::office {
namespace {

Result<void> lift(Context& context, const Given& given) {
    const auto person = context.person();
    if (!person) return tl::unexpected<Error>(person.error());
    const auto lifted = lift_hold(context.office(), *person, given.text("--reason"));
    if (!lifted) return tl::unexpected<Error>(lifted.error());
    if (context.json()) context.print(carriage::Json{{"lifted", true}, {"changes", *lifted}});
    context.tell("lifted: devices are served again; " + std::to_string(*lifted) +
                 " changes that waited have been judged");
    return {};
}

}  // namespace

bool list_holds(const Context& context, Ledger& ledger) {
    const auto held = holds(ledger);
    for (const auto& hold : held) {
        if (context.json()) {
            context.print(carriage::Json{{"kind", "hold"},
                                         {"id", hold.epoch.text()},
                                         {"since", format_instant(hold.at)},
                                         {"holds_all", hold.holds_all},
                                         {"changes", hold.changes},
                                         {"cause", hold.cause}});
            continue;
        }
        context.tell((hold.holds_all ? "the office holds since " : "changes wait since ") +
                     told_time(hold.at) + ": " + hold.cause + "; " +
                     std::to_string(hold.changes) + " changes wait for the lift");
    }
    return !held.empty();
}

Command quarantine_lift_command() {
    return {.name = "lift",
            .meaning = "serve devices again after acts were lost",
            .parameters = {{"--reason", "why that is right; say nothing personal", Takes::word,
                            true}},
            .run = lift,
            .verbs = {}};
}

}  // namespace veldwerk::office
