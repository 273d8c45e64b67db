// SPDX-License-Identifier: EUPL-1.2
#include "daemon/custody/erasing.hpp"

#include <gtest/gtest.h>

#include <fstream>
#include <sstream>

#include "daemon/custody/erasure_statement.hpp"
#include "daemon/custody/legal_test.hpp"
#include "daemon/custody/mentions.hpp"
#include "daemon/office/checking.hpp"
#include "daemon/office/why.hpp"
#include "tests/daemon/office/small_world.hpp"

namespace veldwerk::office {
namespace {

/// An office with one participant in a coach's caseload and a note about her.
class Erase : public ::testing::Test {
protected:
    Erase() {
        world.put("participant", {{"given_name", "Josefien"}, {"family_name", "Zandstra"},
                                  {"phones", "0612345678,0687654321"}, {"address", "Kade 1"}},
                  participant.text());
        world.assign(coach, participant);
        world.office->turn_day();
        phone = world.device(coach);
        note = world.new_id();
        world.admit_one(world.change(phone, "contact", note,
                                     {{"participant", participant.text()}, {"date", "2026-12-01"},
                                      {"minutes", "30"}, {"text", "huur XYZZY"}}));
    }

    Result<RecordId> order() {
        return order_erasure(*world.office, {.participant = participant,
                                             .person = world.person,
                                             .ground = "request",
                                             .reason = "op verzoek"});
    }

    /// The names of the files of the office in which a text stands.
    std::string found_in(const std::string& text) {
        std::string found;
        for (const auto& entry :
             std::filesystem::recursive_directory_iterator(world.office->folder())) {
            if (!entry.is_regular_file()) continue;
            std::ifstream file(entry.path(), std::ios::binary);
            std::stringstream bytes;
            bytes << file.rdbuf();
            if (bytes.str().find(text) != std::string::npos) {
                found += entry.path().filename().string() + ' ';
            }
        }
        return found;
    }

    /// Everything of her that may go.
    void expect_gone() {
        for (const char* text : {"XYZZY", "Josefien", "Zandstra", "0612345678", "Kade 1"}) {
            EXPECT_EQ(found_in(text), "") << text;
        }
        EXPECT_EQ(world.text("contact", note, "text"), "");
        EXPECT_EQ(world.text("contact", note, "minutes"), "30");
        EXPECT_EQ(world.text("participant", participant, "code"), "D004");
    }

    void expect_sound() {
        EXPECT_TRUE(check_history(*world.office).faults.empty());
        const auto rebuilt =
            check_rebuild(*world.office, {.random_orders = 20, .seed = 1, .done = {}});
        EXPECT_TRUE(rebuilt.same());
    }

