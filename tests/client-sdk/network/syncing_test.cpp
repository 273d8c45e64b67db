// SPDX-License-Identifier: EUPL-1.2
// Whole syncs over a real socket, broken off, refused and repeated.
#include "client-sdk/network/syncing.hpp"

#include <gtest/gtest.h>

#include "client-sdk/network/enrolling.hpp"
#include "client-sdk/network/no_connection.hpp"
#include "tests/client-sdk/network/office_on_loopback.hpp"

namespace veldwerk::device {
namespace {

class Syncing : public testing::Test {
protected:
    Syncing() {
        const EnrolOrder order{.office = office.address(), .code = office.invite(), .now = now};
        EXPECT_TRUE(enrol(*replica, order));
    }
    [[nodiscard]] Outcome sync_once() { return sync(*replica, {.now = now}); }
    void save_address(const std::string& address) {
        RecordEdit edit;
        edit.type = "participant";
        edit.record = "D001";
        FieldEdit field;
        field.field = "address";
        field.values = {address};
        edit.fields.push_back(field);
        const auto saved = replica->save({&edit, 1}, monday);
        ASSERT_TRUE(saved) << saved.error().detail;
    }
    [[nodiscard]] std::size_t received() {
        return office.with([](OfficeDouble& there) { return there.received.size(); });
    }

    std::function<Instant()> now = [] { return monday; };
    OfficeOnLoopback office;
    ReplicaInFile file{"syncing"};
    std::unique_ptr<Replica> replica = file.open();
};

TEST_F(Syncing, TheCaseloadArrivesAndWorkLeaves) {
    const Outcome first = sync_once();
    EXPECT_FALSE(first.error) << first.error->detail;
    EXPECT_TRUE(first.caught_up);
    EXPECT_GT(first.received, 0U);

    save_address("Nieuwe straat 2");
    const Outcome second = sync_once();

    EXPECT_EQ(second.sent, 1U);
    EXPECT_EQ(received(), 1U);
    EXPECT_EQ(replica->status().unsent, 0U);
}

TEST_F(Syncing, ALineThatBreaksAnywhereLosesNothing) {
    ASSERT_TRUE(sync_once().caught_up);
    save_address("Nieuwe straat 2");

    for (const FrameType where : {FrameType::hello, FrameType::push, FrameType::pull}) {
        office.behave({.hangs_up_on = where});
        EXPECT_THROW((void)sync_once(), NoConnection) << static_cast<int>(where);
    }

    EXPECT_TRUE(sync_once().caught_up);
    EXPECT_EQ(received(), 1U);
}

TEST_F(Syncing, AnOfficeThatIsNotThereIsNoConnection) {
    EXPECT_THROW((void)sync(*replica, {.office = "127.0.0.1:1", .now = now}), NoConnection);
    EXPECT_EQ(replica->identity().office_address, office.address()) << "only once it was reached";
}

TEST_F(Syncing, AnotherOfficeIsNotRecognised) {
    OfficeOnLoopback impostor;

    const Outcome outcome = sync(*replica, {.office = impostor.address(), .now = now});

    ASSERT_TRUE(outcome.error);
    EXPECT_EQ(outcome.error->reason, Reason::not_authorised);
    EXPECT_NE(outcome.error->detail.find("was not recognised"), std::string::npos);
    EXPECT_EQ(replica->identity().office_address, office.address());
}

TEST_F(Syncing, ARefusalSaysWhyAndWhenToComeBack) {
    office.behave({.refuses = Refused{Reason::crowded, "the office is full", 5000, false}});

    const Outcome outcome = sync_once();

    ASSERT_TRUE(outcome.error);
    EXPECT_EQ(outcome.error->reason, Reason::crowded);
    EXPECT_EQ(outcome.retry_after_ms, 5000U);
}

TEST_F(Syncing, GarbageEndsTheConversationWithAReason) {
    office.behave({.garbles = true});

    const Outcome outcome = sync_once();

    ASSERT_TRUE(outcome.error);
    EXPECT_EQ(outcome.error->reason, Reason::malformed);
    office.behave({});
    EXPECT_TRUE(sync_once().caught_up);
}

TEST_F(Syncing, AnOrderToWipeLeavesNothing) {
    ASSERT_TRUE(sync_once().caught_up);
    office.behave({.refuses = Refused{Reason::revoked, "this device was revoked", 0, true}});

    const Outcome outcome = sync_once();

    EXPECT_TRUE(outcome.wiped);
    replica.reset();
    const auto opened = Replica::open({file.path(), file.key(), repeatable_luck(1), false, true});
    ASSERT_FALSE(opened);
    EXPECT_EQ(opened.error().reason, Reason::revoked);
}

TEST_F(Syncing, TimeThatIsUpIsNoConnection) {
    EXPECT_THROW((void)sync(*replica, {.now = now, .time_max = std::chrono::milliseconds(0)}),
                 NoConnection);
}

TEST_F(Syncing, AReplicaThatIsNotEnrolledIsTold) {
    ReplicaInFile other("syncing-not-enrolled");

    const Outcome outcome = sync(*other.open(), {.office = office.address(), .now = now});

    ASSERT_TRUE(outcome.error);
    EXPECT_EQ(outcome.error->reason, Reason::wrong_use);
}

}  // namespace
}  // namespace veldwerk::device
