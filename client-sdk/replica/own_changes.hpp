// SPDX-License-Identifier: EUPL-1.2
// Every change made on this device, from the save until every backup of the office holds it:
// outbox, sent work and refusals in one table, in order of counter. Pushing goes by counter alone;
// the state says what the device shows.
#pragma once

#include "client-sdk/replica/bearings.hpp"
#include "protocol/merge/merge.hpp"

#include <optional>
#include <vector>

namespace veldwerk::device {

enum class OwnState : std::uint8_t {
    unsent = 1,
    sent = 2,     ///< durable at the office, not yet part of what it shipped
    settled = 3,  ///< part of the confirmed state, or out of scope
    parked = 4,   ///< at the office, waiting for what it refers to
    refused = 5,
    given_up = 6,  ///< refused, then retried or discarded
};

/// Undecided changes stay on top of the confirmed state.
[[nodiscard]] constexpr bool is_undecided(OwnState state) {
    return state == OwnState::unsent || state == OwnState::sent || state == OwnState::parked;
}

struct OwnChange {
    std::uint64_t counter{};
    OwnState state{};
    Change change;
    Reason reason{};  ///< of a refused one
    std::string detail;
};

class OwnChanges {
public:
    OwnChanges(Store& store, Bearings& bearings) : store_(store), bearings_(bearings) {}

    /// The last counter taken and the chain at it.
    [[nodiscard]] ChainAt head();
    /// The last counter that is no longer kept, all of them up to there being safe.
    [[nodiscard]] ChainAt floor() { return bearings_.value<ChainAt>(bearing::chain_floor); }
    /// Nothing if that is no longer known here.
    [[nodiscard]] std::optional<Chain> chain_at(std::uint64_t counter);
    /// Takes the next counter, which `change.stamp` must carry.
    void append(const Change& change, std::string_view bytes);

    [[nodiscard]] std::optional<OwnChange> find(std::uint64_t counter);
    /// In order of counter.
    [[nodiscard]] std::vector<OwnChange> in_state(OwnState state);
    [[nodiscard]] std::vector<OwnChange> all();
    [[nodiscard]] std::uint64_t count(OwnState state);
    void set_state(std::uint64_t counter, OwnState state);
    void refuse(const Refusal& refusal);
    /// Other bytes for a change: those that an erasure left of it. Its link of the chain stays.
    void rewrite(std::uint64_t counter, std::string_view bytes);

    /// Counters up to `last` that are still undecided.
    [[nodiscard]] std::vector<std::uint64_t> undecided_up_to(std::uint64_t last);
    /// Counters above `received` that the office once had and lost.
    [[nodiscard]] std::vector<std::uint64_t> lost_above(std::uint64_t received);
    /// The office holds all up to `received`.
    void mark_sent(std::uint64_t received);
    /// Every backup holds all up to `safe`: what is settled need not be kept.
    void forget_safe(std::uint64_t safe);

    /// The next changes from `first` on; false if the first of them is no longer here.
    [[nodiscard]] std::optional<Push> batch(std::uint64_t first, std::size_t changes_max);

private:
    Store& store_;
    Bearings& bearings_;
};

/// What merging on a device knows of earlier changes: its own. All others count as arrived and
/// settled, so no stamp is ever waited for.
class OwnHistory : public History {
public:
    OwnHistory(OwnChanges& own, const WriterId& writer) : own_(own), writer_(writer) {}
    [[nodiscard]] std::optional<Recorded> find(const Stamp& stamp) const override;

private:
    OwnChanges& own_;
    WriterId writer_;
};

}  // namespace veldwerk::device
