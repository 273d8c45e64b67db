// SPDX-License-Identifier: EUPL-1.2
// The days of a month as they stand now: what a close would list. Read from the established days
// and reviews, which are settled between transactions; a day that nobody observed is read from the
// placement's plan.
#pragma once

#include "daemon/office/day_facts.hpp"
#include "protocol/rules/period.hpp"

namespace veldwerk::office {

/// What the ledger knows of a day that is over.
[[nodiscard]] DayKnown known_day(Ledger& ledger, DayFactsReader& reader, const RecordId& placement,
                                 CivilDate date);

/// By rising placement and date. Days after `last_over` have not come or are not over yet, and are
/// left out.
[[nodiscard]] std::vector<ClosedDay> days_of_month(Ledger& ledger, CivilMonth month,
                                                   CivilDate last_over);

/// The first month of which there may be days: that in which the first granted placement starts.
[[nodiscard]] std::optional<CivilMonth> first_month(Ledger& ledger);

}  // namespace veldwerk::office