    SmallWorld world;
    RecordId participant = world.consenting("D004");
    RecordId coach = world.put("coach", {{"name", "Anja"}, {"code", "A"}});
    HandmadeDevice phone;
    RecordId note;
};

TEST_F(Erase, EmptiesStateHistoryJournalAndFilesAndKeepsWhatTheLawKeeps) {
    ASSERT_NE(found_in("XYZZY"), "");

    const auto ordered = order();
    ASSERT_TRUE(ordered) << ordered.error().detail;
    const Followed followed = follow_erasures(*world.office);

    EXPECT_EQ(followed.done, 1U);
    EXPECT_EQ(followed.waiting, 0U);
    expect_gone();
    expect_sound();
}

TEST_F(Erase, DoneTwiceChangesNothing) {
    ASSERT_TRUE(order());
    follow_erasures(*world.office);

    EXPECT_EQ(follow_erasures(*world.office).done, 0U);
    EXPECT_EQ(order().error().reason, Reason::rule);
    expect_gone();
}

TEST_F(Erase, ALateNoteIsEmptiedOnArrivalAndItsMinutesCount) {
    const RecordId late = world.new_id();
    const Change offline =
        world.change(phone, "contact", late,
                     {{"participant", participant.text()}, {"date", "2026-12-01"},
                      {"minutes", "15"}, {"text", "weer over de huur XYZZY"}});
    ASSERT_TRUE(order());
    follow_erasures(*world.office);

    EXPECT_EQ(world.admit_one(offline).standing, Standing::in_effect);

    EXPECT_EQ(world.text("contact", late, "minutes"), "15");
    EXPECT_EQ(world.text("contact", late, "text"), "");
    expect_gone();
    expect_sound();
}

TEST_F(Erase, AChangeThatWaitedForItsParentIsEmptiedWhenItComesIn) {
    const RecordId plan = world.new_id(), feedback = world.new_id();
    const Change parent = world.change(
        phone, "plan", plan, {{"participant", participant.text()}, {"text", "winkel XYZZY"}});
    const Change child = world.change(phone, "plan_feedback", feedback,
                                      {{"plan", plan.text()}, {"text", "goed XYZZY"}});
    EXPECT_EQ(world.admit_one(child).standing, Standing::parked);
    ASSERT_TRUE(order());

    world.admit_one(parent);
    follow_erasures(*world.office);

    EXPECT_EQ(world.text("plan_feedback", feedback, "plan"), plan.text());
    expect_gone();
    expect_sound();
}

TEST_F(Erase, ARefusedChangeKeepsItsReasonAndLosesItsText) {
    const HandmadeDevice stranger_before = world.device(world.put("coach", {{"name", "Bram"}}));
    HandmadeDevice stranger = stranger_before;
    const Change refused =
        world.change(stranger, "contact", world.new_id(),
                     {{"participant", participant.text()}, {"date", "2026-12-01"},
                      {"text", "gehoord XYZZY"}});
    ASSERT_EQ(world.admit_one(refused).standing, Standing::refused);

    ASSERT_TRUE(order());
    follow_erasures(*world.office);

    const auto stored = world.office->ledger().find_change(refused.stamp);
    EXPECT_EQ(stored->standing, Standing::refused);
    EXPECT_EQ(stored->refusal.reason, Reason::not_authorised);
    expect_gone();
    expect_sound();
}

TEST_F(Erase, WhatTheOfficeWritesAfterwardsDoesNotBringHerBack) {
    ASSERT_TRUE(order());
    follow_erasures(*world.office);

    world.put("participant", {{"given_name", "Josefien"}}, participant.text());

    EXPECT_EQ(world.text("participant", participant, "given_name"), "");
    expect_gone();
}

TEST_F(Erase, ACrashBeforeTheFilesAreCleanIsMadeGoodLater) {
    ASSERT_TRUE(order());
    ASSERT_NE(found_in("XYZZY"), "") << "the journal and old pages still hold it";

    follow_erasures(*world.office);

    expect_gone();
}

TEST_F(Erase, ALedgerThatARestorePutAsideIsEmptiedOrRemoved) {
    const auto folder = world.office->folder();
    const auto aside = folder / "ledger.replaced-2026-12-01T080000Z.db";
    world.office->ledger().copy_to(aside.string()).reset();
    std::ofstream(folder / "ledger.replaced-2026-12-01T080000Z-2.db") << "damaged XYZZY";

    ASSERT_TRUE(order());
    follow_erasures(*world.office);

    expect_gone();
    EXPECT_TRUE(std::filesystem::exists(aside));
    EXPECT_FALSE(std::filesystem::exists(folder / "ledger.replaced-2026-12-01T080000Z-2.db"));
}

TEST_F(Erase, AJournalThatAnotherProcessRewroteIsFollowed) {
    Office other(world.office->folder(), world.office->environment());
    ASSERT_TRUE(order());
    follow_erasures(*world.office);

    const auto taken = other.act({.act = Act::write,
                                  .person = world.person,
                                  .edits = {{.type = "employer",
                                             .fields = {{.field = "name", .values = {"Bakker"}}},
                                             .create_as = {}}}});

    ASSERT_TRUE(taken);
    EXPECT_TRUE(check_history(*world.office).faults.empty());
    EXPECT_EQ(world.office->journal().last(taken->stamp.writer), taken->stamp.counter);
}

TEST_F(Erase, WhoAsksWhyIsToldOfTheOrder) {
    const auto ordered = order();
    ASSERT_TRUE(ordered);

    std::string told;
    for (const auto& reason : why(world.office->ledger(), world.state("contact", note))) {
        if (reason.field == "text") told = reason.why;
    }
    EXPECT_EQ(told, "Erased by order " + ordered->text().substr(28) + " on 2026-12-01 09:00.");
}

TEST_F(Erase, TheLegalTestSaysWhatGoesAndWhatStaysOnWhichGround) {
    world.put("retention_rule", {{"record", "contact"}, {"category", "keep_subsidy"},
                                 {"ground", "Participatiewet"}, {"months", "84"},
                                 {"from_event", "year_end"}});

    const LegalTest test = test_erasure(world.office->ledger(), participant);

    const auto find = [](const std::vector<TestedField>& fields, const std::string& name) {
        for (const auto& one : fields) {
            if (one.record + '.' + one.field == name) return one;
        }
        return TestedField{};
    };
    EXPECT_EQ(find(test.erased, "contact.text").values, 1U);
    EXPECT_EQ(find(test.erased, "participant.phones").values, 2U);
    EXPECT_EQ(find(test.kept, "contact.minutes").ground,
              "Participatiewet, 84 months after year_end");
    EXPECT_EQ(find(test.kept, "participant.code").category, "keep_operational");
    EXPECT_TRUE(find(test.kept, "contact.text").record.empty());
}

TEST_F(Erase, OtherPeoplesRecordsThatNameHerAreShown) {
    const RecordId other = world.consenting("D005");
    const RecordId task = world.put("task", {{"employer", world.employer.text()},
                                             {"description", "zoals bij Josefien, kas"}});
    world.put("participant", {{"address", "Zandstraat 2"}}, other.text());

    const auto mentions = find_mentions(world.office->ledger(), participant);

    ASSERT_EQ(mentions.size(), 1U) << "a part of a word is no name";
    EXPECT_EQ(mentions.front().record, task);
    EXPECT_EQ(mentions.front().field, "description");
}

TEST_F(Erase, ARequestBecomesTheOrder) {
    const RecordId request = world.put(
        "erasure_order", {{"participant", participant.text()}, {"state", "requested"}});
    EXPECT_EQ(world.text("contact", note, "text"), "huur XYZZY");

    const auto ordered = order();

    ASSERT_TRUE(ordered);
    EXPECT_EQ(*ordered, request);
    EXPECT_EQ(erasure_statements(*world.office).size(), 1U);
    EXPECT_EQ(world.text("contact", note, "text"), "");
}

TEST_F(Erase, AnOrderWithoutReasonOrForNobodyIsRefused) {
    const auto refused = [this](ErasureRequest request) {
        request.person = world.person;
        return order_erasure(*world.office, request).error().reason;
    };
    EXPECT_EQ(refused({.participant = world.new_id(), .person = {}, .ground = "request",
                       .reason = "x"}),
              Reason::unknown_record);
    EXPECT_EQ(refused({.participant = participant, .person = {}, .ground = "request",
                       .reason = {}}),
              Reason::wrong_use);
    EXPECT_EQ(refused({.participant = participant, .person = {}, .ground = "whim",
                       .reason = "x"}),
              Reason::invalid_value);
    EXPECT_EQ(world.text("contact", note, "text"), "huur XYZZY");
}

}  // namespace
}  // namespace veldwerk::office
