// SPDX-License-Identifier: EUPL-1.2
// A coach's device: a replica in a file of the test's place, and the commands on it.
#pragma once

#include "tests/end-to-end/office.hpp"

namespace veldwerk::e2e {

class Device {
public:
    /// Of the replica that is, or will be, in a file of that name. The place must outlive it.
    Device(const Place& place, const std::string& name);

    [[nodiscard]] const std::filesystem::path& file() const { return file_; }

    [[nodiscard]] Answer run(std::string_view line) const { return run(typed(line)); }
    [[nodiscard]] Answer run(std::vector<std::string> words) const;
    /// A command that must be done: throws std::runtime_error with its complaint.
    Answer done(std::string_view line) const;
    [[nodiscard]] json ask(std::string_view line) const;
    [[nodiscard]] std::vector<json> list(std::string_view line) const;
    std::string put(std::string_view line) const { return ask("put " + std::string(line))["id"]; }
    /// A day's attendance on L1, as its coach saw it; the observation's id.
    std::string observe(const std::string& date, unsigned minutes) const;
    [[nodiscard]] std::string digest() const { return ask("digest")["digest"]; }

    /// The office's daemon must run.
    void enrol(const Office& office, const std::string& coach) const;
    json sync(const Office& office, const std::string& more = {}) const;
    [[nodiscard]] std::string sync_words(const Office& office) const {
        return "sync --json --office " + office.address();
    }
    [[nodiscard]] Launch launch(std::vector<std::string> words) const;

    /// Another file with the same bytes.
    [[nodiscard]] Device copy(const std::string& name) const;

private:
    const Place& place_;
    std::filesystem::path file_;
};

}  // namespace veldwerk::e2e
