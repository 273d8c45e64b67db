// SPDX-License-Identifier: EUPL-1.2
// A line between a device and an office, both ends in one io_context over a loopback socket.
// Waiting is for events, never for time to pass.
#pragma once

#include "protocol/carriage/connecting.hpp"

#include <gtest/gtest.h>

#include <optional>
#include <utility>
#include <vector>

namespace veldwerk::carriage {

using asio::ip::tcp;
using namespace std::chrono_literals;

inline constexpr Validity year{1'780'000'000, 1'811'536'000};
inline constexpr Validity decade{1'780'000'000, 2'095'000'000};

struct Office {
    Authority authority;
    Identity identity;

    Office() {
        authority.key = make_key();
        authority.certificate = make_authority("Basisbanen", authority.key, decade);
        const PrivateKey key = make_key();
        identity = {sign_server(authority, key, {"office", {}}, decade), key,
                    authority.certificate};
    }
    [[nodiscard]] Identity invite(const std::string& name) const {
        const PrivateKey key = make_key();
        return {*sign_request(authority, make_request(key, name), name, year), key,
                authority.certificate};
    }
};

// One end of a line, and everything it was told.
struct End {
    std::shared_ptr<Connection> connection;
    std::optional<Peer> peer;
    std::vector<Frame> frames;
    std::optional<Closed> closed;
    int writable_again = 0;

    ConnectionOptions options(Patience patience = {}) {
        ConnectionOptions made;
        made.patience = patience;
        made.events.on_open = [this](const Peer& other) { peer = other; };
        made.events.on_frame = [this](Frame&& frame) { frames.push_back(std::move(frame)); };
        made.events.on_writable = [this] { ++writable_again; };
        made.events.on_closed = [this](const Closed& how) {
            EXPECT_FALSE(closed) << "closed twice";
            closed = how;
        };
        return made;
    }
};

class Line : public testing::Test {
protected:
    static const Office& home() {
        static const Office one;
        return one;
    }
    Now clock() {
        return [this] { return now; };
    }

    // Runs until it is so. Five seconds without it is a failure, not a wait.
    template <class Condition>
    [[nodiscard]] bool until(Condition condition) {
        const auto end = std::chrono::steady_clock::now() + 5s;
        while (!condition()) {
            io.restart();
            if (std::chrono::steady_clock::now() > end) return false;
            io.run_one_for(100ms);
        }
        return true;
    }
    [[nodiscard]] bool until_both_closed() {
        return until([&] { return office.closed && device.closed; });
    }

    void listen(Patience patience = {}) {
        acceptor.async_accept([this, patience](const asio::error_code& error, tcp::socket socket) {
            ASSERT_FALSE(error);
            office.connection = accept(std::move(socket), office_context, office.options(patience));
        });
    }
    void dial(std::shared_ptr<TlsContext> context, Patience patience = {}) {
        device.connection = connect(io, {"127.0.0.1", acceptor.local_endpoint().port()},
                                    std::move(context), device.options(patience));
    }
    // Both ends open, and a frame has been each way, so that nothing of the handshake is left.
    void meet(std::shared_ptr<TlsContext> context, Patience office_patience = {},
              Patience device_patience = {}) {
        listen(office_patience);
        dial(std::move(context), device_patience);
        ASSERT_TRUE(until([&] { return office.peer && device.peer; }));
        device.connection->send(writer.make_frame(FrameType::ping, ""));
        office.connection->send(writer.make_frame(FrameType::pong, ""));
        ASSERT_TRUE(until([&] { return !office.frames.empty() && !device.frames.empty(); }));
    }
    void start_anew() {
        office = End{};
        device = End{};
    }

    std::int64_t now = 1'790'000'000;
    asio::io_context io;
    tcp::acceptor acceptor{io, tcp::endpoint(asio::ip::address_v4::loopback(), 0)};
    std::shared_ptr<TlsContext> office_context = make_office_context(home().identity, clock());
    Identity coach = home().invite("coach 1");
    std::shared_ptr<TlsContext> device_context = make_device_context(coach, clock());
    FrameWriter writer;
    End office;
    End device;
};

}  // namespace veldwerk::carriage
