// SPDX-License-Identifier: EUPL-1.2
// What a decision comes to before it is written: which alternatives it names, its outcome as the
// rule of its kind reads it, and what it writes beside its own record. Each kind of review has a
// function here that makes one, or says why not.
#pragma once

#include <string>
#include <vector>

#include "daemon/office/decisions.hpp"
#include "daemon/office/reviews.hpp"

namespace veldwerk::office {

struct Settlement {
    std::vector<Stamp> alternatives;
    std::string outcome;               ///< canonical
    std::string told;
    std::vector<RecordWrites> beside;  ///< what it writes beside its own record
};

/// The alternative chosen, or null if values were given instead. Refuses both and neither.
[[nodiscard]] Result<const Alternative*> chosen(const ReviewView& view, const DecisionOrder& order);

/// One field of a record as the decision of that person writes it.
[[nodiscard]] RecordWrites written_by_decision(const RecordState& state, std::string_view field,
                                               std::string value, const RecordId& person);

// standing_decisions.cpp
[[nodiscard]] Result<Settlement> settle_guard(Office& office, const ReviewView& view,
                                              const DecisionOrder& order);
[[nodiscard]] Result<Settlement> settle_seat(Office& office, const ReviewView& view,
                                             const DecisionOrder& order);
[[nodiscard]] Result<Settlement> settle_withdrawal(Office& office, const ReviewView& view,
                                                   const DecisionOrder& order);
[[nodiscard]] Result<Settlement> settle_double(Office& office, const ReviewView& view,
                                               const DecisionOrder& order);
// correction_reviews.cpp
[[nodiscard]] Result<Settlement> settle_correction(Ledger& ledger, const ReviewView& view,
                                                   const DecisionOrder& order);

}  // namespace veldwerk::office
