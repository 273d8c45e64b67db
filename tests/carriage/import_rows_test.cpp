// SPDX-License-Identifier: EUPL-1.2
#include "protocol/carriage/import_rows.hpp"

#include <gtest/gtest.h>
#include <nlohmann/json.hpp>

namespace veldwerk::carriage {
namespace {

RecordId id(unsigned number) {
    RecordId made;
    made.bytes[15] = static_cast<std::uint8_t>(number);
    made.bytes[6] = 0x70;
    return made;
}
std::string text_of(unsigned number) {
    return id(number).text();
}

/// A house with a participant D1 (1) on one placement L1 (2) of December and later two at once.
struct SmallHouse {
    std::vector<Json> observations;
    Json participant = {
        {"id", text_of(1)}, {"code", "D1"}, {"given_name", "Test"}, {"phones", {"0612"}}};
    std::vector<Json> placements = {
        {{"id", text_of(2)}, {"code", "L1"}, {"state", "active"}, {"start", "2026-12-01"}},
        {{"id", text_of(3)},
         {"code", "L2"},
         {"state", "active"},
         {"start", "2027-01-01"},
         {"end", "2027-01-31"}},
        {{"id", text_of(4)}, {"code", "L3"}, {"state", "withdrawn"}, {"start", "2026-01-01"}}};

