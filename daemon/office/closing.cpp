// SPDX-License-Identifier: EUPL-1.2
#include "daemon/office/closing.hpp"

#include <sodium.h>

#include "daemon/office/acting.hpp"
#include "daemon/office/caseload.hpp"
#include "daemon/office/month_days.hpp"
#include "daemon/office/naming.hpp"
#include "daemon/office/period_export.hpp"
#include "daemon/office/roles.hpp"
#include "protocol/records/value.hpp"
#include "protocol/records/vocabulary.hpp"
#include "protocol/wire/limits.hpp"

namespace veldwerk::office {
namespace {

// Each is a write of the one change that closes; half of them leaves room for everything else.
constexpr std::size_t approvals_per_close_max = limits::writes_per_change_max / 2;

/// What anybody computes of the exported file with sha256sum.
std::string digest_of(std::string_view bytes) {
    std::string digest(crypto_hash_sha256_BYTES, '\0');
    crypto_hash_sha256(reinterpret_cast<unsigned char*>(digest.data()),
                       reinterpret_cast<const unsigned char*>(bytes.data()), bytes.size());
    return digest;
}

Result<void> check_may_close(Office& office, const CloseMonthOrder& order) {
    Ledger& ledger = office.ledger();
    if (auto may = check_role(ledger, order.person, Act::close); !may) return may;
    if (office.today() <= order.month.last()) {
        return refuse(Reason::rule, order.month.text() +
                                        " is not over yet: it can be closed from " +
                                        order.month.next().first().text() + " on");
    }
    const auto closes = closes_of(ledger, order.month);
    if (closes.empty()) return {};
    return refuse(Reason::rule, order.month.text() + " was closed on " +
                                    told_time(closes.front().order.claimed) + " by " +
                                    name_of_person(ledger, closes.front().closed_by) +
                                    " and never changes: what comes later is a correction "
                                    "(veldwerkd period corrections)");
}

/// What a close stores, before it is written.
struct Seen {
    std::vector<ClosedDay> days;
    std::vector<CorrectionView> booked;
    std::string csv;
    std::string reason;  ///< canonical
};

Result<Seen> look_at(Office& office, const CloseMonthOrder& order) {
    Ledger& ledger = office.ledger();
    Seen seen;
    seen.days = days_of_month(ledger, order.month, order.month.last());
    const auto open = open_days_of(ledger, seen.days);
    if (!open.empty()) {
        const Field& reason = *find_type(type::period)->find("reason");
        auto given = parse_value(reason, order.accept_open);
        if (!given) return tl::unexpected<Error>(given.error());
        seen.reason = std::move(*given);
        if (seen.reason.empty()) {
            const bool one = open.size() == 1;
            return refuse(Reason::rule,
                          order.month.text() + " has " + std::to_string(open.size()) + " open day" +
                              (one ? "" : "s") + " (" + told_days(open) +
                              "): settle " + (one ? "it" : "them") +
                              " first, or close with --accept-open REASON");
        }
    }
    seen.booked = corrections_booked_in(ledger, order.month);
    // What a close does not name is booked in the next month by itself.
    if (seen.booked.size() > approvals_per_close_max) seen.booked.resize(approvals_per_close_max);
    seen.csv = period_csv(ledger, seen.days, seen.booked);
    if (seen.csv.size() > limits::value_bytes_max) {
        return refuse(Reason::too_large, order.month.text() + " makes an export of " +
                                             std::to_string(seen.csv.size()) +
                                             " bytes, more than a close can store");
    }
    return seen;
}

RecordWrites period_record(Office& office, const CloseMonthOrder& order, const Seen& seen) {
    const RecordType& period = *find_type(type::period);
    RecordWrites writes{.type = type::period,
                        .record = office.environment().new_record_id(),
                        .creates = true,
                        .writes = {}};
    const auto set = [&](std::string_view name, std::string value) {
        if (value.empty()) return;
        writes.writes.push_back({period.find(name)->slot, {}, std::move(value), {}});
    };
    set("month", encode_integer(order.month.months));
    set("state", encode_integer(period_state::closed));
    set("digest", digest_of(seen.csv));
    set("export", seen.csv);
    set("days", encode_days(order.month, seen.days));
    set("reason", seen.reason);
    set("closed_by", std::string(order.person.view()));
    set("minutes",
        encode_integer(present_minutes(std::span<const ClosedDay>(seen.days))));
    for (const auto& correction : seen.booked) {
        const Field& approvals = *period.find("approvals");
        const auto record = office.ledger().load(type::correction, correction.id);
        writes.writes.push_back({approvals.slot, field_in_force(record->state, "decision"),
                                 std::string(element_present), {}});
    }
    return writes;
}

/// Closing out of order is allowed: each month's books are its own.
std::vector<std::string> notices_of(Ledger& ledger, CivilMonth month) {
    std::vector<std::string> notices;
    auto earlier = first_month(ledger).value_or(month);
    earlier.months = std::max(earlier.months, month.months - months_listed_max);
    for (; earlier < month; earlier = earlier.next()) {
        if (!closes_of(ledger, earlier).empty()) continue;
        notices.push_back(earlier.text() + " is not closed yet");
    }
    return notices;
}

}  // namespace

Result<CloseReceipt> close_month(Office& office, const CloseMonthOrder& order) {
    // Planned absences of the month's last days count once a day act says that they have come.
    const auto day = today(office.ledger());
    if (office.today() > order.month.last() && (!day || *day <= order.month.last())) {
        (void)office.turn_day();
    }
    Result<CloseReceipt> result;
    office.transact([&] {
        Ledger& ledger = office.ledger();
        auto seen = check_may_close(office, order).and_then([&] { return look_at(office, order); });
        if (!seen) {
            result = tl::unexpected<Error>(seen.error());
            return;
        }
        std::vector<RecordWrites> writes{period_record(office, order, *seen)};
        Acting acting(office);
        (void)acting.take(Act::close, order.person, std::move(writes));
        acting.finish();
        result = CloseReceipt{view_period(ledger, order.month, office.today()),
                              notices_of(ledger, order.month)};
    });
    return result;
}

}  // namespace veldwerk::office
