// SPDX-License-Identifier: EUPL-1.2
// `quarantine`: what waits outside for a person.
#include "daemon/commands/quarantine.hpp"
#include "daemon/commands/commands.hpp"

namespace veldwerk::office {
namespace {

Result<void> list(Context& context, const Given&) {
    if (!list_holds(context, context.office().ledger())) context.tell("nothing is held");
    return {};
}

}  // namespace

Command quarantine_command() {
    Command command;
    command.name = "quarantine";
    command.meaning = "what waits outside for a person";
    command.verbs = {{.name = "list", .meaning = "show it", .run = list},
                     later("take", "take over what was kept"),
                     later("drop", "give up what was kept"), quarantine_lift_command()};
    return command;
}

}  // namespace veldwerk::office
