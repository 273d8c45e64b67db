// SPDX-License-Identifier: EUPL-1.2
// Who trusts whom: a device its office's authority, an office the certificates it gave, both at the
// time that is passed in, and resumed sessions no longer than the certificates.
#include "tests/carriage/line.hpp"

#include <asio/ssl/stream.hpp>
#include <openssl/ssl.h>

namespace veldwerk::carriage {
namespace {

using Trust = Line;

TEST_F(Trust, TellsEachSideWhoTheOtherIs) {
    meet(device_context);

    EXPECT_EQ(office.peer->fingerprint, fingerprint(coach.certificate));
    EXPECT_EQ(common_name(office.peer->certificate), "coach 1");
    EXPECT_EQ(device.peer->fingerprint, fingerprint(home().identity.certificate));
    EXPECT_EQ(device.peer->authority, home().authority.certificate);
}

TEST_F(Trust, OfAnEnrollingDeviceIsForTheAuthorityOfItsCodeOnly) {
    const Office other;
    listen();
    dial(make_enrolment_context(authority_hash(other.authority.certificate), clock()));
    ASSERT_TRUE(until_both_closed());

    EXPECT_EQ(device.closed->by, ClosedBy::distrust);
    EXPECT_EQ(office.closed->by, ClosedBy::distrust);
    EXPECT_FALSE(device.peer);
    EXPECT_FALSE(office.peer);
}

TEST_F(Trust, OfASyncingDeviceIsForTheAuthorityItEnrolledWithOnly) {
    const Office other;
    listen();
    dial(make_device_context(other.invite("coach 1"), clock()));
    ASSERT_TRUE(until_both_closed());

    EXPECT_EQ(device.closed->by, ClosedBy::distrust);
    EXPECT_FALSE(office.peer);
}

TEST_F(Trust, IsDeniedToAForeignCertificateAndTheDeviceHearsOfIt) {
    Identity foreign = Office().invite("coach 1");
    foreign.authority = home().authority.certificate;
    listen();
    dial(make_device_context(foreign, clock()));
    ASSERT_TRUE(until_both_closed());

    EXPECT_EQ(office.closed->by, ClosedBy::distrust);
    EXPECT_EQ(device.closed->by, ClosedBy::distrust);
    EXPECT_FALSE(office.peer);
}

TEST_F(Trust, IsDeniedToADeviceThatPosesAsTheOffice) {
    office_context = make_office_context(home().invite("impostor"), clock());
    listen();
    dial(device_context);
    ASSERT_TRUE(until_both_closed());

    EXPECT_EQ(device.closed->by, ClosedBy::distrust);
}

TEST_F(Trust, IsJudgedAtTheTimeThatIsPassedIn) {
    for (const std::int64_t wrong : {year.not_before - 1, year.not_after + 1}) {
        start_anew();
        now = wrong;
        listen();
        dial(make_device_context(coach, [] { return std::int64_t{1'790'000'000}; }));
        ASSERT_TRUE(until_both_closed());
        EXPECT_EQ(office.closed->by, ClosedBy::distrust);
    }
}

TEST_F(Trust, IsResumedAfterAGoodbyeAndAfterADroppedLine) {
    meet(device_context);
    EXPECT_FALSE(device.peer->is_resumed);
    device.connection->close("done");
    ASSERT_TRUE(until_both_closed());

    start_anew();
    Patience hasty;
    hasty.silence = 200ms;
    meet(device_context, {}, hasty);
    EXPECT_TRUE(device.peer->is_resumed);
    EXPECT_TRUE(office.peer->is_resumed);
    EXPECT_EQ(office.peer->fingerprint, fingerprint(coach.certificate));
    ASSERT_TRUE(until_both_closed());
    EXPECT_EQ(office.closed->by, ClosedBy::network) << "the device hung up without a goodbye";

    start_anew();
    meet(device_context);
    EXPECT_TRUE(office.peer->is_resumed);
}

TEST_F(Trust, ThatIsResumedEndsWithTheCertificateAllTheSame) {
    meet(device_context);
    device.connection->close("done");
    ASSERT_TRUE(until_both_closed());

    start_anew();
    now = year.not_after + 1;
    listen();
    dial(device_context);
    ASSERT_TRUE(until_both_closed());

    EXPECT_EQ(office.closed->by, ClosedBy::distrust);
    EXPECT_FALSE(office.peer);
}

TEST_F(Trust, IsDeniedToWhoeverDoesNotSpeakVeldwerk) {
    listen();
    SSL_CTX* plain = SSL_CTX_new(TLS_client_method());
    asio::ssl::stream<tcp::socket> browser(io, SSL_new(plain));
    SSL_CTX_free(plain);
    browser.next_layer().connect(acceptor.local_endpoint());
    browser.async_handshake(asio::ssl::stream_base::client, [&](const asio::error_code&) {
        browser.async_shutdown([&](const asio::error_code&) { browser.next_layer().close(); });
    });

    ASSERT_TRUE(until([&] { return office.closed.has_value(); }));

    EXPECT_EQ(office.closed->by, ClosedBy::distrust);
    EXPECT_FALSE(office.peer);
}

TEST_F(Trust, OfAStrangerReachesAsFarAsSmallFrames) {
    meet(make_enrolment_context(authority_hash(home().authority.certificate), clock()));
    EXPECT_TRUE(office.peer->certificate.pem.empty());
    EXPECT_EQ(device.peer->authority, home().authority.certificate);

    device.connection->send(writer.make_frame(FrameType::enrol, std::string(100'000, 'x')));
    ASSERT_TRUE(until_both_closed());

    EXPECT_EQ(office.closed->by, ClosedBy::fault);
    EXPECT_EQ(device.closed->by, ClosedBy::peer);
}

}  // namespace
}  // namespace veldwerk::carriage
