// SPDX-License-Identifier: EUPL-1.2
// A report is figures and tables with their units; text for people, CSV for a spreadsheet and JSON
// for scripts are three ways to write down the same one, so they cannot disagree.
#pragma once

#include <compare>
#include <cstdint>
#include <iosfwd>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <variant>
#include <vector>

#include "daemon/ledger/ledger.hpp"
#include "protocol/carriage/value_json.hpp"
#include "protocol/records/vocabulary.hpp"

namespace veldwerk::office {

/// How a value reads. JSON keeps numbers in the unit, text and CSV write them for people.
enum class Unit : std::uint8_t {
    text,
    term,      ///< an English name of the column's vocabulary; in CSV the Dutch one
    count,
    minutes,   ///< text "12:30", CSV 750
    cents,     ///< "1.234,56", CSV "1234,56"
    date,      ///< text as it is, CSV dd-mm-jjjj
    truth,
    statuses,  ///< minutes per attendance status: an object, or a column for each
    goals,     ///< a list of {"goal", "minutes"}
};

struct ReportColumn {
    std::string key;      ///< in JSON
    std::string heading;  ///< for people
    std::string dutch;    ///< in CSV
    Unit unit = Unit::text;
    Vocabulary vocabulary = Vocabulary::none;  ///< of a term
};

/// Minutes under a name: of a status, of a goal.
struct NamedMinutes {
    std::string name;
    std::int64_t minutes{};
    auto operator<=>(const NamedMinutes&) const = default;
};

/// No value is absent: left out of JSON, empty elsewhere.
using ReportCell =
    std::variant<std::monostate, std::string, std::int64_t, bool, std::vector<NamedMinutes>>;

/// Absent if there is no text, or no date.
[[nodiscard]] ReportCell cell_of(std::string text);
[[nodiscard]] ReportCell cell_of(std::optional<CivilDate> date);

struct ReportTable {
    std::string key;
    std::string title;
    std::vector<ReportColumn> columns;
    std::vector<std::vector<ReportCell>> rows;
};

struct Figure {
    ReportColumn about;
    ReportCell value;
};

struct Report {
    std::string title;
    std::vector<Figure> figures;
    std::vector<ReportTable> tables;
    std::vector<std::string> closing;  ///< lines below the text, for instance to sign
};

/// What a report is asked for; what it does not need it does not look at.
struct ReportOrder {
    CivilMonth month;
    CivilDate date;
    CivilDate today;
};

/// Figures, then an array of objects per table.
[[nodiscard]] carriage::Json json_of(const Report& report);
[[nodiscard]] std::string text_of(const Report& report);
/// A block of lines per table, figures first, an empty line between them; Dutch headings.
void write_csv(const Report& report, std::ostream& out);

/// The one whose name it is; nothing if there is no such report.
using MakeReport = Report (*)(Ledger&, const ReportOrder&);
[[nodiscard]] std::optional<MakeReport> find_report(std::string_view name);
/// "progress, costs, ...".
[[nodiscard]] std::string report_names();

// One function a report, each in the file of its name.
[[nodiscard]] Report progress_report(Ledger& ledger, const ReportOrder& order);
[[nodiscard]] Report costs_report(Ledger& ledger, const ReportOrder& order);
[[nodiscard]] Report month_report(Ledger& ledger, const ReportOrder& order);
[[nodiscard]] Report week_report(Ledger& ledger, const ReportOrder& order);
[[nodiscard]] Report hours_report(Ledger& ledger, const ReportOrder& order);
[[nodiscard]] Report reviews_report(Ledger& ledger, const ReportOrder& order);
[[nodiscard]] Report displacement_report(Ledger& ledger, const ReportOrder& order);
[[nodiscard]] Report conformance_report(Ledger& ledger, const ReportOrder& order);
[[nodiscard]] Report meetings_report(Ledger& ledger, const ReportOrder& order);
[[nodiscard]] Report topup_report(Ledger& ledger, const ReportOrder& order);
[[nodiscard]] Report exchange_report(Ledger& ledger, const ReportOrder& order);
[[nodiscard]] Report devices_report(Ledger& ledger, const ReportOrder& order);
[[nodiscard]] Report contact_report(Ledger& ledger, const ReportOrder& order);
[[nodiscard]] Report hours_above_contract_report(Ledger& ledger, const ReportOrder& order);
[[nodiscard]] Report retention_report(Ledger& ledger, const ReportOrder& order);

}  // namespace veldwerk::office
