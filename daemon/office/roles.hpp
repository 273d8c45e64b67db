// SPDX-License-Identifier: EUPL-1.2
// What a person of the office may do by their role. Asked before an act is stamped; an act that
// stands in the history is never judged again.
//
//   reader                     reads
//   adviser                    writes plain records, but takes no decisions: no grant, decision,
//                              close, approval, assignment or revocation, and no writing of
//                              people, devices, orders to erase and terms of retention
//   back_office, team_leader   everything; four eyes where the rules ask for them
#pragma once

#include <span>

#include "daemon/ledger/ledger.hpp"

namespace veldwerk::office {

/// Refuses `not_authorised` with who it is, what the role may not, and what to do. Nobody (`serve`,
/// `nightly`) acts as the office and may do everything.
[[nodiscard]] Result<void> check_role(Ledger& ledger, const RecordId& person, Act act);
/// The same, of an act that writes these.
[[nodiscard]] Result<void> check_role(Ledger& ledger, const RecordId& person, Act act,
                                      std::span<const RecordWrites> writes);

}  // namespace veldwerk::office
