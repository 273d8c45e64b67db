// SPDX-License-Identifier: EUPL-1.2
// Questions that wait for a person, with their age: for the report on the review queue and for the
// morning's.
#pragma once

#include <algorithm>
#include <string>
#include <vector>

#include "daemon/ledger/ledger.hpp"

namespace veldwerk::office {

struct WaitingReview {
    std::string name;      ///< ID@VERSION, as `review decide` takes it
    std::int64_t kind{};   ///< Vocabulary::review_kind
    std::string subject;
    CivilDate since;       ///< the day the question arose; of `today` if nobody's change says

    [[nodiscard]] std::int64_t days_on(CivilDate today) const {
        return std::max(0, today.days - since.days);
    }
};

/// Oldest first.
[[nodiscard]] std::vector<WaitingReview> waiting_reviews(Ledger& ledger, CivilDate today);

/// "day", "guard": what commands call a kind of review.
[[nodiscard]] std::string name_of_kind(std::int64_t review_kind);

}  // namespace veldwerk::office
