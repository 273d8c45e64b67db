// SPDX-License-Identifier: EUPL-1.2
// The legal test of an erasure, with its reasons: field by field what goes and what stays, on what
// ground and for which term. It is what the person who orders reads before ordering.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "daemon/ledger/ledger.hpp"

namespace veldwerk::office {

struct TestedField {
    std::string record;      ///< name of the record type
    std::string field;
    std::uint64_t values{};  ///< that are in force or contend
    std::string category;    ///< name_of(Erasure)
    std::string ground;      ///< of what stays: the law, or the programme's own retention rule
};

struct LegalTest {
    std::vector<TestedField> erased;
    std::vector<TestedField> kept;
};

/// Over everything in the participant's scope; fields that hold nothing are left out.
[[nodiscard]] LegalTest test_erasure(Ledger& ledger, const RecordId& participant);

}  // namespace veldwerk::office
