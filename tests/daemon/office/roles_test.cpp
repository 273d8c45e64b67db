// SPDX-License-Identifier: EUPL-1.2
#include "daemon/office/roles.hpp"

#include "daemon/office/closing.hpp"
#include "daemon/office/decisions.hpp"
#include "tests/daemon/office/small_world.hpp"

namespace veldwerk::office {
namespace {

class Roles : public ::testing::Test {
protected:
    RecordId someone(const std::string& name, const std::string& role) {
        return world.put("person", {{"name", name}, {"role", role}});
    }
    /// What they are told, or nothing if they may.
    std::string told(const RecordId& person, const std::string& type, const FieldTexts& fields,
                     const std::string& id = {}) {
        const RecordId before = world.person;
        world.person = person;
        const auto receipt = world.try_put(type, fields, id);
        world.person = before;
        EXPECT_TRUE(receipt || receipt.error().reason == Reason::not_authorised);
        return receipt ? std::string{} : receipt.error().detail;
    }

    SmallWorld world;
};

TEST_F(Roles, AReaderWritesNothing) {
    const RecordId rik = someone("Rik", "reader");

    EXPECT_EQ(told(rik, "participant", {{"code", "D001"}}),
              "Rik is a reader, who writes nothing: act as somebody who may, with --as PERSON");
}

TEST_F(Roles, AnAdviserWritesRecordsAndTakesNoDecisions) {
    const RecordId ans = someone("Ans", "adviser");
    const RecordId participant = world.put("participant", {{"code", "D001"}});
    const RecordId coach = world.put("coach", {{"name", "Anja"}});
    const RecordId placement = world.put("placement", {{"participant", participant.text()}});
    const RecordId job = world.put("job", {{"title", "hostess"}});

    EXPECT_EQ(told(ans, "participant", {{"given_name", "Test"}}, participant.text()), "");
    EXPECT_EQ(told(ans, "placement", {{"state", "active"}}, placement.text()),
              "Ans is an adviser, who writes records but grants nothing: act as somebody who may, "
              "with --as PERSON");
    EXPECT_NE(told(ans, "placement", {{"state", "rejected"}}, placement.text()), "");
    EXPECT_NE(told(ans, "job", {{"state", "approved"}}, job.text()), "");
    EXPECT_NE(told(ans, "assignment", {{"coach", coach.text()},
                                       {"participant", participant.text()}}), "");
    EXPECT_NE(told(ans, "person", {{"role", "team_leader"}}, ans.text()), "")
        << "nobody gives themselves a role";
}

TEST_F(Roles, AnAdviserClosesAndDecidesNothing) {
    const RecordId ans = someone("Ans", "adviser");
    const auto closed = close_month(*world.office, {.month = *parse_month("2026-10"),
                                                    .person = ans, .accept_open = "no"});
    const auto decided = decide(*world.office, {.review = "0", .version = {}, .choose = 1,
                                                .values = {}, .reason = "no", .person = ans});

    ASSERT_FALSE(closed.has_value());
    EXPECT_NE(closed.error().detail.find("closes no month"), std::string::npos);
    ASSERT_FALSE(decided.has_value());
    EXPECT_NE(decided.error().detail.find("decides nothing"), std::string::npos);
}

TEST_F(Roles, BackOfficeAndTeamLeadersDoEverything) {
    for (const std::string role : {"back_office", "team_leader"}) {
        const RecordId person = someone("a " + role, role);
        for (const auto act : {Act::write, Act::grant, Act::decide, Act::close, Act::approve,
                               Act::assign, Act::revoke, Act::erase}) {
            EXPECT_TRUE(check_role(world.office->ledger(), person, act).has_value());
        }
    }
}

TEST_F(Roles, SomebodyWithoutARoleAndSomebodyUnknownDoNothing) {
    const RecordId nobody = world.put("person", {{"name", "Niels"}});
    Ledger& ledger = world.office->ledger();

    EXPECT_FALSE(check_role(ledger, nobody, Act::write).has_value());
    EXPECT_FALSE(check_role(ledger, world.new_id(), Act::write).has_value());
    EXPECT_TRUE(check_role(ledger, {}, Act::day).has_value()) << "the office itself";
}

TEST_F(Roles, TheFirstPersonIsWhomInitMadeAlsoUnderAClockThatStandsStill) {
    for (int i = 0; i < 16; ++i) someone("P" + std::to_string(i), "reader");

    EXPECT_EQ(world.office->find_person({}), world.person);
    EXPECT_EQ(world.text("person", world.person, "name"), "Administrator");
}

TEST_F(Roles, AnActOnceTakenIsNotJudgedAgainByALaterRole) {
    const RecordId carla = someone("Carla", "back_office");
    EXPECT_EQ(told(carla, "participant", {{"code", "D001"}}), "");

    world.put("person", {{"role", "reader"}}, carla.text());

    EXPECT_NE(told(carla, "participant", {{"code", "D002"}}), "");
    EXPECT_EQ(world.office->ledger().all(type::participant).size(), 1U);
}

}  // namespace
}  // namespace veldwerk::office
