// SPDX-License-Identifier: EUPL-1.2
#include "protocol/merge/change.hpp"
#include "tests/client-sdk/office_double.hpp"

#include <gtest/gtest.h>

namespace veldwerk::device {
namespace {

class Saving : public testing::Test {
protected:
    Saving() : programme(write_small_programme(office)), replica(file.enrolled(office)) {
        EXPECT_FALSE(sync(*replica, office).error);
    }

    Result<Saved> save(const RecordEdit& edit) { return replica->save({&edit, 1}, monday); }
    Result<Saved> observe(const std::string& date, const std::string& parts) {
        return save({"observation",
                     {},
                     {},
                     {{"placement", EditMode::set, {"L1"}},
                      {"date", EditMode::set, {date}},
                      {"parts", EditMode::set, {parts}},
                      {"source", EditMode::set, {"seen"}}},
                     {}});
    }
    static RecordEdit edit(const std::string& type, const std::string& record,
                           const std::string& field, const std::string& value) {
        return {type, record, {}, {{field, EditMode::set, {value}}}, {}};
    }
    static void expect_no(const Result<Saved>& saved, Reason reason, const std::string& words) {
        ASSERT_FALSE(saved) << "was saved";
        EXPECT_EQ(name_of(saved.error().reason), name_of(reason)) << saved.error().detail;
        EXPECT_NE(saved.error().detail.find(words), std::string::npos) << saved.error().detail;
    }

