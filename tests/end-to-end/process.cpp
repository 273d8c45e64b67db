// SPDX-License-Identifier: EUPL-1.2
#include "tests/end-to-end/process.hpp"

#include <fcntl.h>
#include <poll.h>
#include <sys/prctl.h>
#include <sys/wait.h>
#include <unistd.h>

#include <array>
#include <cerrno>
#include <csignal>
#include <ostream>
#include <sstream>
#include <stdexcept>
#include <system_error>

#include "tests/end-to-end/place.hpp"

namespace veldwerk::e2e {
namespace {

// What a daemon may say before anybody reads it: the most that Linux grants without privilege.
constexpr int pipe_bytes = 1 << 20;

[[noreturn]] void fail(const std::string& doing) {
    throw std::system_error(errno, std::generic_category(), doing);
}

struct Pipe {
    int read = -1;
    int write = -1;
};

Pipe make_pipe() {
    std::array<int, 2> ends{};
    if (::pipe2(ends.data(), O_CLOEXEC) != 0) fail("pipe");
    (void)::fcntl(ends[1], F_SETPIPE_SZ, pipe_bytes);  // else it keeps the usual size
    return {ends[0], ends[1]};
}

std::vector<char*> pointers_to(std::vector<std::string>& words) {
    std::vector<char*> pointers;
    for (auto& word : words)
        pointers.push_back(word.data());
    pointers.push_back(nullptr);
    return pointers;
}

/// In the child, between fork and exec: system calls only.
void become(const char* path, char** words, char** environment,
            const std::optional<rlim_t>& file_bytes_max) {
    ::prctl(PR_SET_PDEATHSIG, SIGKILL);
    if (file_bytes_max) {
        const rlimit limit{*file_bytes_max, *file_bytes_max};
        ::setrlimit(RLIMIT_FSIZE, &limit);
    }
    ::execve(path, words, environment);
    ::_exit(127);
}

}  // namespace

json Answer::document() const {
    return json::parse(out);
}

std::vector<json> Answer::lines() const {
    std::vector<json> documents;
    std::istringstream text(out);
    for (std::string line; std::getline(text, line);)
        documents.push_back(json::parse(line));
    return documents;
}

void PrintTo(const Answer& answer, std::ostream* out) {
    *out << "exit " << answer.exit << "\nout: " << answer.out << "\nerr: " << answer.err;
}

Process::Process(const Launch& launch) : name_(launch.program) {
    const bool is_ours = launch.program.find('/') == std::string::npos;
    const std::string path =
        is_ours ? std::string(VELDWERK_PROGRAMS) + '/' + launch.program : launch.program;
    std::vector<std::string> words{launch.program};
    words.insert(words.end(), launch.words.begin(), launch.words.end());
    for (const auto& word : launch.words)
        name_ += ' ' + word;
    auto environment = launch.environment;
    const auto word_pointers = pointers_to(words);
    const auto environment_pointers = pointers_to(environment);
    const Pipe out = make_pipe();
    const Pipe err = make_pipe();
    pid_ = ::fork();
    if (pid_ < 0) fail("fork");
    if (pid_ == 0) {
        ::dup2(out.write, STDOUT_FILENO);
        ::dup2(err.write, STDERR_FILENO);
        become(path.c_str(), const_cast<char**>(word_pointers.data()),
               const_cast<char**>(environment_pointers.data()), launch.file_bytes_max);
    }
    ::close(out.write);
    ::close(err.write);
    out_.pipe = out.read;
    err_.pipe = err.read;
    begin_waiting();
}

Process::~Process() {
    if (pid_ > 0) {
        signal(SIGKILL);
        ::waitpid(pid_, nullptr, 0);
    }
    if (out_.pipe >= 0) ::close(out_.pipe);
    if (err_.pipe >= 0) ::close(err_.pipe);
}

void Process::signal(int number) const {
    if (pid_ > 0) ::kill(pid_, number);
}

std::size_t Process::peak_kib() const {
    const std::string status = content_of("/proc/" + std::to_string(pid_) + "/status");
    return std::stoul(status.substr(status.find("VmHWM:") + 6));
}

void Process::begin_waiting() {
    deadline_ = std::chrono::steady_clock::now() + answer_time_max;
}

int Process::time_left_ms() const {
    const auto left = std::chrono::duration_cast<std::chrono::milliseconds>(
        deadline_ - std::chrono::steady_clock::now());
    if (left.count() > 0) return static_cast<int>(left.count());
    throw std::runtime_error(name_ + " does not come to an end; it said: " + out_.text +
                             " and complained: " + err_.text);
}

/// One wait for bytes, at most so long; a stream that ends is closed.
void Process::read_once(int wait_ms) {
    std::array<pollfd, 2> waits{{{out_.pipe, POLLIN, 0}, {err_.pipe, POLLIN, 0}}};
    if (::poll(waits.data(), waits.size(), wait_ms) < 0) {
        if (errno == EINTR) return;
        fail("poll");
    }
    for (Stream* stream : {&out_, &err_}) {
        if (stream->pipe < 0 || waits[stream == &out_ ? 0 : 1].revents == 0) continue;
        std::array<char, 16 * 1024> bytes{};
        const ssize_t got = ::read(stream->pipe, bytes.data(), bytes.size());
        if (got > 0) {
            stream->text.append(bytes.data(), static_cast<std::size_t>(got));
        } else {
            ::close(stream->pipe);
            stream->pipe = -1;
        }
    }
}

bool Process::holds(const Stream& stream, std::string_view words) {
    begin_waiting();
    while (stream.text.find(words) == std::string::npos) {
        if (silent()) return false;
        read_once(time_left_ms());
    }
    return true;
}

bool Process::says(std::string_view words) {
    return holds(out_, words);
}

bool Process::complains(std::string_view words) {
    return holds(err_, words);
}

const std::string& Process::complained() {
    for (std::size_t before = err_.text.size() + 1; before != err_.text.size() && !silent();) {
        before = err_.text.size();
        read_once(0);
    }
    return err_.text;
}

Answer Process::reap() {
    while (!silent())
        read_once(time_left_ms());
    int status = 0;
    if (::waitpid(pid_, &status, 0) < 0) fail("waitpid");
    pid_ = -1;
    const int exit = WIFEXITED(status) ? WEXITSTATUS(status) : -WTERMSIG(status);
    return {exit, out_.text, err_.text};
}

Answer Process::wait() {
    begin_waiting();
    return reap();
}

Answer Process::kill() {
    signal(SIGKILL);
    return wait();
}

Answer Process::kill_after(std::chrono::microseconds time) {
    using namespace std::chrono;
    const auto end = steady_clock::now() + time;
    begin_waiting();
    for (auto now = steady_clock::now(); now < end && !silent(); now = steady_clock::now()) {
        read_once(static_cast<int>(ceil<milliseconds>(end - now).count()));
    }
    return kill();
}

Answer run(const Launch& launch) {
    return Process(launch).wait();
}

}  // namespace veldwerk::e2e
