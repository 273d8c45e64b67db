// SPDX-License-Identifier: EUPL-1.2
// CSV as Dutch offices exchange it. Reading takes what spreadsheets make (`;`, `,` or TAB, with or
// without a BOM, UTF-8 or windows-1252, CRLF or LF, line breaks within quotes) row by row in
// bounded memory, and says of each row that is broken where it stands and why. A quote that is
// never closed costs its own line, not the rest of the file. Writing makes what Excel here opens by
// itself.
#pragma once

#include "protocol/records/result.hpp"

#include <cstdint>
#include <deque>
#include <istream>
#include <optional>
#include <ostream>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace veldwerk::carriage {

namespace csv {
/// A row holds a few long notes at most, and a broken one must not cost the memory of the file.
inline constexpr std::size_t row_bytes_max = 256 * 1024;
/// A cell of many lines is a letter; beyond this a quote was forgotten.
inline constexpr std::size_t lines_per_row_max = 500;
inline constexpr std::size_t columns_max = 500;
}  // namespace csv

/// A line of a file that was not taken, and what is wrong with it. Lines count from 1.
struct RefusedLine {
    std::uint64_t line{};
    std::string reason;
    bool operator==(const RefusedLine&) const = default;
};

struct CsvRow {
    std::uint64_t line{};            ///< where it begins in the file
    std::vector<std::string> cells;  ///< UTF-8, one for each heading
};

class CsvReader {
public:
    /// Reads the headings, and from them the separator. Refuses a file without headings, and one
    /// whose headings are broken. The stream is read from here on, and must outlive the reader.
    [[nodiscard]] static Result<CsvReader> open(std::istream& file);

    /// Without surrounding blanks.
    [[nodiscard]] const std::vector<std::string>& headings() const { return headings_; }
    /// The next row, or what is wrong with it; nothing at the end of the file. Rows whose cells are
    /// all empty are passed over.
    [[nodiscard]] std::optional<tl::expected<CsvRow, RefusedLine>> next();
    /// Whether a line was no UTF-8 so far, and was read as windows-1252.
    [[nodiscard]] bool read_as_windows_1252() const { return windows_1252_; }

private:
    struct Line {
        std::uint64_t number{};
        std::string text;    ///< UTF-8, without its end
        std::string broken;  ///< why it cannot be read; empty: it can
    };
    struct Parsed {
        std::vector<std::string> cells;
        std::size_t lines{};  ///< of the file that it took
        std::string broken;   ///< why it is no row; empty: it is one
    };
    explicit CsvReader(std::istream& file) : file_(&file) {}

    Result<void> begin();
    bool read_line();
    Line* line(std::size_t ahead);
    Parsed parse_row();
    void drop_lines(std::size_t count);

    std::istream* file_;
    std::deque<Line> lines_;  ///< read, not yet part of a row that was given out
    std::uint64_t lines_read_{};
    char separator_ = ';';
    bool has_bom_ = false;
    bool windows_1252_ = false;
    std::vector<std::string> headings_;
};

/// What goes into a cell. A number is written as it is; text that a spreadsheet would take for a
/// formula gets an apostrophe, which `plain_cell` takes off again.
struct CsvCell {
    std::string text;
    bool number = false;
};

/// `;`, UTF-8 with BOM, CRLF, quotes doubled. Whether the stream failed is the caller's to ask.
class CsvWriter {
public:
    explicit CsvWriter(std::ostream& out) : out_(out) {}
    void write(std::span<const CsvCell> cells);

private:
    std::ostream& out_;
    bool begun_ = false;
};

/// The text of a cell, without the apostrophe that kept a spreadsheet from computing it.
[[nodiscard]] std::string plain_cell(std::string_view cell);

/// 1250 hundredths are "12,50".
[[nodiscard]] std::string decimal_comma(std::int64_t hundredths);

}  // namespace veldwerk::carriage
