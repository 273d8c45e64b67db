// SPDX-License-Identifier: EUPL-1.2
// The merged state of a record: the sorted set of its candidates, and nothing that depends on the
// order in which they came. A candidate is a written value whose stamp no change in the set
// replaces (DESIGN.md 3.2). One cell is one slot, or one element of a set slot.
#pragma once

#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "protocol/merge/change.hpp"

namespace veldwerk {

/// Who wrote a change, when by their own account, and whether as an act of the office.
struct Author {
    Stamp stamp;
    RecordId person;
    Instant claimed;
    bool act{};
    auto operator<=>(const Author&) const = default;
};

struct Candidate {
    SlotNumber slot{};
    std::string element;
    std::string value;
    Author by;
    bool operator==(const Candidate&) const = default;
};

/// A stamp that was replaced before it arrived: when it comes, it is no candidate. One for each
/// stamp of a cell.
struct Replaced {
    SlotNumber slot{};
    std::string element;
    Stamp stamp;
    bool by_act{};  ///< whether an act is among those that replaced it
    auto operator<=>(const Replaced&) const = default;
};

/// Of a cell whose candidates differ: the last value all of them descend from (DESIGN.md 3.4).
struct Base {
    SlotNumber slot{};
    std::string value;
    bool operator==(const Base&) const = default;
};

struct RecordState {
    TypeNumber type{};
    RecordId id;
    std::vector<Candidate> candidates;  ///< sorted by slot, element, stamp
    std::vector<Replaced> early;        ///< sorted; only where history is merged (the office)
    std::vector<Base> bases;            ///< sorted by slot; absent where nothing is to fall back on

    bool operator==(const RecordState&) const = default;

    [[nodiscard]] std::span<const Candidate> cell(SlotNumber slot,
                                                  std::string_view element = {}) const;
    /// All candidates of a slot, over all elements.
    [[nodiscard]] std::span<const Candidate> slot(SlotNumber slot) const;
    [[nodiscard]] const Base* base(SlotNumber slot) const;
};

/// The `_version` of a row: eight hex digits over its candidates' stamps; empty without candidates.
[[nodiscard]] std::string version_of(const RecordState& state);
/// The same over one slot, to tell whether a field moved since it was read.
[[nodiscard]] std::uint32_t version_of_slot(const RecordState& state, SlotNumber slot);

}  // namespace veldwerk
