// SPDX-License-Identifier: EUPL-1.2
// One transaction's merging: changes go in, in whatever order they come, and take effect, wait, or
// are refused; records, feeds, caseloads and derived days follow. Whoever uses this has begun a
// transaction of the ledger and commits it after `finish`.
#pragma once

#include <set>

#include "daemon/office/admission.hpp"
#include "daemon/office/days.hpp"
#include "daemon/office/erasures.hpp"
#include "daemon/office/field_reviews.hpp"
#include "daemon/office/periods.hpp"
#include "daemon/office/standings.hpp"
#include "daemon/office/top_up.hpp"
#include "daemon/office/working_set.hpp"

namespace veldwerk::office {

class Integration {
public:
    explicit Integration(Ledger& ledger);

    /// Judges the change, writes it into the history with its bytes, and merges it. Of an erased
    /// participant only what an erasure leaves is kept and merged. A change whose stamp is in the
    /// history already must not be given again.
    Verdict admit(const Change& change, std::string_view bytes);
    /// Refuses unjudged what cannot be read, or what its writer may not say, and keeps its bytes.
    Verdict turn_away(const Stamp& stamp, std::string_view bytes, Error why);
    /// Merges a change again with the standing it was given, never judged anew, and writes it into
    /// the history: for rebuilding, in any order, a ledger whose history was set aside.
    void replay(const StoredChange& stored);
    /// Derives what follows and writes everything. Nothing may be admitted after.
    void finish();

    [[nodiscard]] Life& life() { return life_; }
    [[nodiscard]] WorkingSet& records() { return records_; }

private:
    [[nodiscard]] Verdict judge(const Change& change);
    [[nodiscard]] Verdict judge_again(const Change& change);
    void take_effect_everywhere(const Change& change);
    void give_up(const Change& change);
    void wake(const RecordId& record);
    [[nodiscard]] StoredChange emptied(const StoredChange& stored);
    [[nodiscard]] std::optional<Stamp> counting_twin(const Change& change, std::string_view bytes);
    void become_twins(const Change& change, std::string_view bytes, const Stamp& counting);
    void unite_everywhere(const Change& change, const Twins& twins);
    void unite_with_twins_of(const Change& change);

    Ledger& ledger_;
    Life life_;
    WorkingSet records_;
    Standings standings_;
    Days days_;
    FieldReviews field_reviews_;
    Periods periods_;
    TopUps top_ups_;
    Erasures erasures_;
    bool replaying_ = false;
};

}  // namespace veldwerk::office
