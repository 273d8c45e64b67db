// SPDX-License-Identifier: EUPL-1.2
// A watch beside a handle of the app: what either side writes reaches the other by itself.
#include "client-sdk/network/watching.hpp"

#include <gtest/gtest.h>

#include <condition_variable>
#include <mutex>

#include "client-sdk/network/enrolling.hpp"
#include "tests/client-sdk/network/office_on_loopback.hpp"

namespace veldwerk::device {
namespace {

using namespace std::chrono_literals;

/// What a watch told, from its thread.
class Told {
public:
    void add(WatchEvent event, const std::string& detail) {
        const std::lock_guard lock(guard_);
        events_.push_back(event);
        last_detail_ = detail;
        changed_.notify_all();
    }
    /// Waits for the next event of that kind after those already waited for.
    [[nodiscard]] bool comes(WatchEvent event) {
        std::unique_lock lock(guard_);
        return changed_.wait_for(lock, 10s, [&] {
            while (seen_ < events_.size()) {
                if (events_[seen_++] == event) return true;
            }
            return false;
        });
    }
    [[nodiscard]] std::string last_detail() {
        const std::lock_guard lock(guard_);
        return last_detail_;
    }

private:
    std::mutex guard_;
    std::condition_variable changed_;
    std::vector<WatchEvent> events_;
    std::size_t seen_ = 0;
    std::string last_detail_;
};

class WatchingReplica : public testing::Test {
protected:
    WatchingReplica() {
        const EnrolOrder order{.office = office.address(), .code = office.invite(), .now = now};
        EXPECT_TRUE(enrol(*replica, order));
    }
    [[nodiscard]] std::unique_ptr<Watching> watch() {
        WatchOrder order;
        order.now = now;
        order.luck = repeatable_luck(7);
        order.tell = [this](WatchEvent event, const std::string& detail) {
            told.add(event, detail);
        };
        return std::make_unique<Watching>(file.open(), std::move(order));
    }
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

    std::function<Instant()> now = [] { return monday; };
    OfficeOnLoopback office;
    ReplicaInFile file{"watching"};
    std::unique_ptr<Replica> replica = file.open();
    Told told;
};

TEST_F(WatchingReplica, FetchesTheCaseloadThenSendsWhatAnotherHandleSaves) {
    const auto watching = watch();
    ASSERT_TRUE(told.comes(WatchEvent::caught_up));

    save_address("Nieuwe straat 2");

    ASSERT_TRUE(told.comes(WatchEvent::changed));
    ASSERT_TRUE(told.comes(WatchEvent::caught_up));
    EXPECT_EQ(office.with([](OfficeDouble& there) { return there.received.size(); }), 1U);
}

TEST_F(WatchingReplica, TellsWhatTheOfficeWrote) {
    const auto watching = watch();
    ASSERT_TRUE(told.comes(WatchEvent::caught_up));

    office.with([&](OfficeDouble& there) {
        there.write("participant", office.programme().participant, {{"given_name", "Fatma"}});
    });
    office.spread_news();

    ASSERT_TRUE(told.comes(WatchEvent::changed));
    ASSERT_TRUE(told.comes(WatchEvent::caught_up));
    EXPECT_EQ(one(*replica, "SELECT given_name FROM participant"), "Fatma");
}

TEST_F(WatchingReplica, ComesBackByItselfAfterTheLineBroke) {
    office.behave({.hangs_up_on = FrameType::hello});

    const auto watching = watch();

    ASSERT_TRUE(told.comes(WatchEvent::offline));
    ASSERT_TRUE(told.comes(WatchEvent::caught_up));
}

TEST_F(WatchingReplica, StopsWhenTheOfficeRefusesForGood) {
    office.behave({.refuses = Refused{Reason::revoked, "this device was revoked", 0, false}});

    const auto watching = watch();

    ASSERT_TRUE(told.comes(WatchEvent::stopped));
    EXPECT_EQ(told.last_detail(), "this device was revoked");
}

}  // namespace
}  // namespace veldwerk::device
