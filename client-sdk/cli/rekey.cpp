// SPDX-License-Identifier: EUPL-1.2
// `rekey`: another key for a replica, when the old one may have been seen.
#include <nlohmann/json.hpp>

#include "client-sdk/cli/commands.hpp"
#include "client-sdk/cli/key_file.hpp"

namespace veldwerk::cli {
namespace {

Result<void> rekey(Context& context, const Given& given) {
    auto replica = context.open();
    if (!replica) return tl::unexpected<Error>(replica.error());
    const std::filesystem::path path = given.text("--new-key-file");
    const auto key = read_or_make_key(path);
    if (!key) return tl::unexpected<Error>(key.error());
    replica->rekey(*key);
    if (context.json()) {
        context.print({{"rekeyed", true}, {"key_file", path.string()}});
    } else {
        context.tell("The replica opens with the new key alone: --key-file " + path.string());
    }
    return {};
}

}  // namespace

Command rekey_command() {
    return {.name = "rekey",
            .meaning = "encrypt the replica anew under another key",
            .parameters = {{"--new-key-file", "the new key, made if there is none; not beside the "
                                              "replica",
                            Takes::word, true}},
            .run = rekey};
}

}  // namespace veldwerk::cli
