// SPDX-License-Identifier: EUPL-1.2
#include "daemon/exchange/reports/report.hpp"

#include <algorithm>
#include <array>

namespace veldwerk::office {
namespace {

struct Named {
    std::string_view name;
    MakeReport make;
};
constexpr std::array<Named, 15> named{{
    {"progress", progress_report}, {"costs", costs_report}, {"month", month_report},
    {"week", week_report}, {"hours", hours_report}, {"reviews", reviews_report},
    {"displacement", displacement_report}, {"conformance", conformance_report},
    {"meetings", meetings_report}, {"topup", topup_report}, {"exchange", exchange_report},
    {"contact", contact_report}, {"hours-above-contract", hours_above_contract_report},
    {"devices", devices_report}, {"retention", retention_report},
}};

}  // namespace

ReportCell cell_of(std::string text) {
    return text.empty() ? ReportCell{} : ReportCell{std::move(text)};
}

ReportCell cell_of(std::optional<CivilDate> date) {
    return date ? ReportCell{date->text()} : ReportCell{};
}

std::optional<MakeReport> find_report(std::string_view name) {
    const auto found = std::find_if(named.begin(), named.end(),
                                    [name](const Named& one) { return one.name == name; });
    return found == named.end() ? std::nullopt : std::optional<MakeReport>(found->make);
}

std::string report_names() {
    std::string names;
    for (const auto& one : named) names += (names.empty() ? "" : ", ") + std::string(one.name);
    return names;
}

}  // namespace veldwerk::office
