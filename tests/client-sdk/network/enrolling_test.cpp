// SPDX-License-Identifier: EUPL-1.2
// Enrolment over a real socket, and every way it can be refused.
#include "client-sdk/network/enrolling.hpp"

#include <gtest/gtest.h>

#include "client-sdk/network/no_connection.hpp"
#include "tests/client-sdk/network/office_on_loopback.hpp"

namespace veldwerk::device {
namespace {

class Enrolling : public testing::Test {
protected:
    [[nodiscard]] EnrolOrder order(const std::string& code) const {
        return {.office = office.address(), .code = code, .now = [] { return monday; }};
    }
    OfficeOnLoopback office;
    ReplicaInFile file{"enrolling"};
    std::unique_ptr<Replica> replica = file.open();
};

TEST_F(Enrolling, ACodeMakesTheDeviceKnownOnce) {
    ASSERT_TRUE(enrol(*replica, order(office.invite())));

    const Identity identity = replica->identity();
    EXPECT_EQ(identity.coach, office.programme().coach);
    EXPECT_EQ(identity.office_address, office.address());
    EXPECT_FALSE(identity.certificate.empty());
    EXPECT_EQ(enrol(*replica, order(office.invite())).error().reason, Reason::wrong_use);
}

TEST_F(Enrolling, AUsedCodeIsRefusedWithTheOfficesSentence) {
    const std::string code = office.invite();
    ASSERT_TRUE(enrol(*replica, order(code)));
    ReplicaInFile second("enrolling-second");

    const auto again = enrol(*second.open(), order(code));

    ASSERT_FALSE(again);
    EXPECT_EQ(again.error().reason, Reason::not_authorised);
    EXPECT_EQ(again.error().detail, "the code is wrong or was used");
}

TEST_F(Enrolling, AnotherOfficeThanTheCodeNamesIsNotRecognised) {
    OfficeOnLoopback impostor;
    EnrolOrder deceived = order(office.invite());
    deceived.office = impostor.address();

    const auto refused = enrol(*replica, deceived);

    ASSERT_FALSE(refused);
    EXPECT_EQ(refused.error().reason, Reason::not_authorised);
    EXPECT_NE(refused.error().detail.find("was not recognised"), std::string::npos);
    EXPECT_TRUE(replica->identity().certificate.empty());
}

TEST_F(Enrolling, ACodeWithAMistakeNeverReachesTheOffice) {
    EXPECT_EQ(enrol(*replica, order("ABCD")).error().reason, Reason::malformed);
}

TEST_F(Enrolling, ALineThatBreaksIsNoConnection) {
    const std::string code = office.invite();
    office.behave({.hangs_up_on = FrameType::enrol});

    EXPECT_THROW((void)enrol(*replica, order(code)), NoConnection);
    EXPECT_TRUE(enrol(*replica, order(code)));
}

}  // namespace
}  // namespace veldwerk::device
