// SPDX-License-Identifier: EUPL-1.2
#include "tests/client-sdk/office_double.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <filesystem>

namespace veldwerk::device {
namespace {

class ReadingRecords : public testing::Test {
protected:
    ReadingRecords() : programme(write_small_programme(office)), replica(file.enrolled(office)) {
        EXPECT_FALSE(sync(*replica, office).error);
    }

    OfficeDouble office;
    SmallProgramme programme;
    ReplicaInFile file{"reading"};
    std::unique_ptr<Replica> replica;
};

TEST_F(ReadingRecords, AQueryReadsTheRecordTables) {
    const std::vector<Cell> parameters{std::string("D001")};

    const auto rows = replica->query(
        "WITH p AS (SELECT * FROM participant WHERE code = ?) SELECT p.given_name, l.start, "
        "l.contract_minutes_per_week, l.end FROM p JOIN placement l ON l.participant = p.id",
        parameters);

    ASSERT_TRUE(rows) << rows.error().detail;
    EXPECT_EQ(rows->columns[1], "start");
    ASSERT_EQ(rows->rows.size(), 1u);
    EXPECT_EQ(rows->rows[0][0], Cell(std::string("Fatima")));
    EXPECT_EQ(rows->rows[0][2], Cell(std::int64_t{1920}));
    EXPECT_EQ(rows->rows[0][3], Cell());
    EXPECT_EQ(one(*replica, "SELECT uuid_text(id) FROM coach WHERE code = 'A'"),
              programme.coach.text());
}

TEST_F(ReadingRecords, AQueryWritesNothingAndSeesNoSecrets) {
    for (const char* sql :
         {"DELETE FROM participant", "SELECT 1; DELETE FROM participant", "SELECT * FROM bearing",
          "SELECT * FROM own_change", "SELECT (SELECT value FROM bearing LIMIT 1)", "PRAGMA key",
          "ATTACH ':memory:' AS x", "SELECT * FROM pragma_database_list", "BEGIN", "VACUUM", "",
          "SELECT * FROM scope", "SELECT sqlite3mc_codec_data('cipher_salt')", "SELEC",
          "SELECT ?"}) {
        EXPECT_FALSE(replica->query(sql)) << sql;
    }
    EXPECT_EQ(one(*replica, "SELECT count(*) FROM participant"), "1");
}

TEST_F(ReadingRecords, RecordsAreShownAsTextByTheSchemasNames) {
    const auto shown =
        replica->show({"placement", {}, {{"participant", "D001"}, {"kind", "public"}}});

    ASSERT_TRUE(shown) << shown.error().detail;
    ASSERT_EQ(shown->size(), 1u);
    EXPECT_EQ(shown->front().id, programme.placement);
    EXPECT_EQ(shown->front().version, one(*replica, "SELECT _version FROM placement"));
    for (const auto& field : shown->front().fields) {
        const std::string text = field.values.empty() ? "empty" : field.values.front();
        if (field.field->name == "start") {
            EXPECT_EQ(text, "2026-01-01");
        }
        if (field.field->name == "end") {
            EXPECT_EQ(text, "empty");
        }
    }
    EXPECT_TRUE(replica->show({"placement", {}, {{"kind", "innovation"}}})->empty());
    EXPECT_EQ(replica->show({"participant", {}, {{"phones", "0612345678"}}})->size(), 1u);
    EXPECT_FALSE(replica->show({"placement", "L9", {}}));
    EXPECT_FALSE(replica->show({"person", {}, {}}));
}

TEST_F(ReadingRecords, EveryValueExplainsItself) {
    const RecordEdit edit{
        "participant", "D001", {}, {{"email", EditMode::set, {"mine@example.org"}}}, {}};
    ASSERT_TRUE(replica->save({&edit, 1}, monday));
    const auto story = [this](const std::string& field) {
        const auto reasons = replica->why("participant", "D001");
        for (const auto& reason : *reasons) {
            if (reason.field == field) return reason.why;
        }
        return std::string();
    };

    EXPECT_EQ(story("given_name"), "Fatima, written by the office on 2026-11-18 12:06: in force.");
    EXPECT_EQ(story("email"),
              "mine@example.org, written by you on this device on 2026-11-30 01:53: on this device "
              "only, not sent yet.");
    EXPECT_EQ(story("phones"), "0612345678 was added by the office on 2026-11-18 12:06: in force.");
    ASSERT_FALSE(sync(*replica, office).error);
    EXPECT_NE(story("email").find("in force"), std::string::npos);
    EXPECT_EQ(story("family_name"), "");
}

TEST_F(ReadingRecords, WhatWasRemovedFromASetIsStillExplained) {
    const RecordEdit edit{
        "participant", "D001", {}, {{"phones", EditMode::remove, {"0612345678"}}}, {}};

    ASSERT_TRUE(replica->save({&edit, 1}, monday));

    const auto reasons = replica->why("participant", "D001");
    const auto phones = std::find_if(reasons->begin(), reasons->end(),
                                     [](const auto& reason) { return reason.field == "phones"; });
    ASSERT_NE(phones, reasons->end());
    EXPECT_EQ(phones->why,
              "0612345678 was removed by you on this device on 2026-11-30 01:53: on this device "
              "only, not sent yet.");
}

TEST_F(ReadingRecords, TheDigestNamesItsScopes) {
    const DigestView view = replica->digest();

    ASSERT_EQ(view.scopes.size(), 2u);
    EXPECT_EQ(view.scopes[0].scope, "participant/" + programme.participant.text());
    EXPECT_EQ(view.scopes[1].scope, "programme");
    EXPECT_EQ(replica->status().digest, view.total);
    EXPECT_EQ(replica->status().last_sync, monday);
}

TEST_F(ReadingRecords, ThePlainCopyHoldsRecordsAndNoSecrets) {
    const std::string path = file.path() + ".plain";
    std::filesystem::remove(path);

    ASSERT_TRUE(replica->export_plain(path));

    SQLite::Database plain(path);
    EXPECT_EQ(plain.execAndGet("SELECT code FROM participant").getString(), "D001");
    EXPECT_FALSE(plain.tableExists("bearing"));
    EXPECT_FALSE(plain.tableExists("person"));
    EXPECT_FALSE(replica->export_plain(path)) << "there is a file already";
    std::filesystem::remove(path);
    EXPECT_TRUE(replica->query("SELECT 1"));
}

TEST_F(ReadingRecords, APlainCopyIsMadeAlsoByAReplicaThatMayMakeNoFiles) {
    const std::string path = file.path() + ".plain";
    std::filesystem::remove(path);
    replica.reset();
    auto reopened = Replica::open({file.path(), file.key(), repeatable_luck(7), false, true});
    ASSERT_TRUE(reopened);

    ASSERT_TRUE((*reopened)->export_plain(path));

    EXPECT_EQ(SQLite::Database(path).execAndGet("SELECT code FROM participant").getString(),
              "D001");
    const auto others = std::filesystem::perms::group_all | std::filesystem::perms::others_all;
    EXPECT_EQ(std::filesystem::status(path).permissions() & others, std::filesystem::perms::none);
    std::filesystem::remove(path);
}

}  // namespace
}  // namespace veldwerk::device
