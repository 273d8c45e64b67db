// SPDX-License-Identifier: EUPL-1.2
// The closes of months, as their period records say them, and which of several counts. A period
// record is written once, by the act that closes the month, and never again.
#pragma once

#include <map>
#include <optional>
#include <vector>

#include "daemon/ledger/ledger.hpp"
#include "protocol/rules/correction.hpp"
#include "protocol/rules/period.hpp"

namespace veldwerk::office {

struct Close {
    RecordId period;                 ///< its record
    CivilMonth month;
    CloseOrder order;                ///< of its act
    RecordId closed_by;
    std::vector<RecordId> approvals;
    std::vector<ClosedDay> days;     ///< by rising placement and date
    std::string digest;              ///< of the export, 32 bytes
    std::int64_t minutes{};
    std::string reason;
};

/// All closes of a month, the one that counts first: "the other is an empty act".
[[nodiscard]] std::vector<Close> closes_of(Ledger& ledger, CivilMonth month);

/// The closes that count, each read once: for one settlement or one command.
class Closes {
public:
    explicit Closes(Ledger& ledger) : ledger_(ledger) {}

    /// Null if the month is not closed.
    [[nodiscard]] const Close* of(CivilMonth month);
    /// What each closed month books.
    [[nodiscard]] const BooksOfMonths& books();

private:
    Ledger& ledger_;
    std::map<CivilMonth, std::optional<Close>> months_;
    std::optional<BooksOfMonths> books_;
};

/// The stored bytes of a closed month. Refuses a month that is not closed.
[[nodiscard]] Result<std::string> export_of(Ledger& ledger, CivilMonth month);

}  // namespace veldwerk::office
