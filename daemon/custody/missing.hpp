// SPDX-License-Identifier: EUPL-1.2
// What a restored office knows to be missing: changes that somebody has seen and the ledger lacks,
// by the device that has them; and devices that have not been back, which may have more. Until all
// have returned it is named, in `check` and in every morning's report (P8).
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "daemon/ledger/ledger.hpp"

namespace veldwerk::office {

struct MissingWork {
    WriterId writer;
    RecordId device;      ///< empty: of the office itself, or of a device nobody knows
    std::string whose;    ///< the coach's name, "the office", or "a device that is not known"
    std::uint64_t from{}; ///< 0: nothing is known to be missing, but it has not been back
    std::uint64_t to{};

    [[nodiscard]] std::string told() const;
};
/// Nothing in a first life: there what was acknowledged is there.
[[nodiscard]] std::vector<MissingWork> missing_work(Ledger& ledger);

}  // namespace veldwerk::office
