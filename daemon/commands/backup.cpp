// SPDX-License-Identifier: EUPL-1.2
// `backup` copies the office to one file, beside a running `serve`.
#include <nlohmann/json.hpp>

#include "daemon/commands/commands.hpp"
#include "daemon/custody/backup.hpp"

namespace veldwerk::office {
namespace {

Result<void> run(Context& context, const Given& given) {
    const auto made = make_backup(context.office(), given.text("FILE"));
    if (!made) return tl::unexpected<Error>(made.error());
    if (context.json()) {
        context.print(carriage::Json{{"file", made->path.string()},
                                     {"digest", made->digest.text()},
                                     {"epoch", made->epoch.text()},
                                     {"acts", made->acts}});
        return {};
    }
    context.tell("backed up and verified: " + made->path.string() + ", up to act " +
                 std::to_string(made->acts));
    context.tell("It holds the ledger, the keys of the authority and veldwerkd.toml: whoever has "
                 "it is the office. The journal is not in it: keep that apart, too.");
    return {};
}

}  // namespace

Command backup_command() {
    return {.name = "backup",
            .meaning = "copy the office to a file, verified",
            .parameters = {{"FILE", "where nothing is yet", Takes::word, true}},
            .run = run,
            .verbs = {}};
}

}  // namespace veldwerk::office
