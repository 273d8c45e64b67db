// SPDX-License-Identifier: EUPL-1.2
// How a connection comes about: a device connects, an office accepts. For the few files that run an
// io_context; the rest needs connection.hpp only. Both return at once and report through events.
#pragma once

#include "protocol/carriage/connection.hpp"

#include <asio/io_context.hpp>
#include <asio/ip/tcp.hpp>

#include <cstdint>
#include <memory>
#include <string>

namespace veldwerk::carriage {

struct Address {
    std::string host;  ///< a name or an IP address
    std::uint16_t port = 0;
};

/// A device's connection. A name is looked up on Asio's own thread, which cannot be interrupted:
/// `on_closed` comes in time, but io_context::run returns only when the lookup does.
[[nodiscard]] std::shared_ptr<Connection> connect(asio::io_context& io, const Address& office,
                                                  std::shared_ptr<TlsContext> context,
                                                  ConnectionOptions options);

/// An office's connection, from a socket that a listener accepted. Whoever shows no certificate is
/// held to `stranger_bounds`.
[[nodiscard]] std::shared_ptr<Connection> accept(asio::ip::tcp::socket socket,
                                                 std::shared_ptr<TlsContext> context,
                                                 ConnectionOptions options);

}  // namespace veldwerk::carriage
