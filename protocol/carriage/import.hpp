// SPDX-License-Identifier: EUPL-1.2
// An import from the first line to the report, the same in both houses: the house says what it has
// and writes what it is given, some rows at a time. A broken or refused row stops nothing but
// itself.
#pragma once

#include "protocol/carriage/import_rows.hpp"

#include <cstdint>
#include <functional>
#include <istream>
#include <span>
#include <string>
#include <vector>

namespace veldwerk::carriage {

struct ImportReport {
    std::uint64_t rows{};              ///< of the file: the three below together
    std::uint64_t accepted{};          ///< written, one change each
    std::uint64_t unchanged{};         ///< said what is here already
    std::vector<RefusedLine> refused;  ///< in order of line
    std::vector<std::string> notices;
};

/// Whether an edit wrote something, or why not.
using WriteOutcome = Result<bool>;

struct ImportHouse {
    ImportGround ground;
    /// One outcome for each edit, in order; each edit is a change for itself. A rehearsal checks
    /// the same and writes nothing.
    std::function<std::vector<WriteOutcome>(std::span<const RecordEdit>)> write;
    std::size_t rows_per_write_max = 1;
    std::function<void(std::uint64_t rows)> progress;  ///< now and then; empty: nobody watches
};

struct ImportOrder {
    std::string type;  ///< schema name
    MapFile map;
};

/// Refuses as a whole only what concerns the whole: a type that is not there, headings that fit
/// none.
[[nodiscard]] Result<ImportReport> import_csv(std::istream& file, const ImportOrder& order,
                                              const ImportHouse& house);

/// {"rows","accepted","unchanged","refused":[{"line","reason"}],"notices"}
[[nodiscard]] Json json_of_report(const ImportReport& report);
/// For people: counts, notices, and at most so many of the refused lines.
[[nodiscard]] std::string told_report(const ImportReport& report, std::size_t refused_max);

}  // namespace veldwerk::carriage
