// SPDX-License-Identifier: EUPL-1.2
// Ordering an erasure, and the part of obeying it that no transaction can do: the journal is
// rewritten and the ledger's file written anew, so that no byte of what was erased is left in the
// data folder.
//
// The order itself is an act; with it the state and the history are emptied in one commit
// (daemon/office/erasures.hpp). What follows may be interrupted anywhere and is done again.
#pragma once

#include <cstdint>
#include <string>

#include "daemon/office/office.hpp"

namespace veldwerk::office {

struct ErasureRequest {
    RecordId participant;
    RecordId person;     ///< who orders
    std::string ground;  ///< of Vocabulary::erasure_ground, as people type it
    std::string reason;  ///< in words that say nothing of the person: it stays
};

/// Orders it: a request that waits is turned into the order. Refused: nobody of that id, erased
/// already, a ground or a reason is missing, or the role does not allow it. Gives the order's id.
/// The physical part is left to `follow_erasures`.
[[nodiscard]] Result<RecordId> order_erasure(Office& office, const ErasureRequest& request);

struct Followed {
    std::uint64_t done{};     ///< erasures whose last byte is gone from the folder now
    std::uint64_t waiting{};  ///< somebody still reads the old pages: call again
};
/// Idempotent: after an order, nightly, when the office starts, and by a restore before anything
/// is served. Cheap when there is nothing to do. Outside a transaction.
Followed follow_erasures(Office& office);

}  // namespace veldwerk::office
