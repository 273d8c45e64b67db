// SPDX-License-Identifier: EUPL-1.2
// `restore` brings the office back from a backup. The one command that works only while nobody
// serves.
#include <nlohmann/json.hpp>

#include "daemon/commands/commands.hpp"
#include "daemon/custody/after_restore.hpp"
#include "daemon/custody/missing.hpp"
#include "daemon/custody/restoring.hpp"
#include "daemon/network/serving.hpp"

namespace veldwerk::office {
namespace {

/// Nobody serves as long as this is held.
Result<std::unique_ptr<ServeLock>> nobody_serves(const std::filesystem::path& folder) {
    try {
        std::filesystem::create_directories(folder);
        return std::make_unique<ServeLock>(folder);
    } catch (const ServeRuns&) {
        return refuse(Reason::rule,
                      "serve runs on " + folder.string() + ": stop it first, then restore");
    }
}

carriage::Json json_of(const MissingWork& one) {
    carriage::Json json = {{"coach", one.whose}, {"from", one.from}, {"to", one.to}};
    if (!one.device.empty()) json["device"] = one.device.text();
    return json;
}

void tell(Context& context, const Restored& restored, const std::vector<MissingWork>& missing) {
    if (context.json()) {
        carriage::Json names = carriage::Json::array();
        for (const auto& one : missing) names.push_back(json_of(one));
        context.print(carriage::Json{{"epoch", restored.epoch.text()},
                                     {"acts_replayed", restored.replayed},
                                     {"held", restored.acts_lost},
                                     {"aside", restored.aside.string()},
                                     {"files", restored.files},
                                     {"lost", restored.lost},
                                     {"missing", names}});
        return;
    }
    context.tell("restored from " + restored.backup.path.string() + "; " +
                 std::to_string(restored.replayed) + " acts taken in again from the journal");
    if (!restored.aside.empty()) {
        context.tell("the ledger that was replaced is kept: " + restored.aside.string());
    }
    for (const auto& file : restored.files) context.tell("brought back: " + file);
    for (const auto& lost : restored.lost) context.tell("given up: " + lost);
    for (const auto& one : missing) context.tell("missing until it returns: " + one.told());
    if (restored.acts_lost) {
        context.tell("The journal is not whole, so the office holds: devices may push, and get "
                     "nothing until veldwerkd quarantine lift --reason TEXT --as PERSON");
    }
}

Result<void> run(Context& context, const Given& given) {
    const auto lock = nobody_serves(context.folder());
    if (!lock) return tl::unexpected<Error>(lock.error());
    const auto restored = restore_office(
        context.folder(), context.environment(),
        {.file = given.text("FILE"), .accept_loss = given.has("--accept-loss")});
    if (!restored) return tl::unexpected<Error>(restored.error());
    Office& office = context.office();
    after_restore(office);
    tell(context, *restored, missing_work(office.ledger()));
    return {};
}

}  // namespace

Command restore_command() {
    return {.name = "restore",
            .meaning = "bring the office back from a backup; not while serve runs",
            .parameters = {{"FILE", "made by backup or nightly", Takes::word, true},
                           {"--accept-loss", "also if something cannot come back",
                            Takes::nothing}},
            .run = run,
            .verbs = {}};
}

}  // namespace veldwerk::office
