// SPDX-License-Identifier: EUPL-1.2
// Whether the ledger is what it claims to be: its file sound, its history whole, its journal the
// same, and its state what the history gives when it is merged anew, in the recorded order and in
// any other (P2, DESIGN.md 3.13). Nothing of the office is changed; rebuilding works on copies
// beside it.
#pragma once

#include <cstdint>
#include <functional>
#include <map>
#include <string>
#include <vector>

#include "daemon/office/office.hpp"

namespace veldwerk::office {

struct HistoryCheck {
    std::vector<std::string> faults;  ///< sentences; none: all is well
    std::uint64_t changes{};
    std::uint64_t refused{};
    std::uint64_t parked{};
    std::uint64_t journalled{};
};
/// The file, the history and the journal.
[[nodiscard]] HistoryCheck check_history(Office& office);

struct OrderCheck {
    std::string order;                     ///< "as recorded", "random order 3"
    std::vector<std::string> differing;    ///< scopes and record types; none: the same
};
struct RebuildCheck {
    std::uint64_t changes{};
    std::uint64_t scopes{};
    std::uint64_t records{};
    std::uint64_t days{};     ///< established, among the records
    std::uint64_t reviews{};
    std::vector<OrderCheck> orders;

    [[nodiscard]] bool same() const;
};
struct RebuildOrder {
    std::uint64_t random_orders{};
    std::uint64_t seed{1};
    std::function<void(const OrderCheck&)> done;  ///< after each order; may be empty
    /// One transaction of the rebuilding merges so many: what it touches stays in memory. From 1.
    std::size_t changes_per_piece = 256;
};
/// Throws when there is no room for two copies of the ledger beside it.
[[nodiscard]] RebuildCheck check_rebuild(Office& office, const RebuildOrder& order);

/// "programme", "office", "coach/UUID", "participant/UUID".
[[nodiscard]] std::string text_of(const ScopeName& scope);

}  // namespace veldwerk::office
