// SPDX-License-Identifier: EUPL-1.2
// Where an office is reached, as a person types it: HOST, HOST:PORT or [IPV6]:PORT.
#pragma once

#include <cstdint>
#include <string>

#include "protocol/records/result.hpp"

namespace veldwerk::device {

struct OfficeAddress {
    std::string host;
    std::uint16_t port{};

    /// As it is remembered: always with its port.
    [[nodiscard]] std::string text() const;
    bool operator==(const OfficeAddress&) const = default;
};

/// Where an office listens unless told otherwise (DESIGN.md 5).
inline constexpr std::uint16_t default_port = 7443;

/// Refuses `wrong_use`.
[[nodiscard]] Result<OfficeAddress> parse_office_address(const std::string& text);

}  // namespace veldwerk::device
