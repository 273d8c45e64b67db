// SPDX-License-Identifier: EUPL-1.2
// From a row of a file to what is to be written. An observation belongs to the one placement that
// its participant had on its date; its key is the employer's (placement, date, row), so that the
// same file twice adds nothing and a corrected row supersedes what it corrects. Of other types a
// row creates a record, or updates the one whose id or code it holds; what would not change is left
// out.
#pragma once

#include "protocol/carriage/csv.hpp"
#include "protocol/carriage/editing.hpp"
#include "protocol/carriage/import_map.hpp"
#include "protocol/carriage/value_json.hpp"

#include <functional>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace veldwerk::carriage {

/// What an import asks of a house. Records are as record_json.hpp writes them. Reads only.
struct ImportGround {
    /// By id, code or tail; the refusal says that there is none, or several.
    std::function<Result<Json>(const RecordType&, const std::string& name)> record;
    std::function<std::vector<Json>(const RecordId& participant)> placements;
    std::function<std::vector<Json>(const RecordId& placement, CivilDate date)> observations;
};

class RowImport {
public:
    /// Both must outlive it.
    RowImport(const ImportMap& map, const ImportGround& ground) : map_(map), ground_(ground) {}

    /// The edit that a row asks for; nothing if all it says is here already. Rows are to be given
    /// in the order of the file, refused ones too.
    [[nodiscard]] Result<std::optional<RecordEdit>> edit_of(const CsvRow& row);

    /// What is to be told once at the end.
    [[nodiscard]] std::vector<std::string> notices() const;

private:
    using Edit = Result<std::optional<RecordEdit>>;
    struct Day {
        std::string placement;  ///< full id
        CivilDate date;
    };

    [[nodiscard]] std::string text(const CsvRow& row, std::string_view column) const;
    [[nodiscard]] Result<std::vector<std::string>> texts(const CsvRow& row,
                                                         const Field& field) const;

    Edit observation(const CsvRow& row);
    Result<Day> day_of(const CsvRow& row);
    Result<std::string> placement_of(const std::string& participant, CivilDate date);
    Result<std::string> parts_of(const CsvRow& row);
    Edit beside_known(RecordEdit edit, const Day& day, const std::string& key);

    Edit other(const CsvRow& row);
    Result<std::optional<Json>> record_of(const CsvRow& row);
    Result<std::optional<FieldEdit>> changed(const Field& field, std::vector<std::string> texts,
                                             const std::optional<Json>& record);
    Result<std::string> resolve(const RecordType& type, const std::string& name);

    const ImportMap& map_;
    const ImportGround& ground_;
    std::map<std::string, std::string, std::less<>> resolved_;  ///< "type name" to full id
    std::map<std::string, std::vector<Json>> placements_;       ///< by participant, full id
    std::map<std::string, std::uint64_t> ordinals_;  ///< rows so far of a placement and date
    struct Seen {
        std::uint64_t line{};
        std::string value;
    };
    std::map<std::string, Seen> seen_;  ///< keys that this file has had: rows, ids, codes
    std::uint64_t doctor_visits_{};
};

}  // namespace veldwerk::carriage
