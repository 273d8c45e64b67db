// SPDX-License-Identifier: EUPL-1.2
#include "daemon/office/closes.hpp"

#include <algorithm>

#include "daemon/office/settings.hpp"
#include "protocol/merge/in_force.hpp"
#include "protocol/records/value.hpp"
#include "protocol/records/vocabulary.hpp"

namespace veldwerk::office {
namespace {

const Field& field_of(std::string_view name) { return *find_type(type::period)->find(name); }

std::string month_bytes(CivilMonth month) { return encode_integer(month.months); }

std::optional<CivilMonth> month_in(const RecordState& period) {
    const auto month = decode_integer(field_in_force(period, "month"));
    if (!month) return std::nullopt;
    return CivilMonth{static_cast<std::int32_t>(*month)};
}

bool says_closed(const RecordState& period) {
    return decode_integer(field_in_force(period, "state")) == period_state::closed;
}

std::vector<RecordId> approvals_in(const RecordState& period) {
    std::vector<RecordId> approvals;
    for (const auto& element : elements_in_force(period, field_of("approvals").slot)) {
        if (const auto id = RecordId::from_view(element)) approvals.push_back(*id);
    }
    return approvals;
}

/// Without its days, which are most of it. Whoever wrote the month wrote the close.
Close outline_of(const RecordState& period, CivilMonth month) {
    const Author& author = period.cell(field_of("month").slot).front().by;
    Close close;
    close.period = period.id;
    close.month = month;
    close.order = {author.claimed, author.stamp};
    close.closed_by =
        RecordId::from_view(field_in_force(period, "closed_by")).value_or(RecordId{});
    close.approvals = approvals_in(period);
    close.digest = field_in_force(period, "digest");
    close.minutes = decode_integer(field_in_force(period, "minutes")).value_or(0);
    close.reason = field_in_force(period, "reason");
    return close;
}

}  // namespace

std::vector<Close> closes_of(Ledger& ledger, CivilMonth month) {
    std::vector<Close> closes;
    for (const auto& id : ledger.where(type::period, field_of("month"), month_bytes(month))) {
        const auto record = ledger.load(type::period, id);
        if (!says_closed(record->state)) continue;
        Close& close = closes.emplace_back(outline_of(record->state, month));
        close.days = decode_days(month, field_in_force(record->state, "days"))
                         .value_or(std::vector<ClosedDay>{});
    }
    std::sort(closes.begin(), closes.end(),
              [](const Close& a, const Close& b) { return a.order < b.order; });
    return closes;
}

const Close* Closes::of(CivilMonth month) {
    const auto [known, is_new] = months_.try_emplace(month);
    if (is_new) {
        auto closes = closes_of(ledger_, month);
        if (!closes.empty()) known->second = std::move(closes.front());
    }
    return known->second ? &*known->second : nullptr;
}

const BooksOfMonths& Closes::books() {
    if (books_) return *books_;
    std::map<CivilMonth, Close> counting;
    for (const auto& id : ledger_.all(type::period)) {
        const auto record = ledger_.load(type::period, id);
        const auto month = month_in(record->state);
        if (!month || !says_closed(record->state)) continue;
        Close close = outline_of(record->state, *month);
        const auto [known, is_new] = counting.try_emplace(*month, close);
        if (!is_new && close.order < known->second.order) known->second = std::move(close);
    }
    books_.emplace();
    for (const auto& [month, close] : counting) {
        (*books_)[month] = {close.approvals.begin(), close.approvals.end()};
    }
    return *books_;
}

Result<std::string> export_of(Ledger& ledger, CivilMonth month) {
    const auto closes = closes_of(ledger, month);
    if (closes.empty()) {
        return refuse(Reason::rule, month.text() + " is not closed: its export is made by "
                                                   "veldwerkd period close");
    }
    const auto record = ledger.load(type::period, closes.front().period);
    return field_in_force(record->state, "export");
}

}  // namespace veldwerk::office
