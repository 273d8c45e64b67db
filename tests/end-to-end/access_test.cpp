// SPDX-License-Identifier: EUPL-1.2
// Who gets in: whoever holds an invitation that is good, and nobody else. A no says the same
// whatever was wrong with a code, and the daemon's log says that it was given.
#include <gtest/gtest.h>

#include <algorithm>

#include "tests/end-to-end/small_programme.hpp"
#include "tests/end-to-end/visitor.hpp"

namespace veldwerk::e2e {
namespace {

class Access : public testing::Test {
protected:
    [[nodiscard]] std::string invite() const {
        return programme.office.ask("device invite --coach A")["code"];
    }
    /// What a new device hears when it tries the code.
    std::string refusal_of(const std::string& code) {
        const Device device(programme.place, "guest.db");
        const Answer answer =
            device.run("enrol --office " + programme.office.address() + " --code " + code);
        EXPECT_EQ(answer.exit, 1) << testing::PrintToString(answer);
        EXPECT_EQ(answer.out, "");
        EXPECT_EQ(std::count(answer.err.begin(), answer.err.end(), '\n'), 1) << answer.err;
        EXPECT_EQ(device.run("show participant").exit, 1) << "it holds nothing";
        return answer.err;
    }
    [[nodiscard]] std::size_t devices() const {
        return programme.office.list("device list").size();
    }

    SmallProgramme programme;
};

TEST_F(Access, AWrongAUsedAndAnExpiredCodeGetOneAndTheSameNo) {
    std::string wrong = invite();
    wrong.front() = wrong.front() == 'A' ? 'B' : 'A';
    const std::string expired = invite();
    const std::string used = invite();
    const Device guest(programme.place, "first.db");
    guest.done("enrol --office " + programme.office.address() + " --code " + used);

    const std::string no = refusal_of(wrong);
    EXPECT_EQ(refusal_of(used), no);
    programme.place.set_now("2026-12-08T09:00:00+01:00");
    EXPECT_EQ(refusal_of(expired), no);

    EXPECT_NE(no.find("ask the office"), std::string::npos) << no;
    EXPECT_EQ(devices(), 3U);
    EXPECT_TRUE(programme.office.daemon().complains("action=enrol object=- result=\"refused"));
}

TEST_F(Access, ACodeThatIsNoneIsRefusedOnTheDevice) {
    for (const char* code : {"ABCD", "ABCD-ABCD-ABCD-ABCD-ABCD-ABCD-ABCD-ABC!"}) {
        EXPECT_NE(refusal_of(code).find("code"), std::string::npos);
    }
}

TEST_F(Access, ADeviceBreaksOffWhenTheOfficeIsNotTheOneThatInvitedIt) {
    Office other(programme.place, "other");
    other.done("init --programme Elders");
    other.done("coach add --name Ans --code A");
    other.serve();
    const std::string code = other.ask("device invite --coach A")["code"];

    EXPECT_NE(refusal_of(code).find("not recognised"), std::string::npos);
    const Answer synced = programme.a.run("sync --office " + other.address());
    EXPECT_EQ(synced.exit, 1) << testing::PrintToString(synced);
    EXPECT_EQ(std::count(synced.err.begin(), synced.err.end(), '\n'), 1) << synced.err;

    EXPECT_EQ(programme.a.ask("sync")["sent"], 0) << "and still knows its own office";
}

TEST_F(Access, ACertificateOfAnotherAuthorityIsRefusedBeforeAWordIsHeard) {
    Visitor forger(programme.office);
    forger.forge();

    const Heard heard = forger.visit({.bytes = {forger.frame(forger.hello())}});

    EXPECT_TRUE(heard.messages.empty());
    EXPECT_TRUE(programme.office.daemon().complains("[warning]"));
    EXPECT_EQ(programme.a.ask("sync")["sent"], 0);
}

TEST_F(Access, WithoutACertificateOnlyOneRequestIsHeard) {
    Visitor stranger(programme.office);
    const std::string hello = stranger.frame(stranger.hello());
    const std::string large = stranger.frame(
        FrameType::enrol, std::string(limits::stranger_frame_bytes_max + 1, '\x7f'));
    Enrol unsigned_request = stranger.request(invite());
    unsigned_request.request = "no request";
    Enrol nobody = stranger.request(invite());
    nobody.writer = WriterId{};

    for (const auto& bytes : {hello, stranger.frame(Pull{}), large, std::string(500, '\x7f'),
                              stranger.frame(unsigned_request), stranger.frame(nobody)}) {
        const Heard heard = stranger.visit({.bytes = {bytes, hello}});
        EXPECT_LE(heard.messages.size(), 1U);
        EXPECT_EQ(heard.count(FrameType::enrolled), 0U);
        if (heard.refused() != nullptr) {
            EXPECT_FALSE(heard.refused()->wipe);
        }
    }
    EXPECT_EQ(devices(), 2U);
    EXPECT_EQ(programme.a.ask("sync")["sent"], 0);
}

TEST_F(Access, AnInvitationOutlivesARequestThatCouldNotBeGranted) {
    Visitor stranger(programme.office);
    const std::string code = invite();
    Enrol asked = stranger.request(code);
    asked.request = "no request";
    ASSERT_EQ(stranger.visit({.bytes = {stranger.frame(asked)}}).count(FrameType::enrolled), 0U);

    const Heard heard = stranger.visit({.bytes = {stranger.frame(stranger.request(code))}});

    EXPECT_EQ(heard.count(FrameType::enrolled), 1U);
}

TEST_F(Access, ARevokedDeviceIsRefusedAndWipedAndTheOthersGoOn) {
    programme.a.observe("2026-11-16", 480);
    std::string id;
    for (const json& device : programme.office.list("device list")) {
        if (device.at("coach_name") == "Anja") id = device.at("id");
    }
    programme.office.done("device revoke --device " + id);

    const Answer synced = programme.a.run("sync");
    EXPECT_EQ(synced.exit, 1) << testing::PrintToString(synced);
    EXPECT_EQ(programme.a.run("show participant").exit, 1);
    EXPECT_EQ(programme.office.run("device revoke --device " + id).exit, 1) << "only once";

    EXPECT_TRUE(programme.office.daemon().complains("refused: revoked"));
    EXPECT_TRUE(programme.office.list("show observation").empty());
    EXPECT_EQ(programme.b.ask("sync")["sent"], 0);
}

}  // namespace
}  // namespace veldwerk::e2e
