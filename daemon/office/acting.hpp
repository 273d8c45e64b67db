// SPDX-License-Identifier: EUPL-1.2
// Taking acts inside one transaction: each gets the next counter of the office's writer, is merged
// at once, and stands in the journal before anyone hears of it.
#pragma once

#include "daemon/office/office.hpp"

namespace veldwerk::office {

class Acting {
public:
    /// Inside `Office::transact` only.
    explicit Acting(Office& office);

    [[nodiscard]] Result<ActReceipt> take(const ActOrder& order);
    [[nodiscard]] ActReceipt take(Act act, const RecordId& person,
                                  std::vector<RecordWrites> writes);
    /// Derives what follows from all that was taken.
    void finish() { integration_.finish(); }
    [[nodiscard]] Integration& integration() { return integration_; }

private:
    [[nodiscard]] carriage::EditGround ground();

    Office& office_;
    Integration integration_;
};

/// The kind of act an ordinary write turns out to be: a placement made active is a grant.
[[nodiscard]] Act act_of(Act asked, const std::vector<RecordWrites>& writes);

}  // namespace veldwerk::office
