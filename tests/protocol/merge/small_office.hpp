// SPDX-License-Identifier: EUPL-1.2
// The smallest office that integrates arriving changes with protocol/merge the way the real ones
// do: it keeps every change, refuses, parks what touches a record that is not there yet, tells
// twins, and lets in effect what may. It can be built with one flaw, for the canaries.
#pragma once

#include <map>
#include <set>

#include "protocol/merge/merge.hpp"
#include "tests/protocol/merge/world.hpp"

namespace veldwerk::proof {

enum class Flaw : std::uint8_t {
    none,
    forgets_early_marks,      ///< a stamp replaced before it arrives comes to life
    devices_overrule_office,  ///< a suggestion replaces the office's value
    no_read_through,          ///< a refused change hides what it replaced
    keeps_twins_apart,        ///< a restored phone's repetition counts twice
    parks_nothing,            ///< a change takes effect before its record is there
    last_arrival_wins,        ///< the classic: whoever comes last replaces everything
};

class SmallOffice : public History {
public:
    SmallOffice(const World& world, Flaw flaw);

    void arrive(const Event& event);

    [[nodiscard]] std::optional<Recorded> find(const Stamp& stamp) const override;
    /// Records with candidates or marks; an empty one is as good as none.
    [[nodiscard]] const std::map<RecordId, RecordState>& states() const { return states_; }
    [[nodiscard]] std::optional<Standing> standing(const Stamp& stamp) const;
    bool operator==(const SmallOffice& other) const;

private:
    struct Entry {
        Standing standing{};
        const Event* event{};
        Stamp twin_of;
        bool operator==(const Entry&) const = default;
    };

    [[nodiscard]] RecordState& state_of(const RecordWrites& on);
    [[nodiscard]] bool ready(const Change& change) const;
    /// The stamp that counts among those that arrived with the same bytes.
    [[nodiscard]] std::optional<Stamp> counting_twin(const Event& event) const;
    void become_twins(const Event& event, const Stamp& counting);
    void take_effect_now(Entry& entry);
    void release_parked();
    void apply_flaw();

    Flaw flaw_;
    std::set<RecordId> there_;
    std::map<Stamp, Entry> entries_;
    std::map<RecordId, RecordState> states_;
};

}  // namespace veldwerk::proof
