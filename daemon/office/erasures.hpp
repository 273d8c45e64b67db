// SPDX-License-Identifier: EUPL-1.2
// Erasures inside a transaction: what comes in of an erased participant is emptied before anything
// is merged or kept; when an order takes force, everything there is of the participant is emptied,
// in the state and in the history (protocol/merge/erasing.hpp says what that means).
//
// Orders are never taken back: who was erased once is remembered for ever.
#pragma once

#include <map>
#include <optional>
#include <string>
#include <vector>

#include "daemon/office/field_reviews.hpp"
#include "daemon/office/working_set.hpp"
#include "protocol/merge/erasing.hpp"

namespace veldwerk::office {

class Erasures {
public:
    explicit Erasures(Ledger& ledger) : ledger_(ledger) {}

    /// What an order leaves of a change, if one takes anything.
    [[nodiscard]] std::optional<Change> left_of(const Change& change, WorkingSet& records);
    /// The same of bytes that nobody can read: all or nothing of them.
    [[nodiscard]] std::string left_of(std::string_view unreadable);
    /// The same of the bytes of a change that nobody has judged; empty if nothing may be left.
    [[nodiscard]] std::string left_of(const Stamp& stamp, std::string_view bytes,
                                      WorkingSet& records);
    /// A record moved; if it is an order in force, its participant is erased from here on.
    void note(const RecordState& state);
    /// The same where there is no order to move: in a ledger that was put aside.
    void erase(const RecordId& participant, const RecordId& order);
    /// Empties what was there of those newly erased. The ledger must hold the merged records
    /// (flushed); emptied ones are left touched in `records`, and the reviews that asked about them
    /// are noted.
    void settle(WorkingSet& records, FieldReviews& reviews);
    /// Where in the feeds the erasures of this transaction were complete: once all is written.
    void complete(std::uint64_t position);

private:
    [[nodiscard]] const std::map<RecordId, ErasureRow>& erased();
    [[nodiscard]] ParticipantLookup lookup(WorkingSet& records) const;
    void empty_records(WorkingSet& records, FieldReviews& reviews);
    void empty_history(WorkingSet& records);

    Ledger& ledger_;
    std::optional<std::map<RecordId, ErasureRow>> erased_;  ///< read at the first use
    std::vector<RecordId> fresh_;                           ///< erased in this transaction
};

}  // namespace veldwerk::office
