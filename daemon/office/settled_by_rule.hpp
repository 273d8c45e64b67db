// SPDX-License-Identifier: EUPL-1.2
// Conflicts that needed no person: two people observed a day and agreed, two wrote a field whose
// class decides by itself. Told in the morning, so that a rule is no secret.
#pragma once

#include <string>
#include <vector>

#include "daemon/ledger/ledger.hpp"

namespace veldwerk::office {

/// The changes of one writer after one counter, up to another.
struct ChangeRange {
    WriterId writer;
    std::uint64_t after{};
    std::uint64_t until{};
};

struct SettledByRule {
    std::string subject;  ///< "L3 on 2026-12-02", "participant D001: address"
    std::string rule;     ///< what decided, in words
    auto operator<=>(const SettledByRule&) const = default;
};

/// What the changes touched and stands settled now; by subject. A conflict that a person has to
/// decide is a review, and not among them.
[[nodiscard]] std::vector<SettledByRule> settled_by_rule(Ledger& ledger,
                                                         const std::vector<ChangeRange>& changes);

}  // namespace veldwerk::office
