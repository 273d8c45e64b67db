// SPDX-License-Identifier: EUPL-1.2
// Which column of a file is which field. Headings are the schema's names, Dutch or English, in any
// order; a map file says what else they are called. The layout of an employer's absence list is
// built in. What is not known is dropped and named, and what looks like health or personal data is
// dropped with that reason: it may not be imported, whatever a map says.
#pragma once

#include "protocol/carriage/field_cell.hpp"

#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace veldwerk::carriage {

/// A map file (TOML), read:
///   [columns]        "Naam voluit" = "family_name"
///   [values.status]  "DOKTER" = "special_leave"
///   [factor]         minutes = "hours"        (or a number, or "euro" for cents)
struct MapFile {
    std::map<std::string, std::string, std::less<>> columns;   ///< folded heading to a field
    std::map<std::string, CellReading, std::less<>> readings;  ///< by field
};
[[nodiscard]] Result<MapFile> read_map_file(std::string_view toml);

/// The columns that belong to no field of the schema, but say something of a record.
namespace column {
inline constexpr std::string_view id = "id",  ///< of the record, as an export writes it
    participant = "participant",  ///< with the date it chooses an observation's placement
    status = "status", minutes = "minutes";  ///< of an observation: its one part
}  // namespace column

/// A status of the absence layout that tells a reason, which is health data: the day is kept as
/// special leave, the reason is not.
inline constexpr std::string_view doctor_visit = "artsbezoek";

struct ImportMap {
    struct Column {
        std::size_t cell{};
        std::string field;  ///< a field of the type, or one of `column`
    };
    const RecordType* type{};
    std::vector<Column> columns;
    std::map<std::string, CellReading, std::less<>> readings;
    std::vector<std::string> notices;

    /// The cell of a field; nothing if no column has it.
    [[nodiscard]] std::optional<std::size_t> cell_of(std::string_view field) const;
    [[nodiscard]] const CellReading& reading_of(std::string_view field) const;
};

/// Refuses a type that nobody writes, two columns for one field, a map that names a field that is
/// not there, and headings that cannot make a record.
[[nodiscard]] Result<ImportMap> map_columns(const RecordType& type,
                                            const std::vector<std::string>& headings,
                                            const MapFile& map);

}  // namespace veldwerk::carriage
