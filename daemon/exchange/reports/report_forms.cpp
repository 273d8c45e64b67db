// SPDX-License-Identifier: EUPL-1.2
// The three ways to write a report down.
#include <algorithm>
#include <nlohmann/json.hpp>
#include <ostream>

#include "daemon/exchange/reports/report.hpp"
#include "protocol/carriage/cell_text.hpp"
#include "protocol/carriage/csv.hpp"
#include "protocol/carriage/text_table.hpp"

namespace veldwerk::office {
namespace {

using carriage::CsvCell;
using carriage::Json;
using Amounts = std::vector<NamedMinutes>;

std::string told_minutes(std::int64_t minutes) {
    const std::int64_t absolute = minutes < 0 ? -minutes : minutes;
    std::string rest = std::to_string(absolute % 60);
    if (rest.size() < 2) rest.insert(0, 1, '0');
    return (minutes < 0 ? "-" : "") + std::to_string(absolute / 60) + ':' + rest;
}

/// Thousands with points, cents behind a comma, as an amount is written here.
std::string told_cents(std::int64_t cents) {
    std::string text = carriage::decimal_comma(cents);
    const std::size_t first = text.starts_with('-') ? 1 : 0;
    for (std::size_t at = text.size() - 3; at > first + 3;) {
        at -= 3;
        text.insert(at, 1, '.');
    }
    return text;
}

std::string told_amounts(const Amounts& amounts) {
    std::string text;
    for (const auto& amount : amounts) {
        text += (text.empty() ? "" : ", ") + amount.name + ' ' + told_minutes(amount.minutes);
    }
    return text;
}

std::string told(const ReportCell& cell, Unit unit) {
    if (const auto* text = std::get_if<std::string>(&cell)) return *text;
    if (const auto* truth = std::get_if<bool>(&cell)) return *truth ? "yes" : "no";
    if (const auto* amounts = std::get_if<Amounts>(&cell)) return told_amounts(*amounts);
    const auto* number = std::get_if<std::int64_t>(&cell);
    if (number == nullptr) return {};
    if (unit == Unit::minutes) return told_minutes(*number);
    if (unit == Unit::cents) return told_cents(*number);
    return std::to_string(*number);
}

CsvCell csv_cell(const ReportCell& cell, const ReportColumn& column) {
    if (const auto* number = std::get_if<std::int64_t>(&cell)) {
        const bool money = column.unit == Unit::cents;
        return {money ? carriage::decimal_comma(*number) : std::to_string(*number), true};
    }
    if (const auto* truth = std::get_if<bool>(&cell)) return {*truth ? "ja" : "nee"};
    const std::string text = told(cell, column.unit);
    if (column.unit == Unit::term) {
        const Term* term = find_term(column.vocabulary, text);
        return {term == nullptr ? text : std::string(term->dutch)};
    }
    const auto date = column.unit == Unit::date ? parse_date(text) : std::nullopt;
    return {date ? carriage::dutch_date(*date) : text};
}

Json json_cell(const ReportCell& cell, Unit unit) {
    if (const auto* text = std::get_if<std::string>(&cell)) return *text;
    if (const auto* number = std::get_if<std::int64_t>(&cell)) return *number;
    if (const auto* truth = std::get_if<bool>(&cell)) return *truth;
    const auto* amounts = std::get_if<Amounts>(&cell);
    if (amounts == nullptr) return nullptr;
    Json json = unit == Unit::statuses ? Json::object() : Json::array();
    for (const auto& amount : *amounts) {
        if (unit == Unit::statuses) {
            json[amount.name] = amount.minutes;
        } else {
            json.push_back({{"goal", amount.name}, {"minutes", amount.minutes}});
        }
    }
    return json;
}

ReportCell minutes_of(const ReportCell& amounts, std::string_view name) {
    const auto* all = std::get_if<Amounts>(&amounts);
    if (all == nullptr) return {};
    const auto found = std::find_if(all->begin(), all->end(), [name](const NamedMinutes& one) {
        return one.name == name;
    });
    return found == all->end() ? ReportCell{} : ReportCell{found->minutes};
}

/// Minutes per status as a column for each: of all that can be stored, so that a spreadsheet finds
/// them in the same place every month, or of those that occur.
ReportTable spread(const ReportTable& table, bool all_statuses) {
    ReportTable wide;
    wide.rows.resize(table.rows.size());
    for (std::size_t i = 0; i < table.columns.size(); ++i) {
        const ReportColumn& column = table.columns[i];
        if (column.unit != Unit::statuses) {
            wide.columns.push_back(column);
            for (std::size_t r = 0; r < table.rows.size(); ++r) {
                wide.rows[r].push_back(table.rows[r].at(i));
            }
            continue;
        }
        for (const Term& status : terms(Vocabulary::attendance)) {
            const bool occurs = std::any_of(
                table.rows.begin(), table.rows.end(), [&status, i](const auto& row) {
                    return minutes_of(row.at(i), status.name) != ReportCell{};
                });
            if (!occurs && (!all_statuses || status.derived)) continue;
            wide.columns.push_back({std::string(status.name), std::string(status.name),
                                    std::string(status.dutch), Unit::minutes});
            for (std::size_t r = 0; r < table.rows.size(); ++r) {
                wide.rows[r].push_back(minutes_of(table.rows[r].at(i), status.name));
            }
        }
    }
    return wide;
}

void write_table(const ReportTable& table, carriage::CsvWriter& writer) {
    const ReportTable wide = spread(table, true);
    std::vector<CsvCell> headings;
    for (const auto& column : wide.columns) headings.push_back({column.dutch});
    writer.write(headings);
    for (const auto& row : wide.rows) {
        std::vector<CsvCell> cells;
        for (std::size_t i = 0; i < wide.columns.size(); ++i) {
            cells.push_back(csv_cell(row.at(i), wide.columns[i]));
        }
        writer.write(cells);
    }
}

std::string text_of_figures(const std::vector<Figure>& figures) {
    std::size_t width = 0;
    for (const auto& figure : figures) width = std::max(width, figure.about.heading.size());
    std::string text;
    for (const auto& figure : figures) {
        const std::string& heading = figure.about.heading;
        const std::string value = told(figure.value, figure.about.unit);
        text += "  " + heading + std::string(width - heading.size() + 2, ' ') +
                (value.empty() ? "-" : value) + '\n';
    }
    return text;
}

std::string text_of_table(const ReportTable& table) {
    if (table.rows.empty()) return "  none\n";
    const ReportTable wide = spread(table, false);
    carriage::TableRow headings;
    for (const auto& column : wide.columns) headings.push_back(column.heading);
    std::vector<carriage::TableRow> rows;
    for (const auto& row : wide.rows) {
        carriage::TableRow& cells = rows.emplace_back();
        for (std::size_t i = 0; i < wide.columns.size(); ++i) {
            cells.push_back(told(row.at(i), wide.columns[i].unit));
        }
    }
    return carriage::format_table(headings, rows);
}

}  // namespace

Json json_of(const Report& report) {
    Json document = Json::object();
    for (const auto& figure : report.figures) {
        if (figure.value == ReportCell{}) continue;
        document[figure.about.key] = json_cell(figure.value, figure.about.unit);
    }
    for (const auto& table : report.tables) {
        Json rows = Json::array();
        for (const auto& row : table.rows) {
            Json object = Json::object();
            for (std::size_t i = 0; i < table.columns.size(); ++i) {
                if (row.at(i) == ReportCell{}) continue;
                object[table.columns[i].key] = json_cell(row[i], table.columns[i].unit);
            }
            rows.push_back(std::move(object));
        }
        document[table.key] = std::move(rows);
    }
    return document;
}

std::string text_of(const Report& report) {
    std::string text = report.title + '\n' + text_of_figures(report.figures);
    for (const auto& table : report.tables) {
        text += '\n' + table.title + '\n' + text_of_table(table);
    }
    for (const auto& line : report.closing) text += '\n' + line + '\n';
    return text;
}

void write_csv(const Report& report, std::ostream& out) {
    carriage::CsvWriter writer(out);
    bool first = true;
    const auto write = [&](const ReportTable& table) {
        if (!std::exchange(first, false)) writer.write({});
        write_table(table, writer);
    };
    if (!report.figures.empty()) {
        ReportTable figures;
        figures.rows.emplace_back();
        for (const auto& figure : report.figures) {
            figures.columns.push_back(figure.about);
            figures.rows.front().push_back(figure.value);
        }
        write(figures);
    }
    for (const auto& table : report.tables) write(table);
}

}  // namespace veldwerk::office
