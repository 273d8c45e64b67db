// SPDX-License-Identifier: EUPL-1.2
// Connections over real loopback sockets. Deadlines that must strike are set short.
#include "tests/carriage/line.hpp"

#include <asio/ssl/stream.hpp>
#include <asio/write.hpp>
#include <openssl/ssl.h>
#include <xxhash.h>
#include <zstd.h>

namespace veldwerk::carriage {
namespace {

using Connections = Line;

// A peer that shakes hands and then neither reads nor writes unless a test makes it.
struct Sleeper {
    Sleeper(asio::io_context& io, TlsContext& context) : stream(io, context.make_ssl()) {}

    void dial(const tcp::endpoint& endpoint) {
        stream.next_layer().open(tcp::v4());
        stream.next_layer().set_option(asio::socket_base::receive_buffer_size(16 * 1024));
        stream.next_layer().connect(endpoint);
        stream.async_handshake(asio::ssl::stream_base::client,
                               [this](const asio::error_code& error) { awake = !error; });
    }
    void read_on() {
        stream.async_read_some(asio::buffer(buffer),
                               [this](const asio::error_code& error, std::size_t) {
                                   if (!error) read_on();
                               });
    }

    asio::ssl::stream<tcp::socket> stream;
    std::vector<char> buffer = std::vector<char>(64 * 1024);
    bool awake = false;
};

TEST_F(Connections, CarriesFramesBothWaysAndSaysGoodbye) {
    meet(device_context);
    const std::string large(3'000'000, 'r');

    office.connection->send(writer.make_frame(FrameType::records, large));
    device.connection->send(writer.make_frame(FrameType::push, "one"));
    device.connection->send(writer.make_frame(FrameType::push, "two"));
    device.connection->close("done");
    ASSERT_TRUE(until_both_closed());

    ASSERT_EQ(office.frames.size(), 3U);
    EXPECT_EQ(office.frames[1].body, "one");
    EXPECT_EQ(office.frames[2].body, "two");
    EXPECT_EQ(device.closed->by, ClosedBy::us);
    EXPECT_EQ(device.closed->detail, "done");
    EXPECT_EQ(office.closed->by, ClosedBy::peer);
}

TEST_F(Connections, DeliversTheLastWordToAPeerThatKeepsTalking) {
    meet(device_context);
    std::string noise;
    for (unsigned i = 0; noise.size() < 900'000; ++i)
        noise += std::to_string(i * 2654435761U);

    for (int i = 0; i < 5; ++i) {
        device.connection->send(writer.make_frame(FrameType::push, noise));
    }
    office.connection->send(writer.make_frame(FrameType::refused, "revoked"));
    office.connection->close("revoked");
    ASSERT_TRUE(until_both_closed());

    ASSERT_EQ(device.frames.size(), 2U);
    EXPECT_EQ(device.frames[1].body, "revoked");
    EXPECT_EQ(office.closed->by, ClosedBy::us);
}

TEST_F(Connections, ClosesOnGarbageInsideTls) {
    meet(device_context);

    device.connection->send(std::string(64, '\x7f'));
    ASSERT_TRUE(until_both_closed());

    EXPECT_EQ(office.closed->by, ClosedBy::fault);
}

TEST_F(Connections, ClosesOnABomb) {
    meet(device_context);
    const std::string zeros(limits::frame_unpacked_bytes_max + 1, '\0');
    std::string bomb(ZSTD_compressBound(zeros.size()), '\0');
    bomb.resize(ZSTD_compress(bomb.data(), bomb.size(), zeros.data(), zeros.size(), 3));
    ASSERT_LT(bomb.size(), 10'000U);
    const auto size = static_cast<std::uint32_t>(bomb.size());
    const std::uint32_t checksum = XXH32(bomb.data(), bomb.size(), 6 + 256);
    std::string frame;
    for (int shift : {0, 8, 16, 24})
        frame.push_back(static_cast<char>(size >> shift));
    frame += "\x06\x01";
    for (int shift : {0, 8, 16, 24})
        frame.push_back(static_cast<char>(checksum >> shift));

    device.connection->send(frame + bomb);
    ASSERT_TRUE(until_both_closed());

    EXPECT_EQ(office.closed->by, ClosedBy::fault);
    EXPECT_NE(office.closed->detail.find("claims to hold"), std::string::npos);
    EXPECT_EQ(office.frames.size(), 1U);
}

TEST_F(Connections, SaysWhenAPeerLeftInMidFrame) {
    meet(device_context);
    const std::string whole = writer.make_frame(FrameType::push, "abcdefgh");

    device.connection->send(whole.substr(0, whole.size() - 3));
    device.connection->close("done");
    ASSERT_TRUE(until_both_closed());

    EXPECT_EQ(office.closed->by, ClosedBy::peer);
    EXPECT_NE(office.closed->detail.find("mid-frame"), std::string::npos);
}

TEST_F(Connections, RefusesWhoeverDoesNotSpeakTls) {
    listen();
    tcp::socket browser(io);
    browser.connect(acceptor.local_endpoint());
    asio::write(browser, asio::buffer(std::string("GET / HTTP/1.1\r\n\r\n")));
    ASSERT_TRUE(until([&] { return office.connection != nullptr; }));
    browser.shutdown(tcp::socket::shutdown_send);

    ASSERT_TRUE(until([&] { return office.closed.has_value() || browser.available() > 0; }));
    browser.close();

    ASSERT_TRUE(until([&] { return office.closed.has_value(); }));
    EXPECT_EQ(office.closed->by, ClosedBy::distrust);
}

TEST_F(Connections, GivesUpOnAPeerThatNeverShakesHands) {
    Patience hasty;
    hasty.handshake = 30ms;
    listen(hasty);
    tcp::socket silent(io);
    silent.connect(acceptor.local_endpoint());

    ASSERT_TRUE(until([&] { return office.closed.has_value(); }));

    EXPECT_EQ(office.closed->by, ClosedBy::silence);
}

TEST_F(Connections, GivesUpOnAPeerThatFallsSilent) {
    Patience hasty;
    hasty.silence = 200ms;
    meet(device_context, hasty);

    ASSERT_TRUE(until_both_closed());

    EXPECT_EQ(office.closed->by, ClosedBy::silence);
    EXPECT_EQ(device.closed->by, ClosedBy::network);
}

TEST_F(Connections, WaitsForASlowReaderAndGoesOnWhenItReads) {
    listen();
    Sleeper sleeper(io, *device_context);
    sleeper.dial(acceptor.local_endpoint());
    ASSERT_TRUE(until([&] { return sleeper.awake && office.peer; }));

    const std::string frame(100'000, 'f');
    while (office.connection->writable())
        office.connection->send(frame);
    const std::size_t queued = office.connection->queued_bytes();
    EXPECT_LT(queued, limits::queue_bytes_target + frame.size());
    sleeper.read_on();

    ASSERT_TRUE(until([&] { return office.writable_again == 1; }));
    EXPECT_TRUE(office.connection->writable());
    EXPECT_LT(office.connection->queued_bytes(), limits::queue_bytes_target / 2);
}

TEST_F(Connections, ClosesOnAReaderThatStalls) {
    Patience hasty;
    hasty.stall = 30ms;
    listen(hasty);
    Sleeper sleeper(io, *device_context);
    sleeper.dial(acceptor.local_endpoint());
    ASSERT_TRUE(until([&] { return sleeper.awake && office.peer; }));

    office.connection->send(std::string(7'000'000, 'f'));
    ASSERT_TRUE(until([&] { return office.closed.has_value(); }));

    EXPECT_EQ(office.closed->by, ClosedBy::slowness);
}

TEST_F(Connections, NeverQueuesMoreThanItsLimit) {
    meet(device_context);
    const std::string frame(1'000'000, 'f');

    for (int i = 0; i < 20; ++i) {
        office.connection->send(frame);
        ASSERT_LE(office.connection->queued_bytes(), limits::queue_bytes_max);
    }
    EXPECT_FALSE(office.closed) << "events never come from within a call";
    ASSERT_TRUE(until([&] { return office.closed.has_value(); }));

    EXPECT_EQ(office.closed->by, ClosedBy::slowness);
}

TEST_F(Connections, SaysThatAnOfficeCannotBeReached) {
    const auto port = acceptor.local_endpoint().port();
    acceptor.close();
    for (const char* host : {"127.0.0.1", "localhost"}) {
        start_anew();
        device.connection = connect(io, {host, port}, device_context, device.options());
        ASSERT_TRUE(until([&] { return device.closed.has_value(); }));
        EXPECT_EQ(device.closed->by, ClosedBy::network);
    }
}

TEST_F(Connections, MayBeClosedAtAnyMoment) {
    listen();
    dial(device_context);
    device.connection->close("changed my mind");
    device.connection->close("twice");
    EXPECT_FALSE(device.closed);

    ASSERT_TRUE(until([&] { return device.closed.has_value(); }));

    EXPECT_EQ(device.closed->by, ClosedBy::us);
    EXPECT_EQ(device.closed->detail, "changed my mind");
}

}  // namespace
}  // namespace veldwerk::carriage
