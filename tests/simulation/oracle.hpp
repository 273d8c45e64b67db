// SPDX-License-Identifier: EUPL-1.2
// What must hold, computed a second and naive way: from the bytes of the whole history at once and
// the sentences of the law of merge, never one change after the other. It shares the types of
// protocol/merge and nothing of its code, nor of the office's.
#pragma once

#include <map>
#include <optional>
#include <set>
#include <string>
#include <vector>

#include "daemon/ledger/ledger.hpp"

namespace veldwerk::simulation {

struct Entry {
    office::StoredChange stored;
    Change change;
};

struct CellName {
    TypeNumber type{};
    RecordId record;
    SlotNumber slot{};
    std::string element;  ///< of a set
    auto operator<=>(const CellName&) const = default;
};

struct ExpectedCell {
    std::vector<Candidate> candidates;  ///< by rising stamp
    std::optional<std::string> base;    ///< the last value all of them descend from
};

class Oracle {
public:
    /// Reads the whole history.
    explicit Oracle(office::Ledger& ledger);

    [[nodiscard]] const std::map<Stamp, Entry>& entries() const { return entries_; }
    /// Cells that some change in effect writes.
    [[nodiscard]] std::vector<CellName> cells() const;
    [[nodiscard]] ExpectedCell expected(const CellName& cell) const;
    /// Of a slot that is not a set; as people wrote it, without what a rule makes of a request.
    [[nodiscard]] std::string in_force(TypeNumber type, const RecordId& record,
                                       SlotNumber slot) const;
    [[nodiscard]] std::string in_force(TypeNumber type, const RecordId& record,
                                       std::string_view field) const;
    [[nodiscard]] std::set<std::string> elements(TypeNumber type, const RecordId& record,
                                                 SlotNumber slot) const;
    /// Records that a change in effect created.
    [[nodiscard]] const std::set<RecordId>& records(TypeNumber type) const;
    [[nodiscard]] bool created(const RecordId& record) const { return created_.contains(record); }
    /// Whose record it is; nothing outside the participants' scopes. Also of a refused creation.
    [[nodiscard]] std::optional<RecordId> participant_of(TypeNumber type,
                                                         const RecordId& record) const;
    /// Participants whom an order in effect erases.
    [[nodiscard]] const std::set<RecordId>& erased() const { return erased_; }
    /// The change that created it, in effect.
    [[nodiscard]] const Entry* creation_of(const RecordId& record) const;

private:
    [[nodiscard]] const Entry* in_effect(const Stamp& stamp) const;
    void reach(const Stamp& stamp, const CellName& cell, std::set<Stamp>& visited,
               std::set<Stamp>& found) const;
    [[nodiscard]] std::set<Stamp> replaced_by(const Entry& entry, const CellName& cell) const;
    [[nodiscard]] std::optional<std::string> base_of(
        const CellName& cell, const std::vector<Candidate>& candidates) const;

    std::map<Stamp, Entry> entries_;
    std::map<CellName, std::vector<const Entry*>> writers_;  ///< of a cell, in effect
    std::map<TypeNumber, std::set<RecordId>> by_type_;
    std::map<RecordId, const Entry*> created_;
    std::set<RecordId> erased_;
    std::map<RecordId, std::string> roots_;  ///< the value of the field that leads to the scope
};

}  // namespace veldwerk::simulation
