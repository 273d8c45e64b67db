// SPDX-License-Identifier: EUPL-1.2
// How the alternatives of each kind of review are told; reviews.cpp calls the one of the kind.
#pragma once

#include <optional>

#include "daemon/office/reviews.hpp"

namespace veldwerk::office {

/// What the history says of a change that a review names; nothing if it has not arrived.
[[nodiscard]] std::optional<Change> change_of(Ledger& ledger, const Stamp& stamp);

// standing_reviews.cpp
void view_guard(Ledger& ledger, ReviewView& view);
void view_seat(Ledger& ledger, ReviewView& view);
void view_withdrawal(Ledger& ledger, ReviewView& view);
void view_double(Ledger& ledger, ReviewView& view);
// correction_reviews.cpp: with a version of the view that covers the delta.
void view_correction(Ledger& ledger, ReviewView& view);
// reviews.cpp: what a decision came to (rules/told_outcome.hpp), labelled from the ledger.
[[nodiscard]] std::string told_outcome(Ledger& ledger, std::int64_t kind, std::string_view outcome);

}  // namespace veldwerk::office
