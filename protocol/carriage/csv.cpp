// SPDX-License-Identifier: EUPL-1.2
// A row that breaks (a quote never closed, text behind a closed one, the wrong number of cells)
// costs the line it begins in; reading goes on with the next line of the file. So lines are kept
// until the row they are part of is known to be whole.
#include "protocol/carriage/csv.hpp"

#include "protocol/carriage/cell_text.hpp"

#include <algorithm>
#include <array>

namespace veldwerk::carriage {
namespace {

constexpr std::string_view bom = "\xEF\xBB\xBF";

/// Outside quotes, the separator that the headings hold most; a tie goes to the first here.
char separator_of(std::string_view headings) {
    constexpr std::array candidates{';', '\t', ','};
    std::array<std::size_t, candidates.size()> counts{};
    bool quoted = false;
    for (const char c : headings) {
        if (c == '"') quoted = !quoted;
        if (quoted) continue;
        for (std::size_t i = 0; i < candidates.size(); ++i) {
            if (c == candidates[i]) ++counts[i];
        }
    }
    const auto most = std::max_element(counts.begin(), counts.end());
    return candidates[static_cast<std::size_t>(most - counts.begin())];
}

std::string trimmed(std::string_view text) {
    const auto first = text.find_first_not_of(" \t");
    if (first == std::string_view::npos) return {};
    return std::string(text.substr(first, text.find_last_not_of(" \t") - first + 1));
}

bool all_empty(std::span<const std::string> cells) {
    return std::all_of(cells.begin(), cells.end(),
                       [](const std::string& cell) { return trimmed(cell).empty(); });
}

/// Cuts one line into cells, and knows what a quote that was left open still waits for.
class RowParsing {
public:
    explicit RowParsing(char separator) : separator_(separator) { cells_.emplace_back(); }

    /// Why the line breaks the row; empty: it does not.
    std::string take(std::string_view line) {
        if (state_ == State::quoted) cells_.back().push_back('\n');
        for (const char c : line) {
            if (!take(c)) return "text stands behind a closing quote";
            if (cells_.size() > csv::columns_max) {
                return "has more than " + std::to_string(csv::columns_max) + " cells";
            }
        }
        return {};
    }
    [[nodiscard]] bool waits_for_quote() const { return state_ == State::quoted; }
    [[nodiscard]] std::vector<std::string> cells() && { return std::move(cells_); }

private:
    enum class State { fresh, plain, quoted, closed };

    bool take(char c) {
        if (state_ == State::quoted) {
            if (c == '"') {
                state_ = State::closed;
            } else {
                cells_.back().push_back(c);
            }
        } else if (c == separator_) {
            cells_.emplace_back();
            state_ = State::fresh;
        } else if (c == '"' && state_ != State::plain) {
            if (state_ == State::closed) cells_.back().push_back('"');
            state_ = State::quoted;
        } else if (state_ == State::closed) {
            return c == ' ';
        } else {
            cells_.back().push_back(c);
            state_ = State::plain;
        }
        return true;
    }

