// SPDX-License-Identifier: EUPL-1.2
#include "client-sdk/network/office_address.hpp"

#include <charconv>

namespace veldwerk::device {

std::string OfficeAddress::text() const {
    const bool is_ipv6 = host.find(':') != std::string::npos;
    return (is_ipv6 ? '[' + host + ']' : host) + ':' + std::to_string(port);
}

Result<OfficeAddress> parse_office_address(const std::string& text) {
    const auto wrong = [&text] {
        return refuse(Reason::wrong_use,
                      '"' + text + "\" is not the address of an office, like office.example:7443");
    };
    OfficeAddress address{text, default_port};
    std::string port;
    if (text.starts_with('[')) {
        const auto end = text.find(']');
        if (end == std::string::npos) return wrong();
        address.host = text.substr(1, end - 1);
        port = text.substr(end + 1);
        if (!port.empty() && !port.starts_with(':')) return wrong();
    } else if (const auto colon = text.find(':'); colon != std::string::npos) {
        address.host = text.substr(0, colon);
        port = text.substr(colon);
    }
    if (address.host.empty() || address.host.find_first_of(" \t\n/") != std::string::npos) {
        return wrong();
    }
    if (port.empty()) return address;
    const auto [end, failure] =
        std::from_chars(port.data() + 1, port.data() + port.size(), address.port);
    if (failure != std::errc{} || end != port.data() + port.size() || address.port == 0) {
        return wrong();
    }
    return address;
}

}  // namespace veldwerk::device
