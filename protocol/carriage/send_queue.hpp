// SPDX-License-Identifier: EUPL-1.2
// What waits to be sent on one connection: two strings that take turns. One is being written, the
// other gathers the frames that come meanwhile, so that one write takes many small frames.
#pragma once

#include "protocol/wire/limits.hpp"

#include <cstddef>
#include <string>
#include <string_view>
#include <utility>

namespace veldwerk::carriage {

class SendQueue {
public:
    [[nodiscard]] std::size_t bytes() const { return sending_.size() - sent_ + waiting_.size(); }

    /// The hysteresis of the producer: from the target on, until below half of it.
    [[nodiscard]] bool is_full() const { return full_; }

    /// False, and nothing is taken, when the limit would be exceeded.
    [[nodiscard]] bool push(std::string_view frame) {
        if (bytes() + frame.size() > limits::queue_bytes_max) return false;
        waiting_ += frame;
        if (bytes() >= limits::queue_bytes_target) full_ = true;
        return true;
    }

    /// What to write next; empty when there is nothing. It stays where it is, whatever is pushed,
    /// until `pop` tells how much of it was written.
    [[nodiscard]] std::string_view front() {
        if (sent_ == sending_.size()) take_turns();
        return std::string_view(sending_).substr(sent_);
    }

    /// True when the queue is no longer full because of it.
    [[nodiscard]] bool pop(std::size_t written) {
        sent_ += written;
        if (!full_ || bytes() >= limits::queue_bytes_target / 2) return false;
        full_ = false;
        return true;
    }

private:
    // Most connections are idle: a drained string larger than this gives its memory back.
    static constexpr std::size_t idle_bytes_max = 64 * limits::KiB;

    void take_turns() {
        if (sending_.capacity() > idle_bytes_max) sending_ = std::string();
        sending_.clear();
        sent_ = 0;
        std::swap(sending_, waiting_);
    }

    std::string sending_;  // from sent_ on it is still to be written
    std::size_t sent_ = 0;
    std::string waiting_;
    bool full_ = false;
};

}  // namespace veldwerk::carriage
