// SPDX-License-Identifier: EUPL-1.2
#include "daemon/exchange/import.hpp"

#include "tests/daemon/office/small_world.hpp"

#include <nlohmann/json.hpp>

#include <sstream>

namespace veldwerk::office {
namespace {

class ImportAtOffice : public ::testing::Test {
protected:
    carriage::ImportReport import(const std::string& type, const std::string& text,
                                  bool rehearsal = false) {
        std::istringstream file(text);
        const auto house = import_house(*world.office, {world.person, rehearsal});
        return carriage::import_csv(file, {type, {}}, house).value();
    }
    std::size_t count(TypeNumber type) { return world.office->ledger().all(type).size(); }

    SmallWorld world;
    RecordId placement = world.placement("L6", "D006");
};

constexpr const char* week =
    "placement;date;status;minutes\n"
    "L6;30-11-2026;present;432\n"
    "L6;01-12-2026;present;432\n";

TEST_F(ImportAtOffice, AFileOfAnEmployerBecomesObservationsAndDays) {
    const auto report = import("observation", week);

    EXPECT_EQ(report.accepted, 2U);
    EXPECT_TRUE(report.refused.empty());
    const auto ids = world.office->ledger().all(type::observation);
    ASSERT_EQ(ids.size(), 2U);
    EXPECT_EQ(world.text("observation", ids[0], "source"), "import");
    EXPECT_EQ(world.text("observation", ids[0], "row"), "1");
    EXPECT_EQ(world.text("observation", ids[0], "parts"), "present:432");
}

TEST_F(ImportAtOffice, TheSameFileTwiceAddsNothing) {
    import("observation", week);
    const auto acts = world.office->ledger().life().acts;

    const auto again = import("observation", week);

    EXPECT_EQ(again.accepted, 0U);
    EXPECT_EQ(again.unchanged, 2U);
    EXPECT_EQ(world.office->ledger().life().acts, acts);
}

TEST_F(ImportAtOffice, ACorrectedRowSupersedesAndMayComeBack) {
    const std::string headings = "deelnemer;datum;status;uren_afwezig;bronregel\n";
    import("observation", headings + "D006;01-12-2026;ZIEK;4,00;7\n");
    const auto first = world.office->ledger().all(type::observation).front();

    const auto corrected = import("observation", headings + "D006;01-12-2026;ZIEK;2,00;7\n");
    const auto back = import("observation", headings + "D006;01-12-2026;ZIEK;4,00;7\n");
    const auto same = import("observation", headings + "D006;01-12-2026;ZIEK;4,00;7\n");

    EXPECT_EQ(corrected.accepted + back.accepted, 2U);
    EXPECT_EQ(same.unchanged, 1U);
    const auto ids = world.office->ledger().all(type::observation);
    ASSERT_EQ(ids.size(), 3U);
    EXPECT_TRUE(world.reviews().empty());
    EXPECT_EQ(world.text("observation", first, "parts"), "sick:240");
}

TEST_F(ImportAtOffice, RefusedLinesAreToldAndTheGoodOnesGoIn) {
    const auto report = import("observation",
                               "placement;date;status;minutes\n"
                               "L6;30-11-2026;present;432\n"
                               "L6;24-12-2026;present;432\n"
                               "L9;30-11-2026;present;432\n"
                               "L6;01-12-2026;present;2000\n"
                               "L6;01-12-2026;present\n");

    EXPECT_EQ(report.rows, 5U);
    EXPECT_EQ(report.accepted, 1U);
    ASSERT_EQ(report.refused.size(), 4U);
    for (std::size_t i = 0; i < 4; ++i)
        EXPECT_EQ(report.refused[i].line, i + 3);
    EXPECT_NE(report.refused[0].reason.find("has not come yet"), std::string::npos);
}

TEST_F(ImportAtOffice, ADryRunFindsTheSameAndWritesNothing) {
    const std::string file = std::string(week) + "L6;24-12-2026;present;432\n";
    const auto acts = world.office->ledger().life().acts;

    const auto rehearsed = import("observation", file, true);

    EXPECT_EQ(world.office->ledger().life().acts, acts);
    EXPECT_EQ(count(type::observation), 0U);
    EXPECT_EQ(carriage::json_of_report(rehearsed).dump(),
              carriage::json_of_report(import("observation", file)).dump());
}

TEST_F(ImportAtOffice, ParticipantsAreMadeAndUpdatedByTheirCode) {
    import("participant", "code;voornaam;telefoonnummers\nD1;Een;0612|0613\nD2;Twee;\n");
    const auto report = import("participant",
                               "code;voornaam;telefoonnummers\nD1;Een;0612|0613\nD2;Anders;\n"
                               "D3;Drie;06\n");

    EXPECT_EQ(report.accepted, 2U);
    EXPECT_EQ(report.unchanged, 1U);
    const auto second = world.office->ledger().resolve(type::participant, "D2").value();
    EXPECT_EQ(world.text("participant", second, "given_name"), "Anders");
    EXPECT_EQ(count(type::participant), 4U);
}

TEST_F(ImportAtOffice, EachRowIsAnActOfThePersonWhoImports) {
    const auto before = world.office->ledger().life().acts;

    import("observation", week);

    EXPECT_EQ(world.office->ledger().life().acts, before + 2);
    const auto id = world.office->ledger().all(type::observation).front();
    EXPECT_EQ(world.state("observation", id).candidates.front().by.person, world.person);
}

}  // namespace
}  // namespace veldwerk::office
