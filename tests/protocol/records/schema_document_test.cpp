// SPDX-License-Identifier: EUPL-1.2
// The specification shows the schema as it is. With VELDWERK_WRITE_DOCUMENT set, the test writes
// the tables instead of comparing them.
#include "protocol/records/schema_document.hpp"

#include <gtest/gtest.h>

#include <cstdlib>
#include <fstream>
#include <iterator>

namespace veldwerk {
namespace {

const std::string document_path = std::string(VELDWERK_SOURCES) + "/protocol/README.md";

std::string read_document() {
    std::ifstream file(document_path, std::ios::binary);
    return {std::istreambuf_iterator<char>(file), {}};
}

TEST(SchemaDocument, ShowsTheSchemaAsItIs) {
    const std::string document = read_document();
    const std::string begin_mark = schema_document_begin;
    const auto begin = document.find(begin_mark);
    const auto end = document.find(schema_document_end);
    ASSERT_NE(begin, std::string::npos) << "protocol/README.md lacks the mark " << begin_mark;
    ASSERT_NE(end, std::string::npos) << "protocol/README.md lacks the mark for the end";
    const auto first = begin + begin_mark.size();

    if (std::getenv("VELDWERK_WRITE_DOCUMENT") != nullptr) {
        std::ofstream(document_path, std::ios::binary)
            << document.substr(0, first) << describe_schema() << document.substr(end);
        return;
    }

    EXPECT_EQ(document.substr(first, end - first), describe_schema())
        << "the schema changed; run this test with VELDWERK_WRITE_DOCUMENT=1";
}

}  // namespace
}  // namespace veldwerk
