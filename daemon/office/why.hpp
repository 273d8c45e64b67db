// SPDX-License-Identifier: EUPL-1.2
// Why a field has its value (P9): who wrote it, when and on what ground it is in force, what else
// was entered, whether a person still has to decide or who did, and what was refused. In plain
// words, told from the candidates, the history and the rule, so it is as true as the state.
#pragma once

#include <string>
#include <vector>

#include "daemon/ledger/ledger.hpp"

namespace veldwerk::office {

struct FieldReason {
    std::string field;
    std::string why;  ///< one or more sentences
};

/// Of each field that has a story, in the schema's order.
[[nodiscard]] std::vector<FieldReason> why(Ledger& ledger, const RecordState& record);

/// Of an established day: the observations, the rule or decision, the review.
[[nodiscard]] std::string why_day(Ledger& ledger, const RecordState& day);

}  // namespace veldwerk::office
