// SPDX-License-Identifier: EUPL-1.2
// Records of one type to a file, one at a time. CSV is for people and spreadsheets: Dutch headings
// and words, dd-mm-jjjj, references by code where the record has one; `import` reads it again. JSON
// Lines is for machines: the records as `show --json` prints them.
#pragma once

#include "daemon/ledger/ledger.hpp"

#include <ostream>
#include <string>

namespace veldwerk::office {

enum class ExportFormat { csv, jsonl };

/// Returns how many records were written. Refuses a type that is not there; whether the stream
/// failed is the caller's to ask.
[[nodiscard]] Result<std::uint64_t> export_records(Ledger& ledger, const std::string& type,
                                                   ExportFormat format, std::ostream& out);

}  // namespace veldwerk::office
