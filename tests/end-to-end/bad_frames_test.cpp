// SPDX-License-Identifier: EUPL-1.2
// Bytes on the office's port that no device sends: from outside TLS, from a stranger inside it, and
// from behind a valid certificate. Each ends its own connection at most; a device beside it stays
// connected and syncs, and what the daemon may hold in memory does not grow with what it is told.
#include <asio/io_context.hpp>
#include <asio/ip/tcp.hpp>
#include <asio/read.hpp>
#include <asio/write.hpp>
#include <gtest/gtest.h>
#include <xxhash.h>
#include <zstd.h>

#include "protocol/records/value.hpp"
#include "tests/end-to-end/small_programme.hpp"
#include "tests/end-to-end/visitor.hpp"

namespace veldwerk::e2e {
namespace {

class BadFrames : public testing::Test {
protected:
    BadFrames() : watch(programme.a.launch(typed("sync --watch --json"))) {
        visitor.enrol("B");
        EXPECT_TRUE(watch.says("caught_up"));
    }
    /// The device beside it is still connected, and both can sync.
    void expect_others_unharmed() {
        programme.office.put("participant --id D001 address=Kerkstraat-1");
        EXPECT_TRUE(watch.says("changed"));
        EXPECT_EQ(watch.said().find("offline"), std::string::npos) << watch.said();
        programme.b.observe("2026-11-16", 480);
        EXPECT_EQ(programme.b.sync(programme.office)["sent"], 1);
        watch.signal(SIGTERM);
        EXPECT_EQ(watch.wait().exit, 0);
        programme.a.sync(programme.office);
        programme.expect_in_step();
    }
    /// A frame as it stands on the wire, with what its head claims.
    [[nodiscard]] static std::string claiming(std::uint32_t length, std::uint8_t type,
                                              std::uint8_t flags, const std::string& rest) {
        std::string bytes(limits::frame_header_bytes, '\0');
        for (std::size_t i = 0; i < 4; ++i)
            bytes[i] = static_cast<char>((length >> (8 * i)) & 0xff);
        bytes[4] = static_cast<char>(type);
        bytes[5] = static_cast<char>(flags);
        return bytes + rest;
    }
    /// A frame of a few bytes that unpacks to so many.
    [[nodiscard]] static std::string bomb(std::size_t unpacked_bytes) {
        const std::string zeros(unpacked_bytes, '\0');
        std::string body(ZSTD_compressBound(zeros.size()), '\0');
        body.resize(ZSTD_compress(body.data(), body.size(), zeros.data(), zeros.size(), 1));
        const auto push = static_cast<std::uint8_t>(FrameType::push);
        std::string bytes = claiming(static_cast<std::uint32_t>(body.size()), push, 1, body);
        const std::uint32_t sum = XXH32(body.data(), body.size(), push | 1U << 8);
        for (std::size_t i = 0; i < 4; ++i)
            bytes[6 + i] = static_cast<char>((sum >> (8 * i)) & 0xff);
        return bytes;
    }
    /// What a device in step would build on.
    [[nodiscard]] Basis basis_now() {
        const Heard heard = visitor.visit({.bytes = {visitor.frame(visitor.hello())},
                                           .when_welcome = {visitor.frame(Pull{})},
                                           .leaves_on = FrameType::caught_up});
        const auto& caught_up = std::get<CaughtUp>(heard.messages.back());
        return {caught_up.cursor.epoch, caught_up.basis};
    }
    [[nodiscard]] RecordId coach_of(const std::string& code) const {
        for (const json& coach : programme.office.list("coach list")) {
            if (coach.at("code") != code) continue;
            return *RecordId::parse(coach.at("id").get<std::string>());
        }
        throw std::runtime_error("no coach " + code);
    }
    [[nodiscard]] std::string address_change(const std::string& address, const RecordId& person,
                                             const Basis& basis, Act act = Act::none) const {
        const Field& field = *find_type("participant")->find("address");
        Change change;
        change.id = std::hash<std::string>{}(address);
        change.person = person;
        change.claimed = *parse_instant("2026-11-30T15:00:00+01:00");
        change.basis = basis;
        change.act = act;
        change.records = {{.type = type::participant,
                           .record = *RecordId::parse(programme.participant),
                           .creates = false,
                           .writes = {{field.slot, {}, parse_value(field, address).value(), {}}}}};
        return encode_change(change);
    }
    [[nodiscard]] static Accepted accepted_in(const Heard& heard) {
        for (const Message& message : heard.messages) {
            if (const auto* accepted = std::get_if<Accepted>(&message)) return *accepted;
        }
        ADD_FAILURE() << "nothing was accepted: " << heard.closed.detail;
        return {};
    }
    void expect_refused(const Heard& heard, Reason reason) {
        ASSERT_NE(heard.refused(), nullptr) << heard.closed.detail;
        EXPECT_EQ(heard.refused()->reason, reason) << heard.refused()->detail;
        EXPECT_FALSE(heard.refused()->wipe);
    }

