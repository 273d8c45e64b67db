// SPDX-License-Identifier: EUPL-1.2
// A program that runs beside the test, and what it says. Nothing here waits for time to pass: every
// wait is for bytes or for the end of the program, and has a deadline after which the test fails
// with what was said so far. A process that is still there when its object goes is killed, by its
// own id; should the test itself be killed, the kernel kills it too.
#pragma once

#include <sys/resource.h>
#include <sys/types.h>

#include <chrono>
#include <nlohmann/json.hpp>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace veldwerk::e2e {

using nlohmann::json;

/// Above what any command needs on a loaded machine, below the patience of the test runner.
inline constexpr std::chrono::seconds answer_time_max{60};

/// What a program may grow by, where `usual` is the bound for the program that is shipped. The
/// address sanitizer's red zones and its store of freed memory come on top, and are not the
/// program's.
[[nodiscard]] constexpr std::size_t growth_kib_max(std::size_t usual) {
#if defined(__has_feature)
#if __has_feature(address_sanitizer)
    return 8 * usual;
#else
    return usual;
#endif
#else
    return usual;
#endif
}

struct Launch {
    std::string program;                    ///< `veldwerkd` or `veldwerk`, or a path
    std::vector<std::string> words;         ///< as typed
    std::vector<std::string> environment;   ///< NAME=value, instead of the test's own
    std::optional<rlim_t> file_bytes_max{}; ///< no file may grow beyond: a disk that is full
};

/// What came of a program.
struct Answer {
    int exit = -1;   ///< its exit code; -N if signal N ended it
    std::string out;
    std::string err;

    /// The one document that `--json` prints.
    [[nodiscard]] json document() const;
    /// Of a list: one document a line.
    [[nodiscard]] std::vector<json> lines() const;
};

/// Everything that a failed expectation should show.
void PrintTo(const Answer& answer, std::ostream* out);

class Process {
public:
    /// Throws std::system_error if it cannot be started.
    explicit Process(const Launch& launch);
    ~Process();
    Process(const Process&) = delete;
    Process& operator=(const Process&) = delete;

    [[nodiscard]] pid_t pid() const { return pid_; }
    /// The most memory it has held so far.
    [[nodiscard]] std::size_t peak_kib() const;
    void signal(int number) const;

    /// Until its output holds the words: true; false if it ended without them. Throws
    /// std::runtime_error at the deadline. The same for what it says on the standard error.
    [[nodiscard]] bool says(std::string_view words);
    [[nodiscard]] bool complains(std::string_view words);
    [[nodiscard]] const std::string& said() const { return out_.text; }
    /// What has been complained so far.
    [[nodiscard]] const std::string& complained();

    /// Its end. Throws std::runtime_error, and kills it, at the deadline.
    Answer wait();
    /// SIGKILL, and its end.
    Answer kill();
    /// The same once so much time has passed, unless it ends before.
    Answer kill_after(std::chrono::microseconds time);

private:
    struct Stream {
        int pipe = -1;
        std::string text;
    };

    void read_once(int wait_ms);
    [[nodiscard]] bool holds(const Stream& stream, std::string_view words);
    [[nodiscard]] int time_left_ms() const;
    void begin_waiting();
    [[nodiscard]] bool silent() const { return out_.pipe < 0 && err_.pipe < 0; }
    Answer reap();

    std::string name_;
    pid_t pid_ = -1;
    Stream out_;
    Stream err_;
    std::chrono::steady_clock::time_point deadline_;
};

/// From start to end.
[[nodiscard]] Answer run(const Launch& launch);

}  // namespace veldwerk::e2e