    char separator_;
    State state_ = State::fresh;
    std::vector<std::string> cells_;
};

bool starts_formula(std::string_view text) {
    const auto first = text.find_first_not_of('\'');
    return first != std::string_view::npos &&
           std::string_view("=+-@\t\r").find(text[first]) != std::string_view::npos;
}

bool is_plain_number(std::string_view text) {
    if (text.starts_with('-')) text.remove_prefix(1);
    const auto digits = [](std::string_view part) {
        return !part.empty() && part.find_first_not_of("0123456789") == std::string_view::npos;
    };
    const auto comma = text.find(',');
    if (comma == std::string_view::npos) return digits(text);
    return digits(text.substr(0, comma)) && digits(text.substr(comma + 1));
}

}  // namespace

Result<CsvReader> CsvReader::open(std::istream& file) {
    CsvReader reader(file);
    if (auto begun = reader.begin(); !begun) return tl::unexpected<Error>(begun.error());
    return reader;
}

Result<void> CsvReader::begin() {
    while (const Line* first = line(0)) {
        constexpr std::string_view told = "sep=";  // how Excel says it
        if (first->text.size() == told.size() + 1 && first->text.starts_with(told)) {
            separator_ = first->text.back();
            drop_lines(1);
            const Line* second = line(0);
            if (second == nullptr) break;
        } else {
            if (first->text.empty() && first->broken.empty()) {
                drop_lines(1);
                continue;
            }
            separator_ = separator_of(first->text);
        }
        Parsed parsed = parse_row();
        if (!parsed.broken.empty()) {
            return refuse(Reason::malformed, "line " + std::to_string(line(0)->number) +
                                                 ", the headings: " + parsed.broken);
        }
        drop_lines(parsed.lines);
        for (auto& cell : parsed.cells)
            headings_.push_back(trimmed(cell));
        while (!headings_.empty() && headings_.back().empty())
            headings_.pop_back();
        if (!headings_.empty()) return {};
    }
    return refuse(Reason::malformed, "the file has no headings");
}

std::optional<tl::expected<CsvRow, RefusedLine>> CsvReader::next() {
    while (const Line* first = line(0)) {
        const std::uint64_t number = first->number;
        Parsed row = parse_row();
        if (row.broken.empty()) {
            if (all_empty(row.cells)) {
                drop_lines(row.lines);
                continue;
            }
            // Spreadsheets leave separators behind where a column was emptied.
            while (row.cells.size() > headings_.size() && row.cells.back().empty()) {
                row.cells.pop_back();
            }
            if (row.cells.size() == headings_.size()) {
                drop_lines(row.lines);
                return CsvRow{number, std::move(row.cells)};
            }
            row.broken = "has " + std::to_string(row.cells.size()) +
                         " cells where the headings are " + std::to_string(headings_.size());
        }
        drop_lines(1);
        return tl::make_unexpected(RefusedLine{number, std::move(row.broken)});
    }
    return std::nullopt;
}

CsvReader::Parsed CsvReader::parse_row() {
    Parsed parsed;
    RowParsing parsing(separator_);
    std::size_t bytes = 0;
    do {
        const Line* const next = line(parsed.lines);
        if (next == nullptr || parsed.lines == csv::lines_per_row_max ||
            bytes > csv::row_bytes_max) {
            parsed.broken = "a quote is opened and never closed";
            return parsed;
        }
        parsed.broken = next->broken.empty() ? parsing.take(next->text) : next->broken;
        if (!parsed.broken.empty()) return parsed;
        bytes += next->text.size() + 1;
        ++parsed.lines;
    } while (parsing.waits_for_quote());
    if (bytes > csv::row_bytes_max) {
        parsed.broken = "is longer than " + std::to_string(csv::row_bytes_max) + " bytes";
    }
    parsed.cells = std::move(parsing).cells();
    return parsed;
}

CsvReader::Line* CsvReader::line(std::size_t ahead) {
    while (lines_.size() <= ahead) {
        if (!read_line()) return nullptr;
    }
    return &lines_[ahead];
}

bool CsvReader::read_line() {
    Line line;
    std::string bytes;
    std::streambuf* const buffer = file_->rdbuf();
    constexpr int end = std::char_traits<char>::eof();
    int c = buffer == nullptr ? end : buffer->sbumpc();
    if (c == end) return false;
    bool too_long = false;
    for (; c != end && c != '\n'; c = buffer->sbumpc()) {
        too_long = bytes.size() >= csv::row_bytes_max;
        if (!too_long) bytes.push_back(static_cast<char>(c));
    }
    line.number = ++lines_read_;
    if (line.number == 1 && bytes.starts_with(bom)) {
        has_bom_ = true;
        bytes.erase(0, bom.size());
    }
    while (bytes.ends_with('\r')) bytes.pop_back();
    if (too_long) {
        line.broken = "is longer than " + std::to_string(csv::row_bytes_max) + " bytes";
    } else if (bytes.find('\0') != std::string::npos) {
        line.broken = "holds a zero byte: save the file as CSV UTF-8";
    } else if (is_utf8(bytes)) {
        line.text = std::move(bytes);
    } else if (auto converted = has_bom_ ? std::nullopt : utf8_of_windows_1252(bytes)) {
        line.text = std::move(*converted);
        windows_1252_ = true;
    } else {
        line.broken =
            has_bom_ ? "is not UTF-8, as the file says it is" : "is neither UTF-8 nor windows-1252";
    }
    lines_.push_back(std::move(line));
    return true;
}

void CsvReader::drop_lines(std::size_t count) {
    for (; count > 0 && !lines_.empty(); --count)
        lines_.pop_front();
}

void CsvWriter::write(std::span<const CsvCell> cells) {
    if (!begun_) out_ << bom;
    begun_ = true;
    bool first = true;
    for (const CsvCell& cell : cells) {
        if (!first) out_ << ';';
        first = false;
        std::string text = cell.text;
        const bool number = cell.number && is_plain_number(text);
        if (!number && starts_formula(text)) text.insert(0, 1, '\'');
        const bool blank_edge = text.starts_with(' ') || text.ends_with(' ');
        if (!blank_edge && text.find_first_of(";\"\r\n\t") == std::string::npos) {
            out_ << text;
            continue;
        }
        out_ << '"';
        for (const char c : text)
            out_ << (c == '"' ? "\"\"" : std::string_view(&c, 1));
        out_ << '"';
    }
    out_ << "\r\n";
}

std::string plain_cell(std::string_view cell) {
    if (cell.starts_with('\'') && starts_formula(cell)) cell.remove_prefix(1);
    return std::string(cell);
}

std::string decimal_comma(std::int64_t hundredths) {
    const bool negative = hundredths < 0;
    // Through unsigned, so that the smallest number has a magnitude.
    const auto magnitude = negative ? 0 - static_cast<std::uint64_t>(hundredths)
                                    : static_cast<std::uint64_t>(hundredths);
    std::string cents = std::to_string(magnitude % 100);
    if (cents.size() == 1) cents.insert(0, 1, '0');
    return (negative ? "-" : "") + std::to_string(magnitude / 100) + ',' + cents;
}

}  // namespace veldwerk::carriage
