// SPDX-License-Identifier: EUPL-1.2
#include "daemon/exchange/export.hpp"

#include "daemon/exchange/import.hpp"
#include "tests/daemon/office/small_world.hpp"

#include <nlohmann/json.hpp>

#include <sstream>

namespace veldwerk::office {
namespace {

std::string exported(Office& office, const std::string& type, ExportFormat format) {
    std::ostringstream out;
    EXPECT_TRUE(export_records(office.ledger(), type, format, out));
    return out.str();
}

TEST(Export, CsvIsForADutchReader) {
    SmallWorld world;
    const auto placement = world.placement("L1", "D001");

    const std::string csv = exported(*world.office, "placement", ExportFormat::csv);

    EXPECT_EQ(csv.substr(0, 31), "\xEF\xBB\xBFid;code;deelnemer;basisbaan;");
    EXPECT_NE(csv.find(placement.text() + ";L1;D001;;" + world.workplace.text()),
              std::string::npos);
    EXPECT_NE(csv.find(";30-11-2026;"), std::string::npos);
    EXPECT_NE(csv.find(";actief;"), std::string::npos);
}

TEST(Export, JsonLinesAreTheRecordsAsShowPrintsThem) {
    SmallWorld world;
    const auto placement = world.placement("L1", "D001");

    const auto record =
        carriage::Json::parse(exported(*world.office, "placement", ExportFormat::jsonl));

    EXPECT_EQ(record["id"], placement.text());
    EXPECT_EQ(record["start"], "2026-11-30");
    EXPECT_EQ(record["state"], "active");
}

TEST(Export, AnUnknownTypeIsWrongUse) {
    SmallWorld world;
    std::ostringstream out;
    EXPECT_EQ(export_records(world.office->ledger(), "shoe", ExportFormat::csv, out).error().reason,
              Reason::wrong_use);
}

/// Every type that people write is exported and imported into the office it came from: nothing is
/// refused and nothing changes.
TEST(Export, WhatWasExportedIsImportedWithoutAnyChange) {
    SmallWorld world;
    const auto placement = world.placement("L1", "D001");
    world.put("participant", {{"given_name", "=1+1"}, {"phones", "+31612,0613"}}, "D001");
    world.put("observation", {{"placement", placement.text()},
                              {"date", "2026-12-01"},
                              {"parts", "present:300,special_leave:180"},
                              {"source", "seen"}});
    world.put("placement", {{"interruptions", "2026-12-10..2026-12-12"}}, placement.text());
    world.put("employer", {{"name", "Bakker \"De Korst\"; Zn"}, {"kvk", "00000001"}});
    world.put("job", {{"code", "J1"},
                      {"title", "Een\ntwee"},
                      {"kind", "public"},
                      {"minutes_per_week", "2160"},
                      {"employer", world.employer.text()}});
    const auto acts = world.office->ledger().life().acts;

    for (const RecordType& type : schema()) {
        if (type.derived() || type.number == type::decision) continue;
        std::istringstream file(exported(*world.office, std::string(type.name), ExportFormat::csv));
        const auto house = import_house(*world.office, {world.person, false});
        const auto report = carriage::import_csv(file, {std::string(type.name), {}}, house).value();

        EXPECT_EQ(report.unchanged, report.rows) << type.name;
        for (const auto& line : report.refused)
            ADD_FAILURE() << type.name << ": " << line.reason;
    }
    EXPECT_EQ(world.office->ledger().life().acts, acts);
}

}  // namespace
}  // namespace veldwerk::office
