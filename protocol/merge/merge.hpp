// SPDX-License-Identifier: EUPL-1.2
// Merging: how the set of changes becomes the state of a record, one arriving change at a time, in
// any order, with the same result (P2).
//
// The law is one sentence: the candidates of a cell are the written values whose stamp no change in
// effect replaces. Four things make it hold in every order:
//   - a stamp replaced before it arrives is remembered (`RecordState::early`), dropped on arrival;
//   - a refused change has no effect of its own, but what it replaced counts as replaced by whoever
//     replaced it: `replaces` is read through it (3.7);
//   - of two changes with one id and the same bytes only the lower stamp counts, and the higher
//     reads as it (3.1);
//   - in a slot that belongs to the office a device's write is a suggestion: it replaces other
//     suggestions, never the office's value.
#pragma once

#include <optional>
#include <span>
#include <vector>

#include "protocol/merge/state.hpp"

namespace veldwerk {

/// Where an admitted or refused change stands.
enum class Standing : std::uint8_t {
    in_effect = 1,  ///< merged into the state
    parked = 2,     ///< in the set, without effect until what it refers to arrives
    refused = 3,    ///< final, with its reason; read through
    twin = 4,       ///< a repetition of a change with a lower stamp
};

struct Recorded {
    Standing standing{};
    Change change;
    Stamp twin_of;  ///< of a twin: the stamp that counts
};

/// What merging must know of changes that came before: a seam, because a ledger reads them from its
/// store and the exhaustive proofs from a map.
class History {
public:
    virtual ~History() = default;
    /// Nothing if the change has not arrived.
    [[nodiscard]] virtual std::optional<Recorded> find(const Stamp& stamp) const = 0;
};

/// A change takes effect on one of its records. The history need not hold the change itself yet.
void take_effect(RecordState& state, const Change& change, const RecordWrites& writes,
                 const History& history);

/// A refused change arrives after somebody replaced it: what it replaced is replaced too. The
/// history need not hold the change itself yet.
void read_through(RecordState& state, const Change& refused, const RecordWrites& writes,
                  const History& history);

/// Two stamps turn out to be one change: `higher` reads as `lower` from now on. Called once both
/// have arrived, whichever came last.
struct Twins {
    Stamp lower;
    Stamp higher;
};
void unite(RecordState& state, const Twins& twins, const RecordWrites& writes,
           const History& history);

/// The stamps an ordinary write by `person` replaces in a cell (DESIGN.md 3.4): all of them, but
/// while several candidates of a contested cell differ only the person's own.
[[nodiscard]] std::vector<Stamp> replaces_of_write(std::span<const Candidate> cell, Merge merge,
                                                   const RecordId& person);
/// The same for an act of the office: in a slot of the office it leaves suggestions alone, which
/// only a decision settles.
[[nodiscard]] std::vector<Stamp> replaces_of_act(std::span<const Candidate> cell, Merge merge,
                                                 const RecordId& person);

}  // namespace veldwerk