    SmallProgramme programme;
    Visitor visitor{programme.office};
    Process watch;
};

/// Whether the office ends a connection on which these bytes were said without TLS.
bool ends_without_tls(const std::string& address, const std::string& bytes) {
    using asio::ip::tcp;
    asio::io_context io;
    tcp::socket socket(io);
    const auto colon = address.rfind(':');
    socket.connect({asio::ip::make_address(address.substr(0, colon)),
                    static_cast<std::uint16_t>(std::stoi(address.substr(colon + 1)))});
    asio::write(socket, asio::buffer(bytes));
    std::string answer(64 * 1024, '\0');
    bool ended = false;
    asio::async_read(socket, asio::buffer(answer),
                     [&ended](const asio::error_code& error, std::size_t) {
                         ended = static_cast<bool>(error);
                     });
    io.run_for(answer_time_max);
    return ended;
}

TEST_F(BadFrames, WithoutTlsEndTheConnection) {
    for (const std::string& bytes :
         {std::string("GET / HTTP/1.1\r\nHost: office\r\n\r\n"), std::string(5000, '\x7f'),
          visitor.frame(visitor.hello()), std::string("\x16\x03\x01\xff\xff", 5) +
                                              std::string(70'000, 'x')}) {
        EXPECT_TRUE(ends_without_tls(programme.office.address(), bytes)) << bytes.substr(0, 20);
    }
    expect_others_unharmed();
}

TEST_F(BadFrames, OfADeviceEndItsOwnConnection) {
    const std::string hello = visitor.frame(visitor.hello());
    std::string flipped = hello;
    flipped.back() = static_cast<char>(flipped.back() ^ 1);
    for (const std::string& bytes :
         {std::string(64, '\x7f'), std::string("\0\0\0\0", 4) + std::string(60, '\0'), flipped,
          claiming(0xffffffff, 3, 0, "x"), claiming(limits::frame_body_bytes_max + 1, 6, 0, "x"),
          claiming(1, 3, 0x80, "x"), visitor.frame(FrameType::hello, "\x01"),
          visitor.frame(FrameType::hello, std::string(100, '\xff'))}) {
        const Heard heard = visitor.visit({.bytes = {bytes}});
        EXPECT_TRUE(heard.opened);
        EXPECT_EQ(heard.count(FrameType::welcome), 0U);
        EXPECT_EQ(heard.count(FrameType::records), 0U);
    }
    for (std::size_t size = 0; size < hello.size(); size += 7)
        (void)visitor.visit({.bytes = {hello.substr(0, size)}, .hangs_up = true});
    expect_others_unharmed();
}

TEST_F(BadFrames, OutOfTurnAreRefused) {
    const std::string hello = visitor.frame(visitor.hello());
    const std::string pull = visitor.frame(Pull{});
    const std::string push = visitor.frame(Push{1, {"no change"}, {}});
    Hello of_another = visitor.hello();
    of_another.writer = WriterId{};
    Hello ahead = visitor.hello();
    ahead.token.number = 99;

    expect_refused(visitor.visit({.bytes = {pull}}), Reason::malformed);
    expect_refused(visitor.visit({.bytes = {push, hello}}), Reason::malformed);
    expect_refused(visitor.visit({.bytes = {hello, hello}}), Reason::malformed);
    expect_refused(visitor.visit({.bytes = {visitor.frame(Welcome{})}}), Reason::malformed);
    expect_refused(visitor.visit({.bytes = {visitor.frame(of_another)}}), Reason::not_authorised);
    // It might go on as another device, so the office waits for its last word.
    expect_refused(visitor.visit({.bytes = {visitor.frame(ahead), visitor.frame(Bye{})}}),
                   Reason::cloned);
    for (const Push& push_out_of_turn : {Push{7, {"no change"}, {}}, Push{0, {"no change"}, {}},
                                         Push{1, {}, {}}}) {
        expect_refused(visitor.visit({.bytes = {hello},
                                      .when_welcome = {visitor.frame(push_out_of_turn)}}),
                       Reason::malformed);
    }
    expect_others_unharmed();
}

TEST_F(BadFrames, RepeatedAndReorderedCountOnce) {
    const std::string hello = visitor.frame(visitor.hello());
    const Basis basis = basis_now();
    const std::string one = address_change("Een 1", coach_of("B"), basis);
    const std::string two = address_change("Twee 2", coach_of("B"), basis);
    const auto changes_before = programme.office.ask("check")["changes"].get<int>();
    const auto push = [&](std::uint64_t first, std::vector<std::string> changes) {
        return visitor.visit({.bytes = {hello},
                              .when_welcome = {visitor.frame(Push{first, std::move(changes), {}})},
                              .leaves_on = FrameType::accepted});
    };

    expect_refused(push(2, {two}), Reason::malformed);
    EXPECT_EQ(accepted_in(push(1, {one})).received, 1U);
    EXPECT_EQ(accepted_in(push(1, {one, two})).received, 2U);
    EXPECT_EQ(accepted_in(push(1, {one, two})).received, 2U);
    EXPECT_EQ(accepted_in(push(2, {two})).refusals.size(), 0U);

    EXPECT_EQ(programme.office.ask("check")["changes"], changes_before + 2);
    EXPECT_EQ(programme.office.list("show participant").at(0).at("address"), "Twee 2");
    expect_others_unharmed();
}

TEST_F(BadFrames, OfChangesThatNobodyMayMakeAreRefusedOneByOne) {
    const Basis basis = basis_now();
    const Push push{1,
                    {"no change", address_change("Als A", coach_of("A"), basis),
                     address_change("Als kantoor", coach_of("B"), basis, Act::write),
                     address_change("Vooruit", coach_of("B"), {basis.epoch, 1'000'000})},
                    {}};

    const Heard heard = visitor.visit({.bytes = {visitor.frame(visitor.hello())},
                                       .when_welcome = {visitor.frame(push)},
                                       .leaves_on = FrameType::accepted});

    const Accepted accepted = accepted_in(heard);
    EXPECT_EQ(accepted.received, 4U);
    ASSERT_EQ(accepted.refusals.size(), 4U);
    EXPECT_EQ(accepted.refusals[0].reason, Reason::malformed);
    EXPECT_EQ(accepted.refusals[1].reason, Reason::not_authorised);
    EXPECT_EQ(accepted.refusals[2].reason, Reason::not_authorised);
    EXPECT_EQ(accepted.refusals[3].reason, Reason::malformed) << "by acts that are still to come";
    EXPECT_FALSE(programme.office.list("show participant").at(0).contains("address"));
    expect_others_unharmed();
}

TEST_F(BadFrames, HoweverLargeDoNotGrowTheMemoryOfTheDaemon) {
    const std::size_t before = programme.office.daemon().peak_kib();
    const std::string hello = visitor.frame(visitor.hello());
    const std::string noise = [] {
        std::string text;
        for (std::uint32_t i = 1; text.size() < 3'900'000; ++i)
            text += std::to_string(i * 2654435761U);
        return text;
    }();

    for (int i = 0; i < 5; ++i) {
        (void)visitor.visit({.bytes = {claiming(0xffffffff, 6, 0, noise)}});
        (void)visitor.visit({.bytes = {claiming(limits::frame_body_bytes_max, 6, 0, noise)},
                             .hangs_up = true});
        (void)visitor.visit({.bytes = {bomb(limits::frame_unpacked_bytes_max * 4)}});
        (void)visitor.visit({.bytes = {bomb(limits::frame_unpacked_bytes_max)}});
        (void)visitor.visit({.bytes = {hello},
                             .when_welcome = {visitor.frame(Push{1, {noise}, {}})},
                             .leaves_on = FrameType::accepted});
    }

    EXPECT_LT(programme.office.daemon().peak_kib() - before, growth_kib_max(64U * 1024))
        << "from " << before << " KiB";
    expect_others_unharmed();
}

}  // namespace
}  // namespace veldwerk::e2e
