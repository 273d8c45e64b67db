// SPDX-License-Identifier: EUPL-1.2
#include "protocol/carriage/import.hpp"

#include <gtest/gtest.h>
#include <nlohmann/json.hpp>

#include <sstream>

namespace veldwerk::carriage {
namespace {

/// A house without records that takes all but what is called Nobody.
ImportHouse house_of(std::vector<std::size_t>& writes, std::size_t rows_per_write_max) {
    ImportHouse house;
    house.ground.record = [](const RecordType&, const std::string& name) -> Result<Json> {
        return refuse(Reason::unknown_record, "there is no " + name);
    };
    house.rows_per_write_max = rows_per_write_max;
    house.write = [&writes](std::span<const RecordEdit> edits) {
        writes.push_back(edits.size());
        std::vector<WriteOutcome> outcomes;
        for (const auto& edit : edits) {
            if (edit.fields.back().values.front() == "Nobody") {
                outcomes.push_back(refuse(Reason::rule, "no"));
            } else {
                outcomes.push_back(true);
            }
        }
        return outcomes;
    };
    return house;
}

constexpr const char* file =
    "code;naam;schoenmaat\nA;Anna;40\nB;Nobody;41\nC\nD;Dirk;43\nE;Els;38\n";

TEST(Import, GoodRowsGoInAndBrokenOnesAreTold) {
    std::vector<std::size_t> writes;
    std::istringstream stream(file);

    const auto report = import_csv(stream, {"coach", {}}, house_of(writes, 2)).value();

    EXPECT_EQ(writes, (std::vector<std::size_t>{2, 2}));
    EXPECT_EQ(
        json_of_report(report).dump(),
        "{\"rows\":5,\"accepted\":3,\"unchanged\":0,\"refused\":[{\"line\":3,\"reason\":\"no\"},"
        "{\"line\":4,\"reason\":\"has 1 cells where the headings are 3\"}],"
        "\"notices\":[\"dropped \\\"schoenmaat\\\": no field of coach\"]}");
}

TEST(Import, ATerminalIsNotFlooded) {
    std::vector<std::size_t> writes;
    std::istringstream stream(file);
    const auto report = import_csv(stream, {"coach", {}}, house_of(writes, 9)).value();

    EXPECT_EQ(told_report(report, 1),
              "5 rows: 3 accepted, 0 unchanged, 2 refused\n"
              "  line 3: no\n"
              "  and 1 more; --json lists them all\n"
              "note: dropped \"schoenmaat\": no field of coach\n");
}

TEST(Import, WhatConcernsTheWholeFileIsRefusedAsAWhole) {
    std::vector<std::size_t> writes;
    const auto house = house_of(writes, 1);
    std::istringstream empty;
    std::istringstream strange("x;y\n1;2\n");

    EXPECT_EQ(import_csv(empty, {"coach", {}}, house).error().reason, Reason::malformed);
    EXPECT_EQ(import_csv(strange, {"coach", {}}, house).error().reason, Reason::invalid_value);
    EXPECT_EQ(import_csv(strange, {"shoe", {}}, house).error().reason, Reason::wrong_use);
}

}  // namespace
}  // namespace veldwerk::carriage