    OfficeDouble office;
    SmallProgramme programme;
    ReplicaInFile file{"saving"};
    std::unique_ptr<Replica> replica;
};

TEST_F(Saving, ShowsAtOnceAndCountsAsUnsent) {
    const auto saved = observe("2026-11-30", "present:480");

    ASSERT_TRUE(saved) << saved.error().detail;
    EXPECT_EQ(saved->stamp.counter, 1u);
    EXPECT_EQ(saved->records.size(), 1u);
    EXPECT_EQ(one(*replica, "SELECT parts FROM observation"), "present:480");
    EXPECT_EQ(one(*replica, "SELECT _version FROM observation"), saved->records[0].version);
    EXPECT_EQ(replica->status().unsent, 1u);
}

TEST_F(Saving, SurvivesClosingAndOpening) {
    ASSERT_TRUE(observe("2026-11-30", "present:480"));

    replica.reset();
    replica = file.open();

    EXPECT_EQ(one(*replica, "SELECT parts FROM observation"), "present:480");
    EXPECT_EQ(replica->standpoint().next_counter, 2u);
}

TEST_F(Saving, RefusesBeforeTheFirstSync) {
    ReplicaInFile fresh_file("saving-fresh");
    const auto fresh = fresh_file.enrolled(office);

    const RecordEdit change = edit("participant", "D001", "email", "a@example.org");
    const auto saved = fresh->save({&change, 1}, monday);

    expect_no(saved, Reason::wrong_use, "the first sync is not complete");
    EXPECT_FALSE(fresh->query("SELECT 1"));
}

TEST_F(Saving, NamesTheFieldAndWhatIsAllowed) {
    expect_no(save(edit("holiday_home", "", "x", "y")), Reason::unknown_field, "holiday_home");
    expect_no(save(edit("participant", "D001", "shoe_size", "42")), Reason::unknown_field,
              "participant.shoe_size");
    expect_no(save(edit("placement", "L1", "kind", "purple")), Reason::invalid_value,
              "public_private");
    expect_no(save(edit("participant", "D999", "email", "x")), Reason::unknown_record, "D999");
    expect_no(save(edit("placement", "L1", "job", "J9")), Reason::unknown_record, "J9");
    expect_no(observe("2026-13-01", "present:480"), Reason::invalid_value, "date");
    expect_no(observe("2026-11-30", "present:1000,sick:600"), Reason::invalid_value, "1440");
    EXPECT_EQ(replica->standpoint().next_counter, 1u) << "nothing was stamped";
    EXPECT_EQ(one(*replica, "SELECT count(*) FROM observation"), "0");
}

TEST_F(Saving, LeavesTheOfficesFieldsToTheOffice) {
    expect_no(save(edit("participant", "D001", "given_name", "X")), Reason::not_authorised,
              "office");
    expect_no(save(edit("participant", "D001", "bsn", "123456782")), Reason::not_authorised,
              "office");
    expect_no(save(edit("participant", "", "code", "D9")), Reason::not_authorised, "office");
    expect_no(save(edit("established_day", "", "date", "2026-11-30")), Reason::not_authorised,
              "rule");
    expect_no(save(edit("job", "J1", "tasks_minutes_least", "1")), Reason::not_authorised, "rule");
    expect_no(save(edit("cost_rate", "", "cost_cents_per_fte", "1")), Reason::not_authorised,
              "office");
}

TEST_F(Saving, AnEditOfAnOfficeFieldIsASuggestion) {
    const auto saved = save(edit("coach", "A", "name", "Anja de Wit"));

    ASSERT_TRUE(saved) << saved.error().detail;
    EXPECT_EQ(one(*replica, "SELECT name FROM coach WHERE code = 'A'"), "Anja");
    const auto why = replica->why("coach", "A");
    ASSERT_TRUE(why);
    EXPECT_NE(why->at(1).why.find("Suggested: Anja de Wit"), std::string::npos) << why->at(1).why;
}

TEST_F(Saving, RefusesTheFuture) {
    expect_no(observe("2026-12-01", "present:480"), Reason::invalid_value, "2026-12-01");
}

TEST_F(Saving, FactsAreNeverEdited) {
    const auto saved = observe("2026-11-30", "present:480");
    ASSERT_TRUE(saved);

    expect_no(save(edit("observation", saved->records[0].id.text(), "parts", "sick:480")),
              Reason::rule, "supersedes");
}

TEST_F(Saving, SupersedesOnesOwnObservationsAlone) {
    const auto own = observe("2026-11-30", "present:480");
    ASSERT_TRUE(own);
    const RecordId others = record_id(40);
    office.write("observation", others,
                 {{"placement", programme.placement.text()},
                  {"date", "2026-11-30"},
                  {"parts", "sick:480"},
                  {"source", "employer"}});
    ASSERT_FALSE(sync(*replica, office).error);
    RecordEdit correction{"observation",
                          {},
                          {},
                          {{"placement", EditMode::set, {"L1"}},
                           {"date", EditMode::set, {"2026-11-30"}},
                           {"parts", EditMode::set, {"present:420"}},
                           {"source", EditMode::set, {"seen"}},
                           {"supersedes", EditMode::add, {own->records[0].id.text()}}},
                          {}};

    EXPECT_TRUE(save(correction));
    correction.fields.back().values = {others.text()};
    expect_no(save(correction), Reason::rule, "another person's");
}

TEST_F(Saving, WritesAGroupWhole) {
    ASSERT_TRUE(save(edit("placement", "L1", "end", "2026-12-31")));

    const auto push = replica->next_push(1, 10);
    ASSERT_TRUE(push);
    const auto change = decode_change(push->changes[0], {replica->identity().writer, 1});
    ASSERT_TRUE(change);
    ASSERT_EQ(change->records[0].writes.size(), 1u);
    EXPECT_EQ(change->records[0].writes[0].slot, group::placement_term);
    EXPECT_EQ(change->records[0].writes[0].replaces.size(), 1u);
    EXPECT_EQ(one(*replica, "SELECT start || ' ' || \"end\" FROM placement"),
              "2026-01-01 2026-12-31");
}

TEST_F(Saving, RefusesAnEndBeforeTheStart) {
    expect_no(save(edit("placement", "L1", "end", "2025-12-31")), Reason::invalid_value, "start");
}

TEST_F(Saving, AddsAndRemovesElementsOfASet) {
    RecordEdit phones{"participant", "D001", {}, {{"phones", EditMode::add, {"0687654321"}}}, {}};
    ASSERT_TRUE(save(phones));
    EXPECT_EQ(one(*replica, "SELECT json_array_length(phones) FROM participant"), "2");

    phones.fields[0] = {"phones", EditMode::remove, {"0612345678"}};
    ASSERT_TRUE(save(phones));
    EXPECT_EQ(one(*replica, "SELECT phones FROM participant"), "[\"0687654321\"]");

    phones.fields[0] = {"phones", EditMode::set, {}};
    ASSERT_TRUE(save(phones));
    EXPECT_EQ(one(*replica, "SELECT phones FROM participant"), "nothing");
    expect_no(save(phones), Reason::wrong_use, "change nothing");
}

TEST_F(Saving, IsStaleOnlyWhereAFieldItWritesMoved) {
    const std::string read = one(*replica, "SELECT _version FROM participant");
    ASSERT_TRUE(save(edit("participant", "D001", "email", "new@example.org")));

    RecordEdit address = edit("participant", "D001", "address", "Dorpsstraat 1");
    address.version = read;
    EXPECT_TRUE(save(address)) << "another field moved, not this one";

    RecordEdit email = edit("participant", "D001", "email", "other@example.org");
    email.version = read;
    expect_no(save(email), Reason::stale, "email is now \"new@example.org\"");
    email.version = "00000000";
    expect_no(save(email), Reason::stale, "moved on since");
}

TEST_F(Saving, IsStaleAfterASyncMovedTheField) {
    const std::string read = one(*replica, "SELECT _version FROM participant");
    office.write("participant", programme.participant, {{"email", "office@example.org"}});
    ASSERT_FALSE(sync(*replica, office).error);

    RecordEdit email = edit("participant", "D001", "email", "mine@example.org");
    email.version = read;
    expect_no(save(email), Reason::stale, "office@example.org");
    email.version = one(*replica, "SELECT _version FROM participant");
    EXPECT_TRUE(save(email));
}

TEST_F(Saving, GrantsAreTheOffices) {
    expect_no(save(edit("placement", "L1", "state", "active")), Reason::not_authorised,
              "draft, requested, interrupted, ended, withdrawn");
    expect_no(save(edit("job", "J1", "state", "approved")), Reason::not_authorised, "vetting");
    expect_no(save(edit("placement", "L1", "state", "withdrawn")), Reason::rule, "ended");
    EXPECT_TRUE(save(edit("placement", "L1", "state", "interrupted")));
}

TEST_F(Saving, AWithdrawalNamesTheUsesItSaw) {
    const auto drafted = save({"placement",
                               {},
                               {},
                               {{"participant", EditMode::set, {"D001"}},
                                {"code", EditMode::set, {"L1b"}},
                                {"state", EditMode::set, {"draft"}}},
                               {}});
    ASSERT_TRUE(drafted) << drafted.error().detail;
    const auto seen = save({"observation",
                            {},
                            {},
                            {{"placement", EditMode::set, {"L1b"}},
                             {"date", EditMode::set, {"2026-11-30"}},
                             {"parts", EditMode::set, {"present:480"}},
                             {"source", EditMode::set, {"seen"}}},
                            {}});
    ASSERT_TRUE(seen);

    ASSERT_TRUE(save(edit("placement", "L1b", "state", "withdrawn")));

    const auto shown = replica->show({"placement", "L1b", {}});
    ASSERT_TRUE(shown);
    const auto& uses = shown->front().fields[14];
    ASSERT_EQ(uses.field->name, "withdrawn_uses");
    EXPECT_EQ(uses.values, std::vector{seen->records[0].id.text()});
}

TEST_F(Saving, ARequestIsRefusedWhereTheDeviceKnowsThatItCannotBeGranted) {
    const RecordId other = record_id(60);
    office.write("placement", other,
                 {{"code", "L2"}, {"participant", programme.participant.text()},
                  {"job", programme.job.text()}, {"workplace", programme.workplace.text()},
                  {"kind", "public"}, {"start", "2027-06-01"}});
    office.write("job", programme.job, {{"state", "rejected"}});
    ASSERT_FALSE(sync(*replica, office).error);

    expect_no(save(edit("placement", "L2", "state", "requested")), Reason::rule,
              "its job was rejected or has lapsed");
    EXPECT_EQ(replica->status().unsent, 0u);
}

TEST_F(Saving, ARequestThatOverlapsAPlacementOnTheDeviceIsRefused) {
    office.write("placement", record_id(60),
                 {{"code", "L2"}, {"participant", programme.participant.text()},
                  {"job", programme.job.text()}, {"workplace", programme.workplace.text()},
                  {"kind", "public"}, {"start", "2026-12-14"}});
    ASSERT_FALSE(sync(*replica, office).error);

    expect_no(save(edit("placement", "L2", "state", "requested")), Reason::rule, "overlaps");
}

TEST_F(Saving, AnEndIsReportedWithItsLastDay) {
    expect_no(save(edit("placement", "L1", "state", "ended")), Reason::rule, "write end=DATE");
}

TEST_F(Saving, TwoRecordsOfOneSaveMayReferToEachOther) {
    const RecordId goal = replica->new_record_id(monday);
    const std::vector<RecordEdit> edits{
        {"coaching_goal", {}, {}, {{"participant", EditMode::set, {"D001"}}}, goal},
        {"coaching_log",
         {},
         {},
         {{"participant", EditMode::set, {"D001"}},
          {"goal", EditMode::set, {goal.text()}},
          {"date", EditMode::set, {"2026-11-30"}},
          {"minutes", EditMode::set, {"45"}}},
         {}}};

    const auto saved = replica->save(edits, monday);

    ASSERT_TRUE(saved) << saved.error().detail;
    EXPECT_EQ(one(*replica, "SELECT minutes FROM coaching_log JOIN coaching_goal g ON goal = g.id"),
              "45");
}

TEST_F(Saving, RequiredFieldsAreNeeded) {
    expect_no(save(edit("observation", "", "placement", "L1")), Reason::invalid_value, "required");
}

}  // namespace
}  // namespace veldwerk::device
