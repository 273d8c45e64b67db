// SPDX-License-Identifier: EUPL-1.2
// Group commit: what several devices' sessions want written shares one transaction and one sync of
// the disk. Each has a savepoint; one that fails is undone and tried again alone, so it costs the
// others nothing. Nobody hears of a write before the commit that holds it.
#pragma once

#include <cstddef>
#include <exception>
#include <functional>
#include <vector>

#include "daemon/office/office.hpp"

namespace veldwerk::office {

/// One session's share of a commit.
struct Share {
    std::function<void()> write;                      ///< inside the transaction; may throw
    std::function<void()> committed;                  ///< durable now
    std::function<void(const std::exception&)> failed;  ///< undone
};

class CommitQueue {
public:
    explicit CommitQueue(Office& office) : office_(office) {}

    void add(Share share);
    [[nodiscard]] bool empty() const { return shares_.empty(); }
    /// Commits what is queued. Whoever owns the loop calls it after reading what was ready to read.
    void commit();
    /// Called when the queue is no longer empty.
    void on_work(std::function<void()> tell) { tell_ = std::move(tell); }

private:
    void commit_alone(Share& share);

    Office& office_;
    std::vector<Share> shares_;
    std::function<void()> tell_;
};

}  // namespace veldwerk::office
