// SPDX-License-Identifier: EUPL-1.2
#include "daemon/network/listener.hpp"

#include "protocol/carriage/connecting.hpp"

namespace veldwerk::office {
namespace {

using asio::ip::tcp;

// After the system refused a socket (too many open files): others close meanwhile.
constexpr std::chrono::milliseconds breath{200};

tcp::endpoint endpoint_of(asio::io_context& io, const HostPort& address) {
    tcp::resolver resolver(io);
    return *resolver.resolve(address.host, std::to_string(address.port),
                             tcp::resolver::passive | tcp::resolver::numeric_service);
}

std::string origin_of(const tcp::socket& socket) {
    asio::error_code gone;
    const auto remote = socket.remote_endpoint(gone);
    return gone ? "-" : format_host_port({remote.address().to_string(), remote.port()});
}

}  // namespace

Listener::Listener(Reception& reception, ListenerOptions options,
                   std::shared_ptr<carriage::TlsContext> context)
    : reception_(reception),
      options_(std::move(options)),
      context_(std::move(context)),
      acceptor_(reception.io, endpoint_of(reception.io, options_.address), true),
      breath_(reception.io) {}

HostPort Listener::address() const {
    const auto local = acceptor_.local_endpoint();
    return {local.address().to_string(), local.port()};
}

void Listener::start() { accept_next(); }

void Listener::accept_next() {
    const ConnectionLimits& limits = options_.limits;
    const bool room = handshakes_ < limits.handshakes_max &&
                      links_.size() < limits.connections_max + limits.turned_away_max;
    if (accepting_ || !room || !acceptor_.is_open()) return;
    accepting_ = true;
    acceptor_.async_accept([this](const asio::error_code& error, tcp::socket socket) {
        accepted(error, std::move(socket));
    });
}

void Listener::accepted(const asio::error_code& error, tcp::socket socket) {
    accepting_ = false;
    if (error == asio::error::operation_aborted || !acceptor_.is_open()) return;
    if (!error) {
        take_in(std::move(socket));
        return accept_next();
    }
    log({.weight = Weight::warning, .action = "accept", .result = error.message()});
    breath_.expires_after(breath);
    breath_.async_wait([this](const asio::error_code& cancelled) {
        if (!cancelled) accept_next();
    });
}

void Listener::take_in(tcp::socket socket) {
    auto link = std::make_shared<DeviceLink>(reception_, options_.times, origin_of(socket));
    auto made = link->options(
        {.on_open = [this](DeviceLink& opened, DeviceLink::Phase becomes) {
             return admit(opened, becomes);
         },
         .on_closed = [this](DeviceLink& gone) { forget(gone); }});
    link->carry(carriage::accept(std::move(socket), context_, std::move(made)));
    links_.insert(std::move(link));
    ++handshakes_;
}

std::size_t& Listener::count(DeviceLink::Phase kind) {
    if (kind == DeviceLink::Phase::stranger) return strangers_;
    return kind == DeviceLink::Phase::device ? devices_ : handshakes_;
}

Result<void> Listener::admit(DeviceLink&, DeviceLink::Phase becomes) {
    --handshakes_;
    const std::size_t now = ++count(becomes);
    accept_next();
    const bool stranger = becomes == DeviceLink::Phase::stranger;
    const std::size_t max =
        stranger ? options_.limits.strangers_max : options_.limits.connections_max;
    if (now <= max) return {};
    return refuse(Reason::crowded, "the office serves as many as it can: come back later");
}

void Listener::forget(DeviceLink& link) {
    --count(link.kind());
    links_.erase(link.shared_from_this());
    accept_next();
    if (links_.empty() && emptied_) emptied_();
}

void Listener::ledger_moved() {
    for (const auto& link : everyone()) link->ledger_moved();
}

void Listener::ping_all() {
    for (const auto& link : everyone()) link->ping();
}

void Listener::stop(const Error& last_word, std::function<void()> emptied) {
    emptied_ = std::move(emptied);
    asio::error_code ignored;
    acceptor_.close(ignored);
    breath_.cancel();
    for (const auto& link : everyone()) link->turn_away(last_word);
    if (links_.empty() && emptied_) emptied_();
}

}  // namespace veldwerk::office
