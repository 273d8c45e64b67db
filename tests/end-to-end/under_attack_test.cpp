// SPDX-License-Identifier: EUPL-1.2
// Whoever crowds the office, by malice or by accident, meets a bound; the coaches go on syncing.
// What bad bytes do is in bad_frames_test.cpp, who gets in at all in access_test.cpp.
#include <arpa/inet.h>
#include <gtest/gtest.h>
#include <netinet/in.h>
#include <sys/socket.h>
#include <unistd.h>

#include <csignal>
#include <system_error>

#include "tests/end-to-end/small_programme.hpp"

namespace veldwerk::e2e {
namespace {

/// Connections that are made and then say nothing.
class SilentCrowd {
public:
    SilentCrowd(const std::string& address, std::size_t number) {
        const auto colon = address.rfind(':');
        sockaddr_in office{};
        office.sin_family = AF_INET;
        office.sin_port = htons(static_cast<std::uint16_t>(std::stoi(address.substr(colon + 1))));
        office.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
        while (sockets_.size() < number) {
            sockets_.push_back(::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0));
            const auto* generic = reinterpret_cast<const sockaddr*>(&office);
            if (::connect(sockets_.back(), generic, sizeof office) != 0) {
                throw std::system_error(errno, std::generic_category(), "a silent connection");
            }
        }
    }
    ~SilentCrowd() {
        for (const int socket : sockets_)
            ::close(socket);
    }
    SilentCrowd(const SilentCrowd&) = delete;
    SilentCrowd& operator=(const SilentCrowd&) = delete;

    /// Until the office has ended so many of them.
    void await_ends(std::size_t number) {
        for (std::size_t i = 0; i < number; ++i) {
            char byte = 0;
            while (::recv(sockets_.at(i), &byte, 1, 0) > 0) continue;
        }
    }

private:
    std::vector<int> sockets_;
};

class UnderAttack : public testing::Test {
protected:
    /// Serves on with one limit of veldwerkd.toml changed.
    void limit(const std::string& name, std::size_t number) {
        programme.office.stop();
        const auto path = programme.office.folder() / "veldwerkd.toml";
        std::string text = content_of(path);
        const auto at = text.find(name + " = ");
        ASSERT_NE(at, std::string::npos);
        const auto from = at + name.size() + 3;
        text.replace(from, text.find(' ', from) - from, std::to_string(number));
        programme.place.write("office/veldwerkd.toml", text);
        programme.office.serve();
    }
    void expect_others_unharmed() {
        programme.a.observe("2026-11-16", 480);
        EXPECT_EQ(programme.a.sync(programme.office)["sent"], 1);
        programme.b.sync(programme.office);
        programme.expect_in_step();
    }

    SmallProgramme programme;
};

TEST_F(UnderAttack, AFloodOfHandshakesThatNeverComeLeavesRoomForDevices) {
    const std::size_t before = programme.office.daemon().peak_kib();

    const SilentCrowd crowd(programme.office.address(), 400);

    expect_others_unharmed();
    EXPECT_LT(programme.office.daemon().peak_kib() - before, growth_kib_max(64U * 1024));
}

TEST_F(UnderAttack, ASilentConnectionIsEndedByItsDeadlineAlsoWhenAllPlacesAreTaken) {
    limit("handshakes_max", 4);
    SilentCrowd crowd(programme.office.address(), 4);

    crowd.await_ends(4);

    expect_others_unharmed();
}

TEST_F(UnderAttack, TheConnectionTooManyIsToldToComeBackLater) {
    limit("connections_max", 1);
    Process watch(programme.a.launch(typed("sync --watch --json --office " +
                                           programme.office.address())));
    ASSERT_TRUE(watch.says("caught_up"));

    const Answer crowded = programme.b.run(programme.b.sync_words(programme.office));

    EXPECT_EQ(crowded.exit, 3) << testing::PrintToString(crowded);
    EXPECT_NE(crowded.err.find("come back later"), std::string::npos) << crowded.err;
    watch.signal(SIGTERM);
    EXPECT_EQ(watch.wait().exit, 0);
    expect_others_unharmed();
}

TEST_F(UnderAttack, GuessedCodesPauseEnrolmentAndNothingElse) {
    limit("wrong_codes_per_minute_max", 2);
    const std::string good = programme.office.ask("device invite --coach A")["code"];
    std::string wrong = good;
    wrong.front() = wrong.front() == 'A' ? 'B' : 'A';
    const Device guest(programme.place, "guest.db");
    const std::string enrol = "enrol --office " + programme.office.address() + " --code ";
    for (int guess = 0; guess < 2; ++guess)
        EXPECT_EQ(guest.run(enrol + wrong).exit, 1);

    const Answer paused = guest.run(enrol + good);

    EXPECT_EQ(paused.exit, 3) << testing::PrintToString(paused);
    EXPECT_NE(paused.err.find("try again in a minute"), std::string::npos) << paused.err;
    expect_others_unharmed();
}

TEST_F(UnderAttack, ADeviceThatStopsReadingHoldsNobodyUpAndFillsNoMemory) {
    Process watch(programme.a.launch(typed("sync --watch --json --office " +
                                           programme.office.address())));
    ASSERT_TRUE(watch.says("caught_up"));
    const std::size_t before = programme.office.daemon().peak_kib();
    watch.signal(SIGSTOP);

    std::string noise;
    for (std::uint32_t i = 1; noise.size() < 60'000; ++i)
        noise += std::to_string(i * 2654435761U);
    programme.place.write("noise.txt", noise);
    for (int note = 0; note < 40; ++note) {
        programme.b.put("contact participant=D001 kind=personal date=2026-11-16 minutes=1 text=@" +
                        programme.place.path("noise.txt").string());
    }
    EXPECT_EQ(programme.b.sync(programme.office)["sent"], 40);

    EXPECT_LT(programme.office.daemon().peak_kib() - before, growth_kib_max(64U * 1024));
    watch.signal(SIGCONT);
    EXPECT_TRUE(watch.says("changed"));
    watch.signal(SIGTERM);
    EXPECT_EQ(watch.wait().exit, 0);
    expect_others_unharmed();
}

}  // namespace
}  // namespace veldwerk::e2e
