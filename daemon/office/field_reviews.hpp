// SPDX-License-Identifier: EUPL-1.2
// Reviews of fields: values that several people wrote without knowing of each other, and
// suggestions of coaches in fields of the office. Each is derived from the field's candidates and
// the decisions taken on it, and from nothing else, so that every order of arrival gives the same
// reviews.
//
// A review that a decision settled stays, as decided; one that agreement settled leaves.
#pragma once

#include <set>
#include <vector>

#include "daemon/office/questions.hpp"

namespace veldwerk::office {

/// The candidates a person has to decide between in a slot; none if there is nothing to decide.
[[nodiscard]] std::vector<Candidate> contested_candidates(const RecordState& state,
                                                          SlotNumber slot);

class FieldReviews {
public:
    explicit FieldReviews(Ledger& ledger) : ledger_(ledger) {}

    /// The record's slots moved: remembers those that may need a person.
    void note(const RecordWrites& writes, const RecordState& state);
    /// Derives the reviews of what was remembered. The ledger must hold the merged records
    /// (flushed); reviews are left touched in `records`.
    void settle(WorkingSet& records);

private:
    struct Place {
        TypeNumber type{};
        RecordId record;
        SlotNumber slot{};
        auto operator<=>(const Place&) const = default;
    };
    void ask_of_decisions();

    Ledger& ledger_;
    std::set<Place> places_;
    std::set<std::pair<RecordId, SlotNumber>> decided_;  ///< by decisions that came in
};

}  // namespace veldwerk::office
