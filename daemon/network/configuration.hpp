// SPDX-License-Identifier: EUPL-1.2
// DIR/veldwerkd.toml: what belongs to this machine (addresses, limits, log). What changes an
// outcome is never here but a dated record.
#pragma once

#include <chrono>
#include <cstdint>
#include <filesystem>
#include <string>

#include "protocol/records/result.hpp"

namespace veldwerk::office {

struct ConnectionLimits {
    // Memory: about 90 kB for each connection.
    std::size_t connections_max = 12'000;
    // Whoever has no certificate enrols, which takes a second; nobody else has a reason to be here.
    std::size_t strangers_max = 200;
    // Connected and not yet through the handshake, of which the processor does some 500 a second.
    std::size_t handshakes_max = 2'000;
    // Above connections_max: let in only to hear that they should come back later.
    std::size_t turned_away_max = 500;
    // Guessing a code takes 2^80 tries; this is for the log's sake and the processor's.
    std::size_t wrong_codes_per_minute_max = 300;
};

struct Configuration {
    std::string listen = "0.0.0.0:7443";
    std::string log_level = "info";
    ConnectionLimits limits;
};

[[nodiscard]] std::filesystem::path configuration_path(const std::filesystem::path& folder);

/// The file as `init` writes it, with a sentence for each entry.
[[nodiscard]] std::string configuration_text(const Configuration& configuration);

/// What is left out has its default, also the whole file. Refuses `wrong_use` for what cannot be
/// read, naming the entry or the line.
[[nodiscard]] Result<Configuration> read_configuration(const std::filesystem::path& folder);

struct HostPort {
    std::string host;
    std::uint16_t port = 0;
};
/// `HOST:PORT`, of IPv6 `[ADDRESS]:PORT`.
[[nodiscard]] Result<HostPort> parse_host_port(const std::string& text);
[[nodiscard]] std::string format_host_port(const HostPort& address);

}  // namespace veldwerk::office
