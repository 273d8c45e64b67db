// SPDX-License-Identifier: EUPL-1.2
#include "protocol/carriage/import_map.hpp"

#include <gtest/gtest.h>

namespace veldwerk::carriage {
namespace {

using Headings = std::vector<std::string>;

Result<ImportMap> map(const char* type, const Headings& headings, const MapFile& file = {}) {
    return map_columns(*find_type(type), headings, file);
}

TEST(ImportMap, HeadingsAreDutchOrEnglishInAnyOrderAndCase) {
    const auto columns =
        map("participant", {"Achternaam", "CODE", "given_name", "E-mail", "Einde uitkering"})
            .value();

    EXPECT_EQ(columns.cell_of("family_name"), 0U);
    EXPECT_EQ(columns.cell_of("code"), 1U);
    EXPECT_EQ(columns.cell_of("given_name"), 2U);
    EXPECT_EQ(columns.cell_of("email"), 3U);
    EXPECT_EQ(columns.cell_of("benefit_end"), 4U);
    EXPECT_TRUE(columns.notices.empty());
}

TEST(ImportMap, TheAbsenceLayoutIsBuiltIn) {
    const auto columns =
        map("observation", {"deelnemer", "datum", "status", "uren_afwezig", "bronregel"}).value();

    EXPECT_EQ(columns.cell_of(column::participant), 0U);
    EXPECT_EQ(columns.cell_of("date"), 1U);
    EXPECT_EQ(columns.cell_of(column::minutes), 3U);
    EXPECT_EQ(columns.cell_of("row"), 4U);
    EXPECT_EQ(columns.reading_of(column::minutes).factor.millionths, 60'000'000);
    EXPECT_EQ(columns.reading_of(column::status).values.at("artsbezoek"), "special_leave");
}

TEST(ImportMap, MinutesAreMinutes) {
    const auto columns = map("observation", {"placement", "date", "status", "minutes"}).value();

    EXPECT_FALSE(columns.reading_of(column::minutes).factor.changes());
}

TEST(ImportMap, WhatIsUnknownAndWhatMayNotBeImportedIsDroppedAndNamed) {
    const auto columns =
        map("observation", {"placement", "date", "parts", "Afdeling", "Reason for absence",
                            "Social drinker", "Body mass index", "bron"})
            .value();

    ASSERT_EQ(columns.notices.size(), 3U);
    EXPECT_EQ(columns.notices[0],
              "dropped \"Reason for absence\", \"Social drinker\", \"Body mass "
              "index\": health or personal data that may not be imported");
    EXPECT_EQ(columns.notices[1], "dropped \"Afdeling\": no field of observation");
    EXPECT_NE(columns.notices[2].find("\"bron\""), std::string::npos);
    EXPECT_EQ(columns.columns.size(), 3U);
}

TEST(ImportMap, AReasonOfTheSchemaItselfIsNoHealthData) {
    const auto columns = map("placement", {"code", "reden_einde"}).value();

    EXPECT_EQ(columns.cell_of("end_reason"), 1U);
    EXPECT_TRUE(columns.notices.empty());
}

TEST(ImportMap, AMapFileSaysWhatElseThingsAreCalled) {
    const auto file =
        read_map_file(
            "[columns]\n\"Wie\" = \"participant\"\n\"Dag\" = \"date\"\n\"Wat\" = \"status\"\n"
            "\"Duur\" = \"minutes\"\n\"Reden\" = \"row\"\n"
            "[values.status]\n\"Z\" = \"sick\"\n[factor]\nminutes = \"hours\"\n")
            .value();

    const auto columns = map("observation", {"wie", "dag", "wat", "duur", "reden"}, file).value();

    EXPECT_EQ(columns.cell_of(column::participant), 0U);
    EXPECT_EQ(columns.reading_of(column::status).values.at("z"), "sick");
    EXPECT_EQ(columns.reading_of(column::minutes).factor.millionths, 60'000'000);
    EXPECT_FALSE(columns.cell_of("row"));
    EXPECT_EQ(columns.notices.size(), 1U);
}

TEST(ImportMap, AMapThatMakesNoSenseIsWrongUse) {
    for (const char* toml : {"[columns", "[unknown]\na = \"b\"\n", "[columns]\na = 1\n",
                             "[factor]\nminutes = 1000\n", "[factor]\nminutes = \"days\"\n",
                             "[factor]\nminutes = 0\n", "[values]\nstatus = \"x\"\n"}) {
        EXPECT_EQ(read_map_file(toml).error().reason, Reason::wrong_use) << toml;
    }
    const auto no_field = read_map_file("[columns]\nx = \"shoe_size\"\n").value();
    EXPECT_EQ(map("participant", {"code"}, no_field).error().reason, Reason::wrong_use);
}

TEST(ImportMap, HeadingsThatCannotMakeARecordAreRefused) {
    EXPECT_FALSE(map("observation", {"placement", "date", "status"}));
    EXPECT_FALSE(map("observation", {"date", "status", "minutes"}));
    EXPECT_FALSE(map("participant", {"schoenmaat"}));
    EXPECT_FALSE(map("participant", {"code", "Code"}));
    EXPECT_FALSE(map("established_day", {"placement", "date"}));
}

}  // namespace
}  // namespace veldwerk::carriage
