// SPDX-License-Identifier: EUPL-1.2
#include "protocol/carriage/told_time.hpp"

#include <chrono>
#include <fstream>
#include <optional>
#include <stdexcept>

namespace veldwerk::carriage {
namespace {

Instant system_time() {
    const auto since = std::chrono::system_clock::now().time_since_epoch();
    return {std::chrono::duration_cast<std::chrono::milliseconds>(since).count()};
}

std::optional<Instant> read_instant(const std::string& path) {
    std::ifstream file(path);
    std::string line;
    std::getline(file, line);
    return parse_instant(line);
}

}  // namespace

Result<std::function<Instant()>> clock_of(const std::string& told) {
    if (told.empty()) return std::function<Instant()>(system_time);
    if (!told.starts_with('@')) {
        const auto instant = parse_instant(told);
        if (!instant) {
            return refuse(Reason::wrong_use,
                          '"' + told + "\" is not an instant like 2026-11-30T16:00:00+01:00");
        }
        return std::function<Instant()>([instant] { return *instant; });
    }
    const std::string path = told.substr(1);
    const std::string wrong = path + " does not hold an instant like 2026-11-30T16:00:00+01:00";
    if (!read_instant(path)) return refuse(Reason::wrong_use, wrong);
    return std::function<Instant()>([path, wrong] {
        const auto instant = read_instant(path);
        if (!instant) throw std::runtime_error(wrong);
        return *instant;
    });
}

}  // namespace veldwerk::carriage
