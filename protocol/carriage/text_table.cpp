// SPDX-License-Identifier: EUPL-1.2
#include "protocol/carriage/text_table.hpp"

#include <algorithm>
#include <iterator>

namespace veldwerk::carriage {
namespace {

bool starts_letter(char c) { return (static_cast<unsigned char>(c) & 0xc0) != 0x80; }

std::size_t columns_of(const std::string& text) {
    return static_cast<std::size_t>(std::count_if(text.begin(), text.end(), starts_letter));
}

std::string fitting(const std::string& cell) {
    std::string shown;
    std::size_t columns = 0;
    for (const char c : cell) {
        if (starts_letter(c) && ++columns > cell_columns_max) return shown + "…";
        shown += static_cast<unsigned char>(c) < 0x20 || c == 0x7f ? ' ' : c;
    }
    return shown;
}

}  // namespace

std::string format_table(const TableRow& headings, const std::vector<TableRow>& rows) {
    std::vector<TableRow> lines{headings};
    for (const TableRow& row : rows) {
        TableRow& line = lines.emplace_back();
        std::transform(row.begin(), row.end(), std::back_inserter(line), fitting);
    }
    std::vector<std::size_t> widths(headings.size(), 0);
    for (const TableRow& line : lines) {
        for (std::size_t i = 0; i < line.size() && i < widths.size(); ++i) {
            widths[i] = std::max(widths[i], columns_of(line[i]));
        }
    }
    std::string table;
    for (const TableRow& line : lines) {
        std::string text;
        for (std::size_t i = 0; i < line.size() && i < widths.size(); ++i) {
            text += line[i] + std::string(widths[i] - columns_of(line[i]) + 2, ' ');
        }
        text.erase(text.find_last_not_of(' ') + 1);
        table += text + '\n';
    }
    return table;
}

}  // namespace veldwerk::carriage
