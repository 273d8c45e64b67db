// SPDX-License-Identifier: EUPL-1.2
// One pull: the feeds of a coach's scopes from where the device stands to where they end, in
// batches, scope by scope. A scope the coach came to hold after the device's cursor is shipped from
// its beginning. What moves meanwhile is shipped in a further round, until a round finds nothing:
// then the device holds exactly what the ledger holds.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "daemon/ledger/ledger.hpp"
#include "daemon/office/caseload.hpp"
#include "protocol/wire/messages.hpp"

namespace veldwerk::office {

class FeedStream {
public:
    FeedStream(Ledger& ledger, const RecordId& coach, const Cursor& cursor);

    /// The next batch; nothing when the device has everything.
    [[nodiscard]] std::optional<Records> next();

    /// What goes into CaughtUp. Valid when `next` gave nothing and nobody wrote since.
    [[nodiscard]] const std::vector<HeldScope>& caseload() const { return caseload_; }
    [[nodiscard]] std::uint64_t position() const { return target_; }
    /// Scopes that moved since the device's cursor.
    [[nodiscard]] std::vector<ScopeDigest> moved() const;

private:
    struct Span {
        ScopeNumber scope{};
        std::uint64_t after{};  ///< shipped up to here
    };
    void start_round();
    [[nodiscard]] std::uint64_t start_of(const HeldScope& held) const;

    Ledger& ledger_;
    RecordId coach_;
    Cursor cursor_;
    std::vector<HeldScope> caseload_;
    std::vector<Span> spans_;        ///< beside `caseload_`
    std::size_t at_ = 0;
    std::uint64_t target_ = 0;       ///< the ledger's position when the round began
    std::uint64_t first_target_ = 0; ///< of the first round: what a broken pull goes on from
};

}  // namespace veldwerk::office
