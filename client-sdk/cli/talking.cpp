// SPDX-License-Identifier: EUPL-1.2
// What a coach does with the office: enrol once, sync, and keep in step. Progress is shown on a
// terminal only.
#include "client-sdk/cli/commands.hpp"

#include <nlohmann/json.hpp>
#include <signal.h>
#include <unistd.h>

#include <charconv>
#include <iostream>
#include <mutex>

namespace veldwerk::cli {
namespace {

Result<void> enrol(Context& context, const Given& given) {
    auto replica = context.open_or_create();
    if (!replica) return tl::unexpected<Error>(replica.error());
    replica->enrol(given.text("--office"), given.text("--code"));
    if (context.json()) {
        context.print({{"enrolled", true}, {"office", given.text("--office")}});
    } else {
        context.tell("Enrolled. Now fetch your caseload with `veldwerk sync`.");
    }
    return {};
}

std::string counted(const Json& number, const char* noun) {
    return number.dump() + ' ' + noun + (number == 1 ? "" : "s");
}

void tell_synced(const Context& context, const Json& result) {
    std::string story = "Sent " + counted(result["sent"], "change") + ", received " +
                        counted(result["received"], "record") + '.';
    if (result["refused"] != 0) {
        story += " The office refused " + counted(result["refused"], "change") +
                 ": see `veldwerk refused list`.";
    }
    if (result["reviews"] != 0) {
        story += ' ' + counted(result["reviews"], "review") +
                 (result["reviews"] == 1 ? " waits" : " wait") + " for the office.";
    }
    if (result["stopped"] == true) story += " Stopped as asked; the rest goes with the next sync.";
    if (result["alarms"] != 0) story += " A digest differed; what differed was sent again.";
    context.tell(story);
}

/// One line that is written over, on a terminal.
class ProgressLine {
public:
    explicit ProgressLine(bool wanted) : shown_(wanted && ::isatty(STDERR_FILENO) == 1) {}
    ~ProgressLine() {
        if (shown_ && begun_) std::cerr << "\r\033[K" << std::flush;
    }
    ProgressLine(const ProgressLine&) = delete;
    ProgressLine& operator=(const ProgressLine&) = delete;

    void tell(const veldwerk_progress& now) {
        if (!shown_) return;
        begun_ = true;
        std::cerr << "\r\033[Ksent " << now.sent << ", " << now.unsent << " to go; received "
                  << now.bytes_received / 1024 << " KiB" << std::flush;
    }

private:
    bool shown_;
    bool begun_ = false;
};

/// Blocked from before the watch's thread begins, so that this thread alone receives them.
sigset_t block_endings() {
    sigset_t endings;
    sigemptyset(&endings);
    sigaddset(&endings, SIGINT);
    sigaddset(&endings, SIGTERM);
    pthread_sigmask(SIG_BLOCK, &endings, nullptr);
    return endings;
}

std::string told_event(veldwerk_event event) {
    switch (event) {
        case VELDWERK_EVENT_CHANGED: return "Something new was received";
        case VELDWERK_EVENT_CAUGHT_UP: return "All is sent and received";
        case VELDWERK_EVENT_OFFLINE: return "No connection; it is tried again";
        case VELDWERK_EVENT_STOPPED: return "Stopped";
        default: return "Something happened that this version does not know";
    }
}

/// Until Ctrl-C, or until the office wants no more of it.
Result<void> keep_in_step(const Context& context, sdk::Replica& replica,
                          const std::string& office) {
    const sigset_t endings = block_endings();
    std::mutex guard;
    std::string stopped_by;
    bool stopped = false;
    {
        const sdk::Watch watch = replica.watch(
            [&](veldwerk_event event, std::string_view detail) {
                static constexpr const char* words[] = {"", "changed", "caught_up", "offline",
                                                        "stopped"};
                const std::string word =
                    event > 0 && event <= VELDWERK_EVENT_STOPPED ? words[event] : "unknown";
                if (context.json()) {
                    context.print({{"event", word}, {"detail", detail}});
                } else {
                    context.tell(told_event(event) + std::string(detail.empty() ? "" : ": ") +
                                 std::string(detail));
                }
                if (event != VELDWERK_EVENT_STOPPED) return;
                const std::lock_guard lock(guard);
                stopped = true;
                stopped_by = detail;
                ::kill(::getpid(), SIGTERM);
            },
            office);
        int signal = 0;
        sigwait(&endings, &signal);
    }
    const std::lock_guard lock(guard);
    if (stopped) return refuse(Reason::revoked, stopped_by);
    return {};
}

Result<void> sync(Context& context, const Given& given) {
    sdk::SyncOptions options{.office = given.text("--office")};
    const std::string& most = given.text("--changes");
    const auto [end, failure] =
        std::from_chars(most.data(), most.data() + most.size(), options.changes_max);
    const bool is_number = failure == std::errc{} && end == most.data() + most.size();
    if (given.has("--changes") && (!is_number || options.changes_max == 0)) {
        return refuse(Reason::wrong_use, "--changes takes a number from 1 up");
    }
    auto replica = context.open();
    if (!replica) return tl::unexpected<Error>(replica.error());
    if (given.has("--watch")) return keep_in_step(context, *replica, options.office);
    std::string answer;
    {
        ProgressLine line(!context.json());
        options.progress = [&line](const veldwerk_progress& now) { line.tell(now); };
        answer = replica->sync(options);
    }
    if (context.json()) {
        context.print(parsed(answer));
    } else {
        tell_synced(context, parsed(answer));
    }
    return {};
}

}  // namespace

Command enrol_command() {
    return {.name = "enrol",
            .meaning = "make this device known to the office, once, with the code of an invitation",
            .parameters = {{"--office", "HOST:PORT of the office", Takes::word, true},
                           {"--code", "the code that the office gave you", Takes::word, true}},
            .run = enrol,
            .more =
                "Makes the replica, and the key that it is encrypted with if you have none.\n"
                "  veldwerk enrol --replica my.db --office office.example:7443 --code "
                "ABCD-EFGH-..."};
}

Command sync_command() {
    return {.name = "sync",
            .meaning = "send what you wrote, receive what is new",
            .parameters = {{"--office", "another HOST:PORT from now on"},
                           {"--changes", "stop once so many changes are sent"},
                           {"--watch", "stay connected and tell what happens, until Ctrl-C",
                            Takes::nothing}},
            .run = sync};
}

}  // namespace veldwerk::cli
