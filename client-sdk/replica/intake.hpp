// SPDX-License-Identifier: EUPL-1.2
// What comes from the office, and how it becomes the confirmed state. An app never reads half a
// sync: a later pull is kept as received, in memory while it is small and else in the file, and
// applied in one transaction when it is complete. A first sync is applied batch by batch instead,
// and nothing of it can be read until it is complete. Memory stays bounded either way.
#pragma once

#include "client-sdk/replica/erasing.hpp"

#include <string>
#include <vector>

namespace veldwerk::device {

/// What a pull may hold in memory; beyond that each batch is committed as received. A night's news
/// of a caseload is far smaller, and an interrupted pull of this size is quickly asked again.
inline constexpr std::size_t kept_bytes_max = std::size_t{1} << 20;

class Intake {
public:
    Intake(Store& store, Bearings& bearings, OwnChanges& own, Scopes& scopes, Layers& layers,
           Erasing& erasing)
        : store_(store), bearings_(bearings), own_(own), scopes_(scopes), layers_(layers),
          erasing_(erasing) {}

    // Each within a transaction of the caller.
    [[nodiscard]] Result<Welcomed> welcomed(const Welcome& welcome, Instant now);
    std::uint64_t accepted(const Accepted& accepted);
    [[nodiscard]] Result<Applied> caught_up(const CaughtUp& caught_up, Instant now);
    /// Opens its own transaction, if it needs one.
    [[nodiscard]] Result<void> receive(const std::string& batch);
    void broken_off();
    /// Gives up what was received of a pull that turned out malformed.
    void drop_received();

private:
    [[nodiscard]] Result<std::uint64_t> apply_received();
    [[nodiscard]] Result<std::uint64_t> apply(const std::string& batch);
    [[nodiscard]] Result<void> advance_partial(const std::string& batch);
    void stage(const std::string& batch);
    [[nodiscard]] std::uint64_t settle_own(const CaughtUp& caught_up);
    [[nodiscard]] bool digests_agree(const CaughtUp& caught_up);
    void start_epoch(const EpochId& epoch);

    Store& store_;
    Bearings& bearings_;
    OwnChanges& own_;
    Scopes& scopes_;
    Layers& layers_;
    Erasing& erasing_;
    std::vector<std::string> kept_;
    std::size_t kept_bytes_ = 0;
    std::uint64_t applied_early_ = 0;     ///< records of a first sync, applied as they came
    std::uint64_t highest_position_ = 0;  ///< of this pull
};

}  // namespace veldwerk::device
