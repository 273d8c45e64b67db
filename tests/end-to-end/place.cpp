// SPDX-License-Identifier: EUPL-1.2
#include "tests/end-to-end/place.hpp"

#include <gtest/gtest.h>
#include <stdlib.h>

#include <cerrno>
#include <fstream>
#include <iterator>
#include <sstream>
#include <system_error>

namespace veldwerk::e2e {

Place::Place() {
    std::string pattern = testing::TempDir() + "veldwerk-e2e-XXXXXX";
    if (::mkdtemp(pattern.data()) == nullptr) {
        throw std::system_error(errno, std::generic_category(), pattern);
    }
    folder_ = pattern;
    set_now("2026-11-30T16:00:00+01:00");
}

Place::~Place() {
    std::error_code ignored;
    std::filesystem::remove_all(folder_, ignored);
}

std::filesystem::path Place::write(const std::string& name, std::string_view content) const {
    const auto file = path(name);
    std::ofstream out(file, std::ios::binary | std::ios::trunc);
    out << content;
    out.close();
    if (!out) throw std::system_error(errno, std::generic_category(), file.string());
    return file;
}

void Place::set_now(std::string_view instant) const {
    std::filesystem::rename(write("now.new", instant), path("now"));
}

std::vector<std::string> Place::environment() const {
    // The address sanitizer keeps freed memory back for a while, which a test that looks at what a
    // daemon holds would take for the daemon's.
    return {"ASAN_OPTIONS=quarantine_size_mb=1:thread_local_quarantine_size_kb=64",
            "VELDWERK_NOW=@" + path("now").string(),
            "XDG_STATE_HOME=" + path("state").string(),
            "HOME=" + folder_.string(),
            "PATH=/usr/bin:/bin",
            "LC_ALL=C.UTF-8"};
}

std::string content_of(const std::filesystem::path& path) {
    std::ifstream file(path, std::ios::binary);
    return {std::istreambuf_iterator<char>(file), {}};
}

std::vector<std::string> typed(std::string_view line) {
    std::istringstream text{std::string(line)};
    return {std::istream_iterator<std::string>(text), {}};
}

}  // namespace veldwerk::e2e
