// SPDX-License-Identifier: EUPL-1.2
// The one unit that sees spdlog.
#include "daemon/network/log.hpp"

#include <spdlog/sinks/stdout_sinks.h>
#include <spdlog/spdlog.h>

namespace veldwerk::office {
namespace {

spdlog::logger& logger() {
    static spdlog::logger one("veldwerkd", std::make_shared<spdlog::sinks::stderr_sink_st>());
    return one;
}

spdlog::level::level_enum level_of(Weight weight) {
    switch (weight) {
        case Weight::detail: return spdlog::level::debug;
        case Weight::news: return spdlog::level::info;
        case Weight::warning: return spdlog::level::warn;
        case Weight::failure: break;
    }
    return spdlog::level::err;
}

/// What a peer said may hold line breaks; an entry has one line.
std::string one_line(std::string text) {
    for (char& c : text) {
        if (static_cast<unsigned char>(c) < ' ' || c == '\x7f') c = ' ';
    }
    return text;
}

}  // namespace

Result<void> set_log_level(const std::string& level) {
    const auto known = spdlog::level::from_str(level);
    if (known == spdlog::level::off && level != "off") {
        return refuse(Reason::wrong_use, "log_level must be trace, debug, info, warn or err");
    }
    logger().set_level(known);
    logger().flush_on(spdlog::level::trace);
    return {};
}

void log(const LogEntry& entry) {
    logger().log(level_of(entry.weight), "action={} object={} result=\"{}\" origin={}",
                 entry.action, entry.object, one_line(entry.result), entry.origin);
}

}  // namespace veldwerk::office
