// SPDX-License-Identifier: EUPL-1.2
// The rules of the domain that a device can know before it stamps: what may not lie in the future,
// which states are the office's alone, whose observations one may supersede. A rule across records
// that others may be changing at this moment is not here: that is the office's to judge.
#pragma once

#include "client-sdk/replica/draft.hpp"

namespace veldwerk::device {

struct Writer {
    RecordId coach;
    CivilDate today;  ///< in Amsterdam, by the corrected clock
};

/// Checks a draft, and completes it where a rule adds something: a withdrawal names the uses it
/// saw.
[[nodiscard]] Result<void> apply_guards(Store& store, const Writer& writer, DraftRecord& draft);

}  // namespace veldwerk::device
