// SPDX-License-Identifier: EUPL-1.2
#include <arpa/inet.h>
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <poll.h>
#include <sys/socket.h>
#include <unistd.h>

#include <array>
#include <list>
#include <stdexcept>

#include "tests/bench/served_office.hpp"

namespace veldwerk::bench {
namespace {

sockaddr_in loopback(int port) {
    sockaddr_in address{};
    address.sin_family = AF_INET;
    address.sin_port = htons(static_cast<std::uint16_t>(port));
    address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    return address;
}

void set_no_delay(int socket) {
    const int on = 1;
    ::setsockopt(socket, IPPROTO_TCP, TCP_NODELAY, &on, sizeof on);
}

/// Passes on what is there; false when either side is gone.
bool pass_on(int from, int to, std::atomic<std::uint64_t>& bytes) {
    std::array<char, 65'536> buffer{};
    const ssize_t read = ::recv(from, buffer.data(), buffer.size(), 0);
    if (read <= 0) return false;
    bytes += static_cast<std::uint64_t>(read);
    for (ssize_t done = 0; done < read;) {
        const ssize_t written =
            ::send(to, buffer.data() + done, static_cast<std::size_t>(read - done), MSG_NOSIGNAL);
        if (written <= 0) return false;
        done += written;
    }
    return true;
}

}  // namespace

Relay::Relay(int office_port) : office_port_(office_port) {
    listener_ = ::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
    sockaddr_in address = loopback(0);
    socklen_t size = sizeof address;
    if (::bind(listener_, reinterpret_cast<sockaddr*>(&address), size) != 0 ||
        ::listen(listener_, 128) != 0 ||
        ::getsockname(listener_, reinterpret_cast<sockaddr*>(&address), &size) != 0) {
        throw std::runtime_error("the relay cannot listen");
    }
    port_ = ntohs(address.sin_port);
    thread_ = std::thread([this] { run(); });
}

Relay::~Relay() {
    stop_ = true;
    thread_.join();
    ::close(listener_);
}

void Relay::run() {
    std::list<std::array<int, 2>> lines;
    while (!stop_) {
        std::vector<pollfd> watched{{listener_, POLLIN, 0}};
        for (const auto& line : lines) {
            watched.push_back({line[0], POLLIN, 0});
            watched.push_back({line[1], POLLIN, 0});
        }
        if (::poll(watched.data(), watched.size(), 100) <= 0) continue;
        std::size_t at = 1;
        for (auto line = lines.begin(); line != lines.end(); at += 2) {
            bool open = true;
            if (watched[at].revents != 0) open = pass_on((*line)[0], (*line)[1], bytes_);
            if (open && watched[at + 1].revents != 0)
                open = pass_on((*line)[1], (*line)[0], bytes_);
            if (!open) {
                ::close((*line)[0]);
                ::close((*line)[1]);
                line = lines.erase(line);
            } else {
                ++line;
            }
        }
        if (watched[0].revents == 0) continue;
        const int device = ::accept4(listener_, nullptr, nullptr, SOCK_CLOEXEC);
        const int office = ::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
        const sockaddr_in address = loopback(office_port_);
        if (device < 0 || ::connect(office, reinterpret_cast<const sockaddr*>(&address),
                                    sizeof address) != 0) {
            continue;
        }
        set_no_delay(device);
        set_no_delay(office);
        lines.push_back({device, office});
    }
    for (const auto& line : lines) {
        ::close(line[0]);
        ::close(line[1]);
    }
}

}  // namespace veldwerk::bench
