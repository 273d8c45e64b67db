// SPDX-License-Identifier: EUPL-1.2
// Deciding a review: a record of the decision and, for a field, the write that settles it, in one
// act. A decision names exactly the alternatives of the review as it was listed. Whether it moved
// on meanwhile is looked at before the stamp; a decision once stamped is never refused, and what
// comes later and disagrees opens the question again beside it (DESIGN.md 3.9).
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "daemon/office/finding.hpp"
#include "daemon/office/office.hpp"

namespace veldwerk::office {

struct DecisionOrder {
    std::string review;                 ///< id or a unique tail of it
    std::string version;                ///< as it was listed; empty: as it is now
    std::optional<std::size_t> choose;  ///< the number of an alternative; else `values`
    std::vector<FieldIs> values;        ///< of a day `parts`, of a field its fields
    std::string reason;
    RecordId person;
};

struct DecisionReceipt {
    RecordId decision;
    RecordId review;
    std::string outcome;  ///< told
};

/// Refuses `stale` if the review moved on, with its present alternatives in the sentence.
[[nodiscard]] Result<DecisionReceipt> decide(Office& office, const DecisionOrder& order);

}  // namespace veldwerk::office
