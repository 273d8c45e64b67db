// SPDX-License-Identifier: EUPL-1.2
// Before the office grants a placement or approves a job, the guards must hold on the merged state
// as it is now (DESIGN.md 3.10). This is looked at before the act has a stamp; once it has one,
// nothing judges it again: what breaks a guard later becomes a question for a person.
#pragma once

#include <span>

#include "daemon/office/office.hpp"

namespace veldwerk::office {

/// Refuses `rule`, with a sentence for each guard that does not hold.
[[nodiscard]] Result<void> check_grants(Office& office, std::span<const RecordWrites> writes);

}  // namespace veldwerk::office
