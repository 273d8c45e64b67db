// SPDX-License-Identifier: EUPL-1.2
// The schema as a document: the field tables of protocol/README.md. They are written from the
// schema and a test compares them, so that the document cannot fall behind.
#pragma once

#include <string>

namespace veldwerk {

/// Where the tables stand in the document.
inline constexpr const char* schema_document_begin = "<!-- schema begin -->\n";
inline constexpr const char* schema_document_end = "<!-- schema end -->\n";

/// Markdown: a section for each record type in order of number, then the closed vocabularies.
[[nodiscard]] std::string describe_schema();

}  // namespace veldwerk
