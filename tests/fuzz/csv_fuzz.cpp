// SPDX-License-Identifier: EUPL-1.2
// Whatever bytes a CSV holds: every row has a cell for each heading, lines only rise, all cells are
// UTF-8, and rows that are written again are read as they were.
#include "protocol/carriage/cell_text.hpp"
#include "protocol/carriage/csv.hpp"

#include <cstdint>
#include <cstdlib>
#include <sstream>

namespace {

using veldwerk::carriage::CsvCell;
using veldwerk::carriage::CsvReader;
using veldwerk::carriage::CsvRow;
using veldwerk::carriage::CsvWriter;

void demand(bool holds) {
    if (!holds) std::abort();
}

std::vector<CsvRow> rows_of(const std::string& bytes, bool whole) {
    std::istringstream file(bytes);
    std::vector<CsvRow> rows;
    auto reader = CsvReader::open(file);
    demand(!whole || reader.has_value());
    if (!reader) return rows;
    std::uint64_t line = 0;
    while (auto row = reader->next()) {
        const std::uint64_t number = *row ? (*row)->line : row->error().line;
        demand(number > line);
        line = number;
        demand(!whole || row->has_value());
        if (!*row) continue;
        demand((*row)->cells.size() == reader->headings().size());
        for (const auto& cell : (*row)->cells)
            demand(veldwerk::carriage::is_utf8(cell));
        rows.push_back(std::move(**row));
    }
    return rows;
}

std::string written(const std::vector<CsvRow>& rows) {
    std::ostringstream out;
    CsvWriter writer(out);
    std::vector<CsvCell> headings;
    for (std::size_t i = 0; i < rows.front().cells.size(); ++i)
        headings.push_back({"h"});
    writer.write(headings);
    for (const auto& row : rows) {
        std::vector<CsvCell> cells;
        for (const auto& cell : row.cells)
            cells.push_back({cell});
        writer.write(cells);
    }
    return out.str();
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    const auto rows = rows_of(std::string(reinterpret_cast<const char*>(data), size), false);
    if (rows.empty()) return 0;

    const auto again = rows_of(written(rows), true);

    demand(again.size() == rows.size());
    for (std::size_t i = 0; i < rows.size(); ++i) {
        for (std::size_t cell = 0; cell < rows[i].cells.size(); ++cell) {
            demand(veldwerk::carriage::plain_cell(again[i].cells[cell]) == rows[i].cells[cell]);
        }
    }
    return 0;
}
