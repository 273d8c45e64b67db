// SPDX-License-Identifier: EUPL-1.2
// veldwerkd, the office: its commands, in the order in which an office meets them.
#include "daemon/commands/command_line.hpp"
#include "daemon/commands/commands.hpp"

int main(int count, char** words) {
    using namespace veldwerk::office;
    return run_command_line(count, words, {
        init_command(),
        serve_command(),
        person_command(),
        coach_command(),
        device_command(),
        put_command(),
        show_command(),
        import_command(),
        export_command(),
        review_command(),
        period_command(),
        assign_command(),
        erase_command(),
        quarantine_command(),
        nightly_command(),
        report_command(),
        backup_command(),
        restore_command(),
        check_command(),
        digest_command(),
    });
}
