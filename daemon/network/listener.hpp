// SPDX-License-Identifier: EUPL-1.2
// Where devices knock. Every kind of guest has its number: devices, strangers who enrol, handshakes
// under way, and those told to come back later. When the last two are full the rest waits in the
// kernel's queue, so that nobody's crowd takes the memory of the others.
#pragma once

#include <asio/io_context.hpp>
#include <asio/ip/tcp.hpp>
#include <asio/steady_timer.hpp>

#include <functional>
#include <memory>
#include <set>
#include <string>

#include "daemon/network/configuration.hpp"
#include "daemon/network/device_link.hpp"
#include "protocol/carriage/tls_context.hpp"

namespace veldwerk::office {

struct ListenerOptions {
    HostPort address;
    ConnectionLimits limits;
    LinkTimes times;
};

class Listener {
public:
    /// Binds; throws std::system_error if the address is taken or not here.
    Listener(Reception& reception, ListenerOptions options,
             std::shared_ptr<carriage::TlsContext> context);

    /// Where it listens, with the port that was given out for 0.
    [[nodiscard]] HostPort address() const;
    void start();
    /// What later handshakes show.
    void show(std::shared_ptr<carriage::TlsContext> context) { context_ = std::move(context); }

    void ledger_moved();
    void ping_all();
    /// Listens no more, says a last word to everyone; `emptied` is called when all have closed.
    void stop(const Error& last_word, std::function<void()> emptied);
    [[nodiscard]] std::size_t links() const { return links_.size(); }

private:
    using Links = std::set<std::shared_ptr<DeviceLink>>;

    void accept_next();
    void accepted(const asio::error_code& error, asio::ip::tcp::socket socket);
    void take_in(asio::ip::tcp::socket socket);
    [[nodiscard]] Result<void> admit(DeviceLink& link, DeviceLink::Phase becomes);
    void forget(DeviceLink& link);
    [[nodiscard]] std::size_t& count(DeviceLink::Phase kind);
    [[nodiscard]] Links everyone() const { return links_; }

    Reception& reception_;
    ListenerOptions options_;
    std::shared_ptr<carriage::TlsContext> context_;
    asio::ip::tcp::acceptor acceptor_;
    asio::steady_timer breath_;
    Links links_;
    std::size_t handshakes_ = 0;
    std::size_t strangers_ = 0;
    std::size_t devices_ = 0;
    bool accepting_ = false;
    std::function<void()> emptied_;
};

}  // namespace veldwerk::office
