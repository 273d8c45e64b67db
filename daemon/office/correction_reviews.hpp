// SPDX-License-Identifier: EUPL-1.2
// Reviews of kind correction: approving or rejecting what a day differs from its close, by a second
// person: neither who closed the month nor an author of what the correction rests on. The decision
// is a record like any other (decisions.hpp); its outcome says what was decided and on which delta.
#pragma once

#include "daemon/office/decisions.hpp"

namespace veldwerk::office {

/// The two choices, as `decide --choose` takes them.
inline constexpr std::size_t choice_approve = 1;
inline constexpr std::size_t choice_reject = 2;

struct CorrectionOrder {
    std::string correction;  ///< id or a unique tail of it
    std::string version;     ///< as it was listed; empty: as it is now
    bool approve{};
    std::string reason;
    RecordId person;
};
/// Deciding by the correction's id: the same as deciding its review.
[[nodiscard]] Result<DecisionReceipt> decide_correction(Office& office,
                                                        const CorrectionOrder& order);

}  // namespace veldwerk::office
