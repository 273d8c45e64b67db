// SPDX-License-Identifier: EUPL-1.2
#include "daemon/network/configuration.hpp"

#include <array>
#include <charconv>
#include <sstream>
#include <toml++/toml.h>

namespace veldwerk::office {
namespace {

struct LimitEntry {
    const char* name;
    std::size_t ConnectionLimits::*place;
    const char* meaning;
};

constexpr std::array<LimitEntry, 5> limit_entries{{
    {"connections_max", &ConnectionLimits::connections_max, "devices connected at once"},
    {"strangers_max", &ConnectionLimits::strangers_max, "connections that enrol, at once"},
    {"handshakes_max", &ConnectionLimits::handshakes_max, "connections not yet established"},
    {"turned_away_max", &ConnectionLimits::turned_away_max,
     "connections too many that are told to come back later"},
    {"wrong_codes_per_minute_max", &ConnectionLimits::wrong_codes_per_minute_max,
     "wrong enrolment codes; above it enrolment pauses"},
}};

tl::unexpected<Error> wrong_entry(const std::string& name, const char* allowed) {
    return refuse(Reason::wrong_use, "veldwerkd.toml: " + name + " must be " + allowed);
}

Result<void> read_text(const toml::table& table, const char* name, std::string& into) {
    const auto* entry = table.get(name);
    if (entry == nullptr) return {};
    const auto text = entry->value_exact<std::string>();
    if (!text) return wrong_entry(name, "a text in quotes");
    into = *text;
    return {};
}

}  // namespace

std::filesystem::path configuration_path(const std::filesystem::path& folder) {
    return folder / "veldwerkd.toml";
}

std::string configuration_text(const Configuration& configuration) {
    std::ostringstream text;
    text << "# What belongs to this machine; an option of the command beats it. Rules that change\n"
            "# an outcome are dated records: see `veldwerkd show setting`.\n\n"
            "# Where devices reach the office; port 0 takes a free one.\n"
            "listen = \"" << configuration.listen << "\"\n\n"
            "# trace, debug, info, warn or err; to the standard error, without personal data.\n"
            "log_level = \"" << configuration.log_level << "\"\n\n[limits]\n";
    for (const auto& entry : limit_entries) {
        text << entry.name << " = " << configuration.limits.*entry.place << "  # " << entry.meaning
             << '\n';
    }
    return text.str();
}

Result<Configuration> read_configuration(const std::filesystem::path& folder) {
    Configuration configuration;
    const auto path = configuration_path(folder);
    if (!std::filesystem::exists(path)) return configuration;
    toml::table table;
    try {
        table = toml::parse_file(path.string());
    } catch (const toml::parse_error& wrong) {
        return refuse(Reason::wrong_use, "veldwerkd.toml, line " +
                                             std::to_string(wrong.source().begin.line) + ": " +
                                             std::string(wrong.description()));
    }
    if (auto read = read_text(table, "listen", configuration.listen); !read) {
        return tl::unexpected<Error>(read.error());
    }
    if (auto read = read_text(table, "log_level", configuration.log_level); !read) {
        return tl::unexpected<Error>(read.error());
    }
    for (const auto& entry : limit_entries) {
        const auto place = table["limits"][entry.name];
        if (!place) continue;
        const auto number = place.value_exact<std::int64_t>();
        if (!number || *number < 1 || *number > 1'000'000) {
            return wrong_entry(std::string("limits.") + entry.name, "a number from 1 to 1000000");
        }
        configuration.limits.*entry.place = static_cast<std::size_t>(*number);
    }
    return configuration;
}

Result<HostPort> parse_host_port(const std::string& text) {
    const auto colon = text.rfind(':');
    HostPort address;
    if (colon != std::string::npos) {
        const char* end = text.data() + text.size();
        const auto read = std::from_chars(text.data() + colon + 1, end, address.port);
        address.host = text.substr(0, colon);
        const bool bracketed = address.host.starts_with('[') && address.host.ends_with(']');
        if (bracketed) address.host = address.host.substr(1, address.host.size() - 2);
        const bool plain = bracketed || address.host.find(':') == std::string::npos;
        const bool is_port = read.ec == std::errc{} && read.ptr == end;
        if (is_port && plain && !address.host.empty()) return address;
    }
    return refuse(Reason::wrong_use, '"' + text + "\" is not an address like 127.0.0.1:7443");
}

std::string format_host_port(const HostPort& address) {
    const bool v6 = address.host.find(':') != std::string::npos;
    return (v6 ? '[' + address.host + ']' : address.host) + ':' + std::to_string(address.port);
}

}  // namespace veldwerk::office
