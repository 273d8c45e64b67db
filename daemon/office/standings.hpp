// SPDX-License-Identifier: EUPL-1.2
// Where placements and jobs stand once they are held against each other: who waits, what is filled,
// which guard fails, which requests compete, which withdrawal is held. Derived anew from the merged
// records whenever something they rest on moved (DESIGN.md 3.8 to 3.10), so that the order in which
// changes came cannot matter; the loser waits and its record says why.
#pragma once

#include <set>

#include "daemon/office/working_set.hpp"

namespace veldwerk::office {

class ClaimReader;

/// Whether these writes of an act make a placement active, by themselves or as part of a decision.
[[nodiscard]] bool is_grant(const Change& change, const RecordWrites& writes);

class Standings {
public:
    explicit Standings(Ledger& ledger) : ledger_(ledger) {}

    /// A change took effect on a record: remembers what may stand otherwise by it.
    void note(const Change& change, const RecordWrites& writes, const RecordState& state);
    /// Derives what was remembered and all that it touches. The ledger must hold the merged records
    /// (flushed); what moved is left touched in `records`.
    void settle(WorkingSet& records);
    /// The placements that `settle` found to stand otherwise: their days follow.
    [[nodiscard]] const std::set<RecordId>& moved() const { return moved_; }

private:
    void note_job_of(TypeNumber type, const RecordState& state);
    void find_withdrawn();
    [[nodiscard]] bool nothing_moved() const;
    void gather(ClaimReader& reader);
    void spread(ClaimReader& reader);
    void settle_placement(WorkingSet& records, ClaimReader& reader, const RecordId& placement);
    void settle_job(WorkingSet& records, ClaimReader& reader, const RecordId& job);
    void settle_competition(WorkingSet& records, ClaimReader& reader);

    Ledger& ledger_;
    std::set<RecordId> placements_;
    std::set<RecordId> used_;           ///< placements somebody observed
    std::set<RecordId> jobs_;
    std::set<RecordId> tasks_;
    std::set<RecordId> participants_;   ///< whose consents moved
    std::set<RecordId> employers_;      ///< whose agreements moved
    std::set<std::int64_t> kinds_;      ///< under whose caps requests may compete
    std::set<RecordId> moved_;
    bool everything_ = false;
};

}  // namespace veldwerk::office
