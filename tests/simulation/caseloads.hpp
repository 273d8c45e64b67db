// SPDX-License-Identifier: EUPL-1.2
// Who held whom after which act, told from the bytes of the office's acts alone, one after the
// other: assignments as last written, today as the latest day act.
#pragma once

#include <map>
#include <optional>
#include <set>
#include <utility>
#include <vector>

#include "daemon/ledger/ledger.hpp"

namespace veldwerk::simulation {

class Caseloads {
public:
    /// Reads the acts since the last time.
    void read(office::Ledger& ledger);

    /// The participants a coach holds once so many acts have been done.
    [[nodiscard]] std::set<RecordId> of(const RecordId& coach, std::uint64_t acts) const;
    [[nodiscard]] bool held(const RecordId& coach, const RecordId& participant,
                            std::uint64_t acts) const;

private:
    struct Assignment {
        RecordId participant;
        RecordId coach;
        std::optional<CivilDate> from;
        std::optional<CivilDate> to;
    };
    using Held = std::set<std::pair<RecordId, RecordId>>;  // coach, participant
    [[nodiscard]] const Held& after(std::uint64_t acts) const;

    EpochId epoch_;
    std::uint64_t read_ = 0;
    std::map<RecordId, Assignment> assignments_;
    std::optional<CivilDate> today_;
    std::map<std::uint64_t, Held> held_;  ///< by the act that made it so
};

}  // namespace veldwerk::simulation
