// SPDX-License-Identifier: EUPL-1.2
// The export of a month, as its close stores it for ever: a CSV with a line for each day and
// status, and for each correction that the month books. Codes, dates, statuses and minutes; no
// names, so that nothing in it has to be erased. The same days give the same bytes, on every
// machine.
//
//   plaatsing;deelnemer;datum;soort;status;minuten
//   L1;D001;30-11-2026;dag;aanwezig;480
//   L6;D006;30-11-2026;open;;                        a day that the close accepted as open
//   L1;D001;30-11-2026;naverrekening;aanwezig;-60    of an earlier month, booked in this one
#pragma once

#include <span>
#include <string>

#include "daemon/office/period_views.hpp"

namespace veldwerk::office {

[[nodiscard]] std::string period_csv(Ledger& ledger, std::span<const ClosedDay> days,
                                     std::span<const CorrectionView> booked);

}  // namespace veldwerk::office
