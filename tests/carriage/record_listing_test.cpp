// SPDX-License-Identifier: EUPL-1.2
#include "protocol/carriage/record_listing.hpp"

#include <gtest/gtest.h>

#include <sstream>

namespace veldwerk::carriage {
namespace {

const RecordType& placement() { return *find_type(type::placement); }

/// A placement of which every field says something, or only those named.
ListedRecord record_with(const std::vector<FieldStory>& values, const std::string& otherwise = {}) {
    ListedRecord record{"01a218ae-5441-7670-a378-1fb8c312c8da", "5a36138c", {}};
    for (const Field& field : placement().fields) {
        std::string& value = record.values.emplace_back(otherwise);
        for (const auto& given : values) {
            if (given.field == field.name) value = given.story;
        }
    }
    return record;
}

TEST(RecordListing, ARecordStandsByItsCodeOrByTheEndOfItsId) {
    const std::string table = format_listing(
        placement(), {record_with({{"code", "L1"}, {"state", "active"}}),
                      record_with({{"state", "draft"}})});

    EXPECT_EQ(table,
              "id        state\n"
              "L1        active\n"
              "c312c8da  draft\n");
}

TEST(RecordListing, WhatDoesNotFitOnALineIsLeftOutButTheStateNever) {
    const std::string table =
        format_listing(placement(), {record_with({{"state", "active"}}, "a rather long value")});

    std::istringstream lines(table);
    std::string headings;
    std::getline(lines, headings);
    EXPECT_LE(headings.size(), listing_columns_max);
    EXPECT_NE(headings.find("state"), std::string::npos);
    EXPECT_NE(table.find("--id ID shows all fields"), std::string::npos);
}

TEST(RecordListing, OneRecordShowsItsWholeIdAndEachFieldThatSaysSomething) {
    EXPECT_EQ(format_record(placement(), record_with({{"code", "L1"}, {"state", "active"}})),
              "placement 01a218ae-5441-7670-a378-1fb8c312c8da@5a36138c\n"
              "  code: L1\n"
              "  state: active\n");
}

TEST(RecordListing, AGroupThatMergesAsOneIsExplainedOnce) {
    const std::string told =
        format_stories(placement(), record_with({{"code", "L1"}}),
                       {{"code", "L1, by Carla."},
                        {"start", "start 2026-11-30, by Carla."},
                        {"end", "start 2026-11-30, by Carla."},
                        {"end_reason", "start 2026-11-30, by Carla."}});

    EXPECT_NE(told.find("  code: L1, by Carla.\n  start, end, end_reason: start 2026-11-30, by "
                        "Carla.\n"),
              std::string::npos)
        << told;
}

}  // namespace
}  // namespace veldwerk::carriage
