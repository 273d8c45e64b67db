// SPDX-License-Identifier: EUPL-1.2
// The queue keeps the order, its limit, and the bytes that a write under way is looking at.
#include "protocol/carriage/send_queue.hpp"

#include <gtest/gtest.h>

namespace veldwerk::carriage {
namespace {

TEST(SendQueue, KeepsTheOrderHoweverLittleIsWrittenAtATime) {
    SendQueue queue;
    std::string expected;
    std::string written;

    for (int i = 0; i < 1'000; ++i) {
        const std::string frame = "frame " + std::to_string(i) + "; ";
        ASSERT_TRUE(queue.push(frame));
        expected += frame;
        const auto front = queue.front();
        const std::size_t some = front.size() / 2 + 1;
        written += front.substr(0, some);
        EXPECT_FALSE(queue.pop(some));
    }
    while (!queue.front().empty()) {
        written += queue.front().front();
        EXPECT_FALSE(queue.pop(1));
    }

    EXPECT_EQ(written, expected);
    EXPECT_EQ(queue.bytes(), 0U);
}

TEST(SendQueue, DoesNotMoveWhatIsBeingWritten) {
    SendQueue queue;
    ASSERT_TRUE(queue.push("being written"));
    const auto front = queue.front();

    for (int i = 0; i < 1'000; ++i)
        ASSERT_TRUE(queue.push("something new"));

    EXPECT_EQ(front, "being written");
    EXPECT_EQ(queue.front().data(), front.data());
}

TEST(SendQueue, IsFullFromTheTargetUntilBelowHalfOfIt) {
    SendQueue queue;
    ASSERT_TRUE(queue.push(std::string(limits::queue_bytes_target - 1, 'x')));
    EXPECT_FALSE(queue.is_full());
    ASSERT_TRUE(queue.push("x"));
    EXPECT_TRUE(queue.is_full());

    (void)queue.front();
    EXPECT_FALSE(queue.pop(limits::queue_bytes_target / 2));
    EXPECT_TRUE(queue.is_full());
    EXPECT_TRUE(queue.pop(1));

    EXPECT_FALSE(queue.is_full());
}

TEST(SendQueue, RefusesWhatExceedsItsLimit) {
    SendQueue queue;
    ASSERT_TRUE(queue.push(std::string(limits::queue_bytes_max, 'x')));

    EXPECT_FALSE(queue.push("x"));

    EXPECT_EQ(queue.bytes(), limits::queue_bytes_max);
}

}  // namespace
}  // namespace veldwerk::carriage
