// SPDX-License-Identifier: EUPL-1.2
// Admission: whether a device's change enters the set. It depends only on the change's bytes, its
// writer and person, its basis, and the office's acts up to that basis; never on merged state,
// arrival or a clock (DESIGN.md 3.5). There are three refusals: malformed, not authorised at its
// basis, and referring to a record whose creation its writer discarded. Everything else enters.
#pragma once

#include "daemon/office/working_set.hpp"
#include "protocol/merge/change.hpp"

namespace veldwerk::office {

/// What became of a change.
struct Verdict {
    Standing standing{Standing::in_effect};
    Error refusal;       ///< of a refused one
    RecordId waits_for;  ///< of a parked one; empty: for a version of the office that knows more
};

/// By bytes and schema alone.
[[nodiscard]] Result<void> check_form(const Change& change);

/// A record the change refers to that is not here, or nothing.
[[nodiscard]] std::optional<RecordId> missing_record(const Change& change, WorkingSet& records);

/// Types and vocabulary values that this version lacks: the change waits for a newer office.
[[nodiscard]] bool newer_than_office(const Change& change);

/// Of a change that was written with acts in mind which are lost, the record of the lift that it
/// waits for (custody/lives.hpp); nothing if it need not wait.
[[nodiscard]] std::optional<RecordId> waits_for_lift(const Change& change, WorkingSet& records,
                                                     Ledger& ledger, const Life& life);

/// Whether the person could, by the acts up to the basis, write these records.
[[nodiscard]] Result<void> check_authority(const Change& change, WorkingSet& records,
                                           Ledger& ledger, const Life& life);

/// Where a record that this change creates will lie.
[[nodiscard]] ScopeNumber scope_of_creation(const RecordWrites& creation, WorkingSet& records,
                                            Ledger& ledger);

}  // namespace veldwerk::office