    ImportGround ground() {
        return {.record = [this](const RecordType& type, const std::string& name) -> Result<Json> {
                    std::vector<Json> all = placements;
                    if (type.number == type::participant) all = {participant};
                    if (type.number == type::observation) all = observations;
                    for (const Json& record : all) {
                        if (record["id"] == name || record.value("code", "") == name) return record;
                    }
                    return refuse(Reason::unknown_record, "there is no " + name);
                },
                .placements = [this](const RecordId&) { return placements; },
                .observations = [this](const RecordId&, CivilDate) { return observations; }};
    }
};

using Rows = std::vector<std::vector<std::string>>;
using Edits = std::vector<Result<std::optional<RecordEdit>>>;

Edits import(SmallHouse& house, const char* type, const Rows& rows,
             std::vector<std::string>* notices = nullptr) {
    const auto map = map_columns(*find_type(type), rows.front(), {}).value();
    const auto ground = house.ground();
    RowImport import(map, ground);
    Edits edits;
    for (std::size_t i = 1; i < rows.size(); ++i)
        edits.push_back(import.edit_of({i + 1, rows[i]}));
    if (notices != nullptr) *notices = import.notices();
    return edits;
}

std::string value(const RecordEdit& edit, std::string_view field) {
    for (const auto& given : edit.fields) {
        if (given.field == field)
            return given.values.empty() ? std::string{} : given.values.front();
    }
    return "not there";
}

const std::vector<std::string> absence{"deelnemer", "datum", "status", "uren_afwezig", "bronregel"};

TEST(ImportRows, ParticipantAndDateChooseTheOnePlacement) {
    SmallHouse house;

    const auto edits = import(house, "observation",
                              {absence,
                               {"D1", "03-12-2026", "ZIEK", "4,00", "7"},
                               {"D1", "30-11-2026", "ZIEK", "4,00", "8"},
                               {"D1", "2027-01-05", "ZIEK", "4,00", "9"},
                               {"D2", "03-12-2026", "ZIEK", "4,00", "10"}});

    const RecordEdit& edit = **edits[0];
    EXPECT_EQ(edit.type, "observation");
    EXPECT_EQ(value(edit, "placement"), text_of(2));
    EXPECT_EQ(value(edit, "date"), "2026-12-03");
    EXPECT_EQ(value(edit, "parts"), "sick:240");
    EXPECT_EQ(value(edit, "source"), "import");
    EXPECT_EQ(value(edit, "row"), "7");
    EXPECT_NE(edits[1].error().detail.find("no granted placement"), std::string::npos);
    EXPECT_NE(edits[2].error().detail.find("several"), std::string::npos);
    EXPECT_EQ(edits[3].error().reason, Reason::unknown_record);
}

TEST(ImportRows, AStatusIsTranslatedAndAReasonIsNotKept) {
    SmallHouse house;
    std::vector<std::string> notices;

    const auto edits = import(house, "observation",
                              {absence,
                               {"D1", "01-12-2026", "ARTSBEZOEK", "2,00", "1"},
                               {"D1", "02-12-2026", "ONGEOORLOOFD_AFWEZIG", "8,00", "2"},
                               {"D1", "03-12-2026", "AANWEZIG", "0,00", "3"},
                               {"D1", "04-12-2026", "ARTSBEZOEK", "2,00", "4"},
                               {"D1", "05-12-2026", "FEESTDAG", "2,00", "5"},
                               {"D1", "06-12-2026", "ZIEK", "40,00", "6"}},
                              &notices);

    EXPECT_EQ(value(**edits[0], "parts"), "special_leave:120");
    EXPECT_EQ(value(**edits[1], "parts"), "unauthorised_absence:480");
    EXPECT_EQ(value(**edits[2], "parts"), "present:0");
    EXPECT_EQ(edits[4].error().reason, Reason::invalid_value);
    EXPECT_EQ(edits[5].error().detail, "2400 minutes in one day; a day has 0 to 1440");
    ASSERT_EQ(notices.size(), 1U);
    EXPECT_EQ(notices[0].substr(0, 20), "2 visits to a doctor");
}

TEST(ImportRows, WithoutANumberARowIsKnownByItsPlaceAmongThoseOfItsDay) {
    SmallHouse house;

    const auto edits = import(house, "observation",
                              {{"placement", "date", "status", "minutes"},
                               {"L1", "01-12-2026", "present", "300"},
                               {"L1", "01-12-2026", "nonsense", "10"},
                               {"L1", "01-12-2026", "sick", "180"},
                               {"L1", "02-12-2026", "present", "480"}});

    EXPECT_EQ(value(**edits[0], "row"), "1");
    EXPECT_FALSE(edits[1]);
    EXPECT_EQ(value(**edits[2], "row"), "3");
    EXPECT_EQ(value(**edits[3], "row"), "1");
}

Json imported(unsigned number, const char* row, const char* status, int minutes) {
    return {{"id", text_of(number)},
            {"source", "import"},
            {"row", row},
            {"parts", {{{"status", status}, {"minutes", minutes}}}}};
}

TEST(ImportRows, TheSameRowAddsNothingAndAnotherValueSupersedes) {
    SmallHouse house;
    house.observations = {imported(10, "1", "present", 432), imported(11, "2", "sick", 60)};
    house.observations[1]["source"] = "seen";
    const Rows rows{{"placement", "date", "status", "minutes", "row"},
                    {"L1", "01-12-2026", "present", "432", "1"},
                    {"L1", "01-12-2026", "sick", "60", "2"}};

    const auto same = import(house, "observation", rows);
    house.observations[0] = imported(10, "1", "present", 400);
    const auto other = import(house, "observation", rows);

    EXPECT_FALSE(same[0]->has_value());
    EXPECT_TRUE(same[1]->has_value()) << "what a coach saw is no row of the employer";
    EXPECT_EQ(value(**other[0], "supersedes"), text_of(10));
}

TEST(ImportRows, ARowIsComparedWithTheLastOfItsCorrections) {
    SmallHouse house;
    house.observations = {imported(10, "1", "present", 432), imported(11, "1", "present", 400)};
    house.observations[1]["supersedes"] = Json::array({text_of(10)});
    const std::vector<std::string> headings{"placement", "date", "status", "minutes"};

    const auto back =
        import(house, "observation", {headings, {"L1", "01-12-2026", "present", "432"}});
    const auto same =
        import(house, "observation", {headings, {"L1", "01-12-2026", "present", "400"}});

    EXPECT_EQ(value(**back[0], "supersedes"), text_of(11));
    EXPECT_FALSE(same[0]->has_value());
}

TEST(ImportRows, AKeyTwiceInOneFileAddsNothingOrIsRefused) {
    SmallHouse house;

    const auto edits = import(house, "observation",
                              {absence,
                               {"D1", "01-12-2026", "ZIEK", "2,00", "1"},
                               {"D1", "01-12-2026", "ZIEK", "2,00", "1"},
                               {"D1", "01-12-2026", "ZIEK", "3,00", "1"}});

    EXPECT_TRUE(edits[0]->has_value());
    EXPECT_FALSE(edits[1]->has_value());
    EXPECT_NE(edits[2].error().detail.find("line 2"), std::string::npos);
}

TEST(ImportRows, ACodeThatExistsIsUpdatedWithWhatDiffers) {
    SmallHouse house;

    const auto edits = import(house, "participant",
                              {{"code", "voornaam", "telefoonnummers", "einde_uitkering"},
                               {"D1", "Test", "0612", ""},
                               {"D2", "Nieuw", "'+316|0613", "31-12-2027"}});
    const auto renamed = import(house, "participant", {{"code", "voornaam"}, {"D1", "Anders"}});

    EXPECT_FALSE(edits[0]->has_value());
    EXPECT_TRUE((*edits[1])->record.empty());
    EXPECT_EQ(value(**edits[1], "phones"), "+316");
    EXPECT_EQ(value(**edits[1], "benefit_end"), "2027-12-31");
    EXPECT_EQ((*renamed[0])->record, text_of(1));
    EXPECT_EQ((*renamed[0])->fields.size(), 1U);
    EXPECT_EQ(value(**renamed[0], "given_name"), "Anders");
}

TEST(ImportRows, ACodeTwiceInOneFileIsRefused) {
    SmallHouse house;

    const auto edits =
        import(house, "participant", {{"code", "voornaam"}, {"D5", "Een"}, {"D5", "Twee"}});

    EXPECT_TRUE(edits[0].has_value());
    EXPECT_EQ(edits[1].error().detail, "code D5 stands on line 2 already");
}

}  // namespace
}  // namespace veldwerk::carriage
