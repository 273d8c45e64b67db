// SPDX-License-Identifier: EUPL-1.2
// What must hold, computed a second and naive way: straight from the sentences of the law of merge,
// over the whole set of changes at once, never one change after the other. It shares the types of
// protocol/merge and nothing of its code.
#pragma once

#include <cstdint>
#include <map>
#include <string>
#include <vector>

#include "protocol/merge/digest.hpp"
#include "protocol/merge/merge.hpp"
#include "tests/protocol/merge/world.hpp"

namespace veldwerk::proof {

class Oracle {
public:
    /// The world must outlive the oracle.
    explicit Oracle(const World& world);

    /// The state of every known record once exactly the events of the mask have arrived.
    [[nodiscard]] std::map<RecordId, RecordState> expect(std::uint32_t arrived);
    /// Where each event of the last mask stands. Meaningless for events outside of it.
    [[nodiscard]] const std::vector<Standing>& standings() const { return standing_; }

private:
    struct Cell {
        TypeNumber type{};
        RecordId record;
        SlotNumber slot{};
        std::string element;
        Merge merge{};
        std::vector<const Write*> writes;  ///< per event; null if it does not write here
    };
    /// What the stamps a write names come down to.
    struct Reach {
        std::uint32_t in_effect = 0;
        std::vector<Stamp> awaited;  ///< not here, or without effect yet
    };

    void collect_cells();
    void stand(std::uint32_t arrived);
    [[nodiscard]] bool has(std::size_t event) const { return (arrived_ >> event & 1U) != 0; }
    [[nodiscard]] bool in_effect(std::size_t event) const;
    [[nodiscard]] bool is_act(std::size_t event) const;
    void reach(const Stamp& stamp, const Cell& cell, std::uint32_t& visited, Reach& found) const;
    [[nodiscard]] Author author_of(std::size_t event) const;
    void fill(const Cell& cell, RecordState& state) const;
    void fill_base(const Cell& cell, std::uint32_t candidates,
                   const std::vector<Reach>& reaches, RecordState& state) const;

    const World& world_;
    std::vector<Cell> cells_;
    std::vector<std::uint32_t> same_bytes_;  ///< per event: those of the same save
    std::uint32_t arrived_ = 0;
    std::vector<Standing> standing_;
    std::vector<std::size_t> counts_as_;  ///< of a twin: the event whose stamp counts
};

/// The value everyone acts on, from candidates and base by the class of the slot.
[[nodiscard]] std::string expected_in_force(const RecordState& state, const Ground& ground);
/// The elements of a set, from its candidates.
[[nodiscard]] std::vector<std::string> expected_elements(const RecordState& state,
                                                         SlotNumber slot);
/// The sum of candidates' hashes, added in 128 bits.
[[nodiscard]] Digest expected_digest(const RecordState& state);

}  // namespace veldwerk::proof
