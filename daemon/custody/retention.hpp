// SPDX-License-Identifier: EUPL-1.2
// Retention: how long what may be kept, by the programme's own rules, and whose term is over. A
// rule makes an order due; it never orders by itself, because the test is a person's.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "daemon/ledger/ledger.hpp"

namespace veldwerk::office {

struct RetentionRule {
    RecordId id;
    std::string record;          ///< name of a record type
    Erasure category{Erasure::erase};
    std::string ground;
    std::int64_t months{};
    std::int64_t event{};        ///< of Vocabulary::retention_event
};
/// Those that are complete: record, category, months and event; in order of id.
[[nodiscard]] std::vector<RetentionRule> retention_rules(Ledger& ledger);
/// "Archiefwet, 84 months after placement_end".
[[nodiscard]] std::string told(const RetentionRule& rule);

struct RetentionDue {
    RecordId participant;
    std::string code;
    CivilDate since;         ///< the term was over on this day
    RetentionRule rule;
    std::uint64_t values{};  ///< of that category, in records of that type
};
/// Whose term is over on a date, those longest due first. What is erased already holds no values,
/// so it is due no more.
[[nodiscard]] std::vector<RetentionDue> retention_due(Ledger& ledger, CivilDate on);

}  // namespace veldwerk::office
