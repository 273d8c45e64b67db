// SPDX-License-Identifier: EUPL-1.2
#include "protocol/carriage/import.hpp"
#include "protocol/carriage/type_names.hpp"

#include <nlohmann/json.hpp>

#include <algorithm>

namespace veldwerk::carriage {
namespace {

/// Rows on their way to the house.
class Importing {
public:
    Importing(const ImportMap& map, const ImportHouse& house)
        : house_(house), rows_(map, house.ground) {
        report_.notices = map.notices;
    }

    void take(const tl::expected<CsvRow, RefusedLine>& row);
    ImportReport finish();

private:
    void write();

    const ImportHouse& house_;
    RowImport rows_;
    ImportReport report_;
    std::vector<RecordEdit> edits_;
    std::vector<std::uint64_t> lines_;  ///< beside the edits
};

void Importing::take(const tl::expected<CsvRow, RefusedLine>& row) {
    ++report_.rows;
    if (!row) {
        report_.refused.push_back(row.error());
        return;
    }
    auto edit = rows_.edit_of(*row);
    if (!edit) {
        report_.refused.push_back({row->line, edit.error().detail});
    } else if (!*edit) {
        ++report_.unchanged;
    } else {
        edits_.push_back(std::move(**edit));
        lines_.push_back(row->line);
        if (edits_.size() >= house_.rows_per_write_max) write();
    }
}

void Importing::write() {
    if (edits_.empty()) return;
    const auto outcomes = house_.write(edits_);
    expect(outcomes.size() == edits_.size(), "a house answers each edit");
    for (std::size_t i = 0; i < outcomes.size(); ++i) {
        if (!outcomes[i]) {
            report_.refused.push_back({lines_[i], outcomes[i].error().detail});
        } else if (*outcomes[i]) {
            ++report_.accepted;
        } else {
            ++report_.unchanged;
        }
    }
    edits_.clear();
    lines_.clear();
    if (house_.progress) house_.progress(report_.rows);
}

ImportReport Importing::finish() {
    write();
    std::stable_sort(report_.refused.begin(), report_.refused.end(),
                     [](const RefusedLine& a, const RefusedLine& b) { return a.line < b.line; });
    for (auto& notice : rows_.notices())
        report_.notices.push_back(std::move(notice));
    return std::move(report_);
}

}  // namespace

Result<ImportReport> import_csv(std::istream& file, const ImportOrder& order,
                                const ImportHouse& house) {
    const RecordType* const type = find_type(order.type);
    if (type == nullptr) {
        return refuse(Reason::wrong_use, told_unknown_type(order.type));
    }
    auto reader = CsvReader::open(file);
    if (!reader) return tl::unexpected<Error>(reader.error());
    const auto map = map_columns(*type, reader->headings(), order.map);
    if (!map) return tl::unexpected<Error>(map.error());
    Importing importing(*map, house);
    while (const auto row = reader->next())
        importing.take(*row);
    ImportReport report = importing.finish();
    if (reader->read_as_windows_1252()) {
        report.notices.push_back("the file is no UTF-8 and was read as windows-1252");
    }
    return report;
}

Json json_of_report(const ImportReport& report) {
    Json refused = Json::array();
    for (const auto& line : report.refused) {
        refused.push_back({{"line", line.line}, {"reason", line.reason}});
    }
    return {{"rows", report.rows},
            {"accepted", report.accepted},
            {"unchanged", report.unchanged},
            {"refused", std::move(refused)},
            {"notices", report.notices}};
}

std::string told_report(const ImportReport& report, std::size_t refused_max) {
    std::string told = std::to_string(report.rows) + " rows: " + std::to_string(report.accepted) +
                       " accepted, " + std::to_string(report.unchanged) + " unchanged, " +
                       std::to_string(report.refused.size()) + " refused\n";
    const std::size_t shown = std::min(refused_max, report.refused.size());
    for (std::size_t i = 0; i < shown; ++i) {
        const RefusedLine& line = report.refused[i];
        told += "  line " + std::to_string(line.line) + ": " + line.reason + '\n';
    }
    if (shown < report.refused.size()) {
        told += "  and " + std::to_string(report.refused.size() - shown) +
                " more; --json lists them all\n";
    }
    for (const auto& notice : report.notices)
        told += "note: " + notice + '\n';
    return told;
}

}  // namespace veldwerk::carriage
