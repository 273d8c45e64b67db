// SPDX-License-Identifier: EUPL-1.2
// Records as a person reads them in a terminal: many in a table, one line each; one whole. Both
// sides print them alike. Values come as text, references already named.
#pragma once

#include <string>
#include <vector>

#include "protocol/records/schema.hpp"

namespace veldwerk::carriage {

struct ListedRecord {
    std::string id;                   ///< full
    std::string version;
    std::vector<std::string> values;  ///< one for each field, in the schema's order
};

/// A line of a terminal; what does not fit on it is shown by `--id`.
inline constexpr std::size_t listing_columns_max = 100;

/// Each record by its code, or the end of its id, as commands take it; then its fields in the
/// schema's order as long as they fit, its state always. Ends in a line feed.
[[nodiscard]] std::string format_listing(const RecordType& type,
                                         const std::vector<ListedRecord>& records);

/// The record's full id and version, then a line for each field that is not empty.
[[nodiscard]] std::string format_record(const RecordType& type, const ListedRecord& record);

/// One line for each field that has a story; a group, which merges as one, has one.
struct FieldStory {
    std::string field;
    std::string story;
};
[[nodiscard]] std::string format_stories(const RecordType& type, const ListedRecord& record,
                                         const std::vector<FieldStory>& stories);

}  // namespace veldwerk::carriage
