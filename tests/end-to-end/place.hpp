// SPDX-License-Identifier: EUPL-1.2
// A folder of the test's own, and the time that holds for every program that works in it. The
// folder goes with the object.
#pragma once

#include <filesystem>
#include <string>
#include <string_view>
#include <vector>

namespace veldwerk::e2e {

class Place {
public:
    /// The time is that of the acceptance week's Monday, at the end of the afternoon.
    Place();
    ~Place();
    Place(const Place&) = delete;
    Place& operator=(const Place&) = delete;

    [[nodiscard]] std::filesystem::path path(const std::string& name) const {
        return folder_ / name;
    }
    /// Writes a file; its path.
    std::filesystem::path write(const std::string& name, std::string_view content) const;
    /// Moves the time of all programs here, also of those that run: an RFC 3339 instant.
    void set_now(std::string_view instant) const;
    /// What its programs see of the world: the time, and whose keys these are.
    [[nodiscard]] std::vector<std::string> environment() const;

private:
    std::filesystem::path folder_;
};

[[nodiscard]] std::string content_of(const std::filesystem::path& path);

/// Words as typed; no word holds a blank.
[[nodiscard]] std::vector<std::string> typed(std::string_view line);

}  // namespace veldwerk::e2e
