// SPDX-License-Identifier: EUPL-1.2
// An office in a folder: its commands, and its daemon on a free port of this machine. The daemon
// and the folder belong to the test alone.
#pragma once

#include <memory>
#include <optional>

#include "tests/end-to-end/place.hpp"
#include "tests/end-to-end/process.hpp"

namespace veldwerk::e2e {

class Office {
public:
    /// Of what lies, or will lie, in the folder of that name. The place must outlive it.
    explicit Office(const Place& place, const std::string& name = "office");

    [[nodiscard]] const std::filesystem::path& folder() const { return folder_; }
    [[nodiscard]] const Place& place() const { return place_; }

    /// A command, whatever comes of it.
    [[nodiscard]] Answer run(std::string_view line) const { return run(typed(line)); }
    [[nodiscard]] Answer run(std::vector<std::string> words) const;
    /// A command that must be done: throws std::runtime_error with its complaint.
    Answer done(std::string_view line) const;
    /// What it prints with `--json`.
    [[nodiscard]] json ask(std::string_view line) const;
    [[nodiscard]] std::vector<json> list(std::string_view line) const;
    /// The id of what it wrote.
    std::string put(std::string_view line) const { return ask("put " + std::string(line))["id"]; }
    /// Of the office, or of what a coach's devices should hold.
    [[nodiscard]] std::string digest(const std::string& coach = {}) const;

    /// The launch of a command, for a test that watches or limits it.
    [[nodiscard]] Launch launch(std::vector<std::string> words) const;

    /// Starts the daemon; returns once it listens. Throws if it does not.
    void serve(std::optional<rlim_t> file_bytes_max = {});
    [[nodiscard]] Process& daemon() { return *daemon_; }
    /// HOST:PORT, as serve.json tells it.
    [[nodiscard]] const std::string& address() const { return address_; }
    /// By SIGTERM; by SIGKILL.
    Answer stop();
    Answer kill();

    /// Another office with the same memory. Its daemon must not run.
    [[nodiscard]] Office copy(const std::string& name) const;

private:
    const Place& place_;
    std::filesystem::path folder_;
    std::unique_ptr<Process> daemon_;
    std::string address_;
};

}  // namespace veldwerk::e2e
