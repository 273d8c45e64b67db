// SPDX-License-Identifier: EUPL-1.2
// The session's side of the replica: each step of the conversation is one transaction.
#include "client-sdk/replica/parts.hpp"

namespace veldwerk::device {

Standpoint Replica::standpoint() {
    const Glance glance(parts_->store);
    Bearings& bearings = parts_->bearings;
    const ChainAt head = parts_->own.head();
    Standpoint standpoint;
    standpoint.writer = bearings.writer();
    standpoint.next_counter = head.counter + 1;
    standpoint.chain = head.chain;
    standpoint.token = bearings.value<Token>(bearing::token);
    standpoint.cursor = bearings.cursor();
    const EpochId applied = bearings.basis().epoch;
    standpoint.offers = !applied.empty() && applied != standpoint.cursor.epoch;
    standpoint.ready = bearings.ready();
    return standpoint;
}

Result<Welcomed> Replica::welcomed(const Welcome& welcome, Instant now) {
    parts_->start_afresh();
    Turn turn(parts_->store);
    auto result = parts_->intake.welcomed(welcome, now);
    if (result) turn.commit();
    return result;
}

std::optional<Push> Replica::next_push(std::uint64_t first, std::size_t changes_max) {
    const Glance glance(parts_->store);
    return parts_->own.batch(first, changes_max);
}

std::uint64_t Replica::accepted(const Accepted& accepted) {
    parts_->start_afresh();
    Turn turn(parts_->store);
    const std::uint64_t refused = parts_->intake.accepted(accepted);
    turn.commit();
    return refused;
}

Result<void> Replica::receive(const Records& records) {
    parts_->start_afresh();
    return parts_->intake.receive(records.batch);
}

Result<Applied> Replica::caught_up(const CaughtUp& caught_up, Instant now) {
    parts_->start_afresh();
    std::optional<Result<Applied>> result;
    {
        Turn turn(parts_->store);
        auto applied = parts_->intake.caught_up(caught_up, now);
        if (applied) {
            turn.commit();
            parts_->intake.broken_off();
            result = std::move(applied);
        } else if (applied.error().reason != Reason::malformed) {
            return applied;
        }
    }
    if (result) {
        parts_->erasing.scrub();
        return std::move(*result);
    }
    // What cannot be read will not get better by keeping it: ask for it again.
    Turn turn(parts_->store);
    parts_->intake.drop_received();
    turn.commit();
    return refuse(Reason::malformed, "what the office sent cannot be read; it is asked for again");
}

void Replica::broken_off() {
    parts_->intake.broken_off();
}

}  // namespace veldwerk::device
