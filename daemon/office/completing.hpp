// SPDX-License-Identifier: EUPL-1.2
// What an act says by itself, beside what its person typed: who decided and on which day, which
// tasks a check has seen, which uses a withdrawal knows of. What was typed is never overruled.
#pragma once

#include <vector>

#include "daemon/office/office.hpp"

namespace veldwerk::office {

void complete(Office& office, const RecordId& person, std::vector<RecordWrites>& writes);

}  // namespace veldwerk::office
