// SPDX-License-Identifier: EUPL-1.2
// The lock for reading: a replica that has not caught up for the setting `lock_days` shows nothing
// about anybody until it has. It still saves, and pushes what is unsent. The time counts by the
// office's clock, from the last catch-up.
#include "client-sdk/replica/parts.hpp"

#include <charconv>

namespace veldwerk::device {
namespace {

constexpr std::int64_t day_ms = 24LL * 60 * 60 * 1000;

}  // namespace

std::optional<Instant> Replica::Parts::locks_at() {
    static constexpr const char* latest = R"(SELECT value FROM setting
        WHERE name = 'lock_days' AND ("from" IS NULL OR "from" <= CAST(?1 AS TEXT))
            AND (until IS NULL OR CAST(?1 AS TEXT) <= until) ORDER BY "from" DESC LIMIT 1)";
    const Instant heard{bearings.number(bearing::heard_ms)};
    if (heard.unix_ms == 0) return std::nullopt;
    const std::string day = amsterdam_date(heard).text();
    Loan row = store.ask(latest, std::string_view(day));
    if (!row.step()) return std::nullopt;
    const std::string value = row.bytes(0);
    std::int64_t days = 0;
    const auto read = std::from_chars(value.data(), value.data() + value.size(), days);
    if (read.ec != std::errc{} || days <= 0) return std::nullopt;
    return Instant{heard.unix_ms + days * day_ms};
}

bool Replica::Parts::is_locked() {
    if (!now) return false;
    const auto at = locks_at();
    return at && *at < bearings.corrected(now());
}

Result<void> Replica::Parts::check_readable() {
    if (auto ready = check_ready(); !ready) return ready;
    if (!is_locked()) return {};
    return refuse(Reason::rule,
                  "this device was out of contact for too long and shows nothing until it has "
                  "synced; saving works, and unsent work goes with the sync");
}

}  // namespace veldwerk::device
