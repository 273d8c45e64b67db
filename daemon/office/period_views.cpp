// SPDX-License-Identifier: EUPL-1.2
#include "daemon/office/period_views.hpp"

#include <algorithm>
#include <tuple>

#include "daemon/office/month_days.hpp"
#include "daemon/office/naming.hpp"
#include "daemon/office/settings.hpp"
#include "protocol/records/value.hpp"
#include "protocol/records/vocabulary.hpp"

namespace veldwerk::office {
namespace {

// A line of a screen; the list itself shows all of them.
constexpr std::size_t days_told_max = 5;

std::string hex_of(const std::string& bytes) {
    const Field& digest = *find_type(type::period)->find("digest");
    return format_value(digest, bytes);
}

void sort_views(std::vector<CorrectionView>& views) {
    std::sort(views.begin(), views.end(), [](const CorrectionView& a, const CorrectionView& b) {
        return std::tie(a.date, a.code, a.state, a.id) < std::tie(b.date, b.code, b.state, b.id);
    });
}

PeriodView view_closed(Ledger& ledger, const std::vector<Close>& closes) {
    const Close& close = closes.front();
    PeriodView view;
    view.month = close.month;
    view.state = period_state::closed;
    view.minutes = close.minutes;
    view.digest = hex_of(close.digest);
    view.open_days = open_days_of(ledger, close.days);
    for (std::size_t i = 1; i < closes.size(); ++i) {
        view.empty.push_back({closes[i].period, name_of_person(ledger, closes[i].closed_by),
                              closes[i].order.claimed});
    }
    return view;
}

}  // namespace

std::vector<OpenDay> open_days_of(Ledger& ledger, std::span<const ClosedDay> days) {
    std::vector<OpenDay> open;
    for (const auto& day : days) {
        if (!day.open) continue;
        open.push_back({day.placement, label_of(ledger, type::placement, day.placement), day.date});
    }
    std::sort(open.begin(), open.end(), [](const OpenDay& a, const OpenDay& b) {
        return std::tie(a.code, a.placement, a.date) < std::tie(b.code, b.placement, b.date);
    });
    return open;
}

std::string told_days(const std::vector<OpenDay>& days) {
    std::string told;
    for (std::size_t i = 0; i < std::min(days.size(), days_told_max); ++i) {
        told += (told.empty() ? "" : ", ") + days[i].code + ' ' + days[i].date.text();
    }
    if (days.size() > days_told_max) {
        told += " and " + std::to_string(days.size() - days_told_max) + " more";
    }
    return told;
}

PeriodView view_period(Ledger& ledger, CivilMonth month, CivilDate today) {
    const auto closes = closes_of(ledger, month);
    if (!closes.empty()) return view_closed(ledger, closes);
    const auto days = days_of_month(ledger, month, today.plus(-1));
    PeriodView view;
    view.month = month;
    view.state = month.last() < today ? period_state::provisional : period_state::open;
    view.minutes = present_minutes(std::span<const ClosedDay>(days));
    view.open_days = open_days_of(ledger, days);
    return view;
}

std::vector<PeriodView> view_periods(Ledger& ledger, CivilDate today) {
    std::vector<PeriodView> views;
    const CivilMonth running = month_of(today);
    auto month = first_month(ledger).value_or(running);
    month.months = std::max(month.months, running.months - months_listed_max + 1);
    for (; month <= running; month = month.next()) {
        views.push_back(view_period(ledger, month, today));
    }
    return views;
}

CorrectionView read_correction(Ledger& ledger, const RecordState& correction) {
    const auto id_in = [&correction](std::string_view field) {
        return RecordId::from_view(field_in_force(correction, field)).value_or(RecordId{});
    };
    CorrectionView view;
    view.id = correction.id;
    view.version = version_of(correction);
    view.placement = id_in("placement");
    view.code = label_of(ledger, type::placement, view.placement);
    view.date = decode_date(field_in_force(correction, "date")).value_or(CivilDate{});
    view.delta =
        decode_parts(field_in_force(correction, "delta")).value_or(std::vector<Part>{});
    view.delta_minutes = present_minutes(std::span<const Part>(view.delta));
    view.state = decode_integer(field_in_force(correction, "state")).value_or(0);
    view.approved_by = id_in("approved_by");
    if (const auto month = decode_integer(field_in_force(correction, "booked_in"))) {
        view.booked_in = CivilMonth{static_cast<std::int32_t>(*month)};
    }
    return view;
}

std::vector<CorrectionView> view_corrections(Ledger& ledger) {
    std::vector<CorrectionView> views;
    for (const auto& id : ledger.all(type::correction)) {
        views.push_back(read_correction(ledger, ledger.load(type::correction, id)->state));
    }
    sort_views(views);
    return views;
}

std::vector<CorrectionView> corrections_booked_in(Ledger& ledger, CivilMonth month) {
    std::vector<CorrectionView> views;
    const Field& booked_in = *find_type(type::correction)->find("booked_in");
    for (const auto& id : ledger.where(type::correction, booked_in,
                                       encode_integer(month.months))) {
        views.push_back(read_correction(ledger, ledger.load(type::correction, id)->state));
    }
    sort_views(views);
    return views;
}

}  // namespace veldwerk::office
