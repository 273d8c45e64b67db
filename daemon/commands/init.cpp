// SPDX-License-Identifier: EUPL-1.2
// `init` makes an office: its keys, its configuration, its ledger with the first person. The ledger
// comes last, so that an init that was broken off can be given again.
#include <nlohmann/json.hpp>

#include "daemon/commands/commands.hpp"
#include "daemon/network/authority.hpp"
#include "daemon/network/configuration.hpp"
#include "daemon/network/whole_file.hpp"

namespace veldwerk::office {
namespace {

Result<void> run(Context& context, const Given& given) {
    const auto& folder = context.folder();
    if (std::filesystem::exists(folder / "ledger.db")) {
        return refuse(Reason::rule, folder.string() + " holds an office already: choose another "
                                                      "folder, or go on with `veldwerkd serve`");
    }
    const std::string programme = given.has("--programme") ? given.text("--programme") : "Veldwerk";
    if (programme.empty() || programme.size() > limits::line_bytes_max) {
        return refuse(Reason::invalid_value, "--programme must be a name of one line");
    }
    std::filesystem::create_directories(folder);
    if (!std::filesystem::exists(folder / "authority" / "authority.pem")) {
        make_authority_folder(folder / "authority", programme, context.environment().now());
    }
    const Configuration configuration;
    if (!std::filesystem::exists(configuration_path(folder))) {
        write_whole_file(configuration_path(folder), configuration_text(configuration),
                         ReadableBy::everybody);
    }
    Office::make(folder, programme, context.environment());

    const auto person = context.person();
    expect(person.has_value(), "a new office has its first person");
    if (context.json()) {
        context.print(carriage::Json{{"id", person->text()}, {"programme", programme}});
        return {};
    }
    const std::string data = "--data " + folder.string();
    context.tell("The office of \"" + programme + "\" is made in " + folder.string() + ":");
    context.tell("  ledger.db       all that it knows");
    context.tell("  journal/        its acts, beside the ledger: not to be set back with it");
    context.tell("  authority/      its keys: whoever has them is the office, so keep them apart");
    context.tell("  veldwerkd.toml  where devices reach it: " + configuration.listen);
    context.tell("Its first person is \"Administrator\", who acts unless --as names another.");
    context.tell("Go on with:");
    context.tell("  veldwerkd serve " + data);
    context.tell("  veldwerkd person " + data + " add --name NAME --role back_office");
    context.tell("  veldwerkd coach " + data + " add --name NAME --code CODE");
    context.tell("  veldwerkd device " + data + " invite --coach CODE");
    return {};
}

}  // namespace

Command init_command() {
    return {
        .name = "init",
        .meaning = "make the office: ledger, certificate authority, configuration, first person",
        .parameters = {{"--programme", "name of the programme"}},
        .run = run};
}

}  // namespace veldwerk::office
