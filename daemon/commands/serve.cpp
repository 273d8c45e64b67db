// SPDX-License-Identifier: EUPL-1.2
// `serve` talks with the devices until it is told to stop.
#include "daemon/commands/commands.hpp"
#include "daemon/custody/erasing.hpp"
#include "daemon/network/serving.hpp"

namespace veldwerk::office {
namespace {

Result<void> run(Context& context, const Given& given) {
    for (const char* option : {"--console", "--store"}) {
        if (given.has(option)) {
            return refuse(Reason::wrong_use, std::string(option) + " is not built yet");
        }
    }
    auto configuration = read_configuration(context.folder());
    if (!configuration) return tl::unexpected<Error>(configuration.error());
    if (given.has("--listen")) configuration->listen = given.text("--listen");
    const auto address = parse_host_port(configuration->listen);
    if (!address) return tl::unexpected<Error>(address.error());
    if (auto level = set_log_level(configuration->log_level); !level) return level;
    // A crash may have come between an order to erase and its last step.
    (void)follow_erasures(context.office());
    serve(context.office(),
          {.listener = {.address = *address, .limits = configuration->limits, .times = {}}});
    return {};
}

}  // namespace

Command serve_command() {
    return {.name = "serve",
            .meaning = "talk with the devices, until SIGTERM",
            .parameters = {{"--listen", "HOST:PORT; port 0 takes a free one"},
                           {"--console", "HOST:PORT of the web console (not built yet)"},
                           {"--store", "postgresql://... (not built yet)"}},
            .run = run};
}

}  // namespace veldwerk::office
