// SPDX-License-Identifier: EUPL-1.2
// veldwerk, the coach's companion for a terminal: its commands, in the order in which a coach meets
// them. It stands on the SDK's public surface, as any app does.
#include "client-sdk/cli/command_line.hpp"
#include "client-sdk/cli/commands.hpp"

int main(int count, char** words) {
    using namespace veldwerk::cli;
    return run_command_line(count, words, {
        enrol_command(),
        sync_command(),
        show_command(),
        observe_command(),
        put_command(),
        import_command(),
        status_command(),
        refused_command(),
        review_command(),
        digest_command(),
        export_plain_command(),
        rekey_command(),
    });
}
