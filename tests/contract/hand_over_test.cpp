// SPDX-License-Identifier: EUPL-1.2
// A participant goes from one coach to another: what was written before the first one knew goes in
// and is shown to the second, then the first one's device purges; what is written later is kept and
// not merged, until a person takes it over. Real sessions of both halves.
#include <gtest/gtest.h>

#include "daemon/custody/erasing.hpp"
#include "daemon/office/devices.hpp"
#include "daemon/office/quarantine.hpp"
#include "daemon/session/leaving.hpp"
#include "protocol/records/value.hpp"
#include "protocol/records/vocabulary.hpp"
#include "tests/contract/world.hpp"

namespace veldwerk::contract {
namespace {

class HandOver : public testing::Test {
protected:
    HandOver() {
        world.furnish();
        participant = world.put("participant", {{"code", "P2"}, {"given_name", "Tweede"}});
        give("A");
        world.enrol("a", world.named("A"));
        world.enrol("b", world.named("B"));
        world.sync("a");
        world.sync("b");
    }

    void give(const std::string& coach) {
        assignments[coach] = world.put(
            "assignment", {{"participant", participant.text()},
                           {"coach", world.named(coach).text()}, {"role", "substitute"}});
    }
    /// Since yesterday.
    void take(const std::string& coach) {
        world.put("assignment", {{"to", "2026-11-29"}}, assignments.at(coach).text());
    }
    void hand_over(const std::string& from, const std::string& to) {
        take(from);
        give(to);
    }
    Result<device::Saved> write(const std::string& device, const std::string& text) {
        return save(world.device(device), world.now(), "contact",
                    {{"participant", participant.text()}, {"kind", "personal"},
                     {"date", "2026-11-30"}, {"minutes", "5"}, {"text", text}});
    }
    std::vector<std::string> texts_on(const std::string& device) {
        std::vector<std::string> texts;
        const auto rows =
            world.device(device).replica().query("SELECT text FROM contact ORDER BY 1");
        for (const auto& row : rows->rows) texts.push_back(std::get<std::string>(row.front()));
        return texts;
    }
    bool holds(const std::string& device) {
        const auto rows =
            world.device(device).replica().query("SELECT id FROM participant WHERE code = 'P2'");
        return !rows->rows.empty();
    }
    office::Ledger& ledger() { return world.office().ledger(); }
    RecordId device_record(const std::string& name) {
        return world.device(name).replica().identity().device;
    }
    std::int64_t state_of(const std::string& name) {
        return office::device_state_of(ledger(), device_record(name));
    }

    /// What an app that does not obey sends: a change of its own making, on the basis it claims.
    std::optional<Refused> push_forged(const std::string& name, std::uint64_t basis,
                                       const std::string& text) {
        const auto here = world.device(name).replica().standpoint();
        const std::uint64_t counter = ++forged;
        Change change;
        change.stamp = {here.writer, counter};
        change.id = counter;
        change.person = world.device(name).replica().identity().coach;
        change.claimed = world.now();
        change.basis = {here.cursor.epoch, basis};
        const RecordType& contact = *find_type(type::contact);
        change.records = {{type::contact, derive_record_id(text), true,
                           {{contact.find("participant")->slot, {},
                             std::string(participant.view()), {}},
                            {contact.find("date")->slot, {},
                             encode_date(parse_date("2026-11-30").value()), {}},
                            {contact.find("text")->slot, {}, text, {}}}}};
        const auto session = world.session_of(name);
        Hello hello;
        hello.writer = here.writer;
        hello.next_counter = counter + 1;
        hello.token = token.number == 0 ? here.token : token;
        hello.cursor = here.cursor;
        session->receive(hello);
        world.commit();
        std::optional<Refused> refused;
        while (const auto said = session->next()) {
            if (const auto* no = std::get_if<Refused>(&*said)) refused = *no;
            if (const auto* welcome = std::get_if<Welcome>(&*said)) token = welcome->token;
        }
        if (refused) return refused;
        session->receive(Push{counter, {encode_change(change)}, {}});
        world.commit();
        while (const auto said = session->next()) {
            if (const auto* no = std::get_if<Refused>(&*said)) refused = *no;
        }
        return refused;
    }

    World world;
    RecordId participant;
    std::map<std::string, RecordId> assignments;
    std::uint64_t forged = 0;
    Token token;
};

TEST_F(HandOver, WeeksOfWorkFromBeforeTheCoachKnewGoInAndAreShownToTheNewOne) {
    for (int day = 0; day < 40; ++day) ASSERT_TRUE(write("a", "day " + std::to_string(day)));

    hand_over("A", "B");
    world.set_now("2026-12-21T09:00:00+01:00");
    ASSERT_TRUE(write("a", "three weeks later, and still unaware"));
    const auto drained = world.sync("a");
    world.sync("b");

    EXPECT_EQ(drained.sent, 41U);
    EXPECT_EQ(drained.refused, 0U);
    EXPECT_FALSE(holds("a"));
    EXPECT_TRUE(texts_on("a").empty());
    EXPECT_EQ(texts_on("b").size(), 41U);
    EXPECT_EQ(world.digest_of_device("a"), world.digest_of_office(world.named("A")));
    EXPECT_EQ(world.digest_of_device("b"), world.digest_of_office(world.named("B")));
}

TEST_F(HandOver, LosesNothingWhereverTheLineBreaks) {
    for (std::size_t messages = 1; messages < 9; ++messages) {
        ASSERT_TRUE(write("a", "before break " + std::to_string(messages)));
        hand_over("A", "B");
        world.sync("a", {.messages_max = messages});
        world.sync("a");
        world.sync("b");
        EXPECT_FALSE(holds("a")) << messages;
        EXPECT_EQ(texts_on("b").size(), messages);
        hand_over("B", "A");
        world.sync("b");
        world.sync("a");
        EXPECT_EQ(texts_on("a").size(), messages);
        EXPECT_FALSE(holds("b")) << messages;
    }
    EXPECT_TRUE(office::quarantined(world.office()).empty());
}

TEST_F(HandOver, BackAndForthWhileAPhoneIsSilentIsAsIfNothingHadHappened) {
    ASSERT_TRUE(write("a", "first"));
    hand_over("A", "B");
    world.sync("b");
    ASSERT_TRUE(write("b", "from b"));
    world.sync("b");
    hand_over("B", "A");
    ASSERT_TRUE(write("a", "second"));

    const auto synced = world.sync("a");
    world.sync("b");

    EXPECT_EQ(synced.refused, 0U);
    EXPECT_EQ(texts_on("a"), (std::vector<std::string>{"first", "from b", "second"}));
    EXPECT_FALSE(holds("b"));
    EXPECT_EQ(world.digest_of_device("a"), world.digest_of_office(world.named("A")));
}

TEST_F(HandOver, ADeviceThatNeverReturnsHoldsUpNobody) {
    ASSERT_TRUE(write("a", "never sent"));
    hand_over("A", "B");
    world.set_now("2027-11-30T09:00:00+01:00");

    EXPECT_FALSE(world.sync("b").error);

    EXPECT_TRUE(holds("b"));
    for (const auto& view : office::devices_on(ledger(), world.office().today())) {
        EXPECT_EQ(view.state, view.id == device_record("a") ? "overdue" : "active");
    }
}

TEST_F(HandOver, LaterWorkIsRefusedKeptAndTakenOverOnceByAPerson) {
    hand_over("A", "B");
    world.sync("a");
    EXPECT_FALSE(push_forged("a", ledger().life().acts, "too late"));

    const auto kept = office::quarantined(world.office());
    ASSERT_EQ(kept.size(), 1U);
    EXPECT_EQ(kept.front().because, office::KeptBecause::refused);
    EXPECT_EQ(kept.front().coach, world.named("A"));
    world.sync("b");
    EXPECT_TRUE(texts_on("b").empty());
    const auto person = world.office().find_person({}).value();
    const auto taken = office::take_over(world.office(), person, kept.front());
    world.sync("b");

    ASSERT_TRUE(taken) << taken.error().detail;
    EXPECT_EQ(texts_on("b"), std::vector<std::string>{"too late"});
    EXPECT_TRUE(office::quarantined(world.office()).empty());
    EXPECT_FALSE(office::take_over(world.office(), person, kept.front()));
    const auto outcome = ledger().load(type::quarantine_outcome, kept.front().id);
    ASSERT_TRUE(outcome);
}

TEST_F(HandOver, DroppedWorkIsListedNoMore) {
    hand_over("A", "B");
    world.sync("a");
    EXPECT_FALSE(push_forged("a", ledger().life().acts, "too late"));
    const auto person = world.office().find_person({}).value();

    ASSERT_TRUE(office::drop(world.office(), person,
                             office::quarantined(world.office()).front(), "written twice"));

    EXPECT_TRUE(office::quarantined(world.office()).empty());
}

TEST_F(HandOver, ADeviceThatForgetsWhatItAcknowledgedIsBlockedAndItsWorkKeptApart) {
    const std::uint64_t old_basis = ledger().life().acts;
    hand_over("A", "B");
    world.sync("a");
    world.sync("a");  // its cursor is the receipt

    const auto refused = push_forged("a", old_basis - 1, "with an old basis");

    ASSERT_TRUE(refused);
    EXPECT_FALSE(refused->wipe);
    EXPECT_EQ(state_of("a"), device_state::blocked);
    const auto kept = office::quarantined(world.office());
    ASSERT_EQ(kept.size(), 1U);
    EXPECT_EQ(kept.front().because, office::KeptBecause::blocked);
    world.sync("b");
    EXPECT_TRUE(texts_on("b").empty());
    // Still blocked, at the next connection.
    --forged;
    EXPECT_TRUE(push_forged("a", old_basis - 1, "with an old basis"));
}

TEST_F(HandOver, WhatIsHeldOfAnErasedPersonIsEmptiedThenAndWhenItComesAgain) {
    const std::uint64_t old_basis = ledger().life().acts;
    hand_over("A", "B");
    world.sync("a");
    world.sync("a");
    ASSERT_TRUE(push_forged("a", old_basis - 1, "huur XYZZY"));
    const auto held = [this] {
        std::string bytes;
        for (const auto& one : ledger().held()) bytes += one.bytes;
        return bytes;
    };
    ASSERT_NE(held().find("XYZZY"), std::string::npos);

    ASSERT_TRUE(office::order_erasure(world.office(),
                                      {.participant = participant,
                                       .person = world.office().find_person({}).value(),
                                       .ground = "request",
                                       .reason = "op verzoek"}));
    EXPECT_EQ(held().find("XYZZY"), std::string::npos);

    --forged;
    EXPECT_TRUE(push_forged("a", old_basis - 1, "huur XYZZY"));
    EXPECT_NE(held(), "");
    EXPECT_EQ(held().find("XYZZY"), std::string::npos);
}

TEST_F(HandOver, AnUnblockedDeviceDeliversWhatWasKept) {
    const std::uint64_t old_basis = ledger().life().acts;
    hand_over("A", "B");
    world.sync("a");
    world.sync("a");
    ASSERT_TRUE(push_forged("a", old_basis, "by mistake"));

    world.office().transact([&] {
        EXPECT_TRUE(office::move_device(world.office(), {.device = device_record("a"),
                                                         .person = {}, .act = Act::write,
                                                         .state = device_state::active,
                                                         .counter_accepted = {}}));
    });
    --forged;
    EXPECT_FALSE(push_forged("a", old_basis, "by mistake"));
    world.sync("b");

    EXPECT_EQ(texts_on("b"), std::vector<std::string>{"by mistake"});
    EXPECT_TRUE(office::quarantined(world.office()).empty());
}

TEST_F(HandOver, ADeviceThatClaimsAnOldBasisForEverIsBlockedAfterSomeSyncs) {
    const std::uint64_t old_basis = ledger().life().acts;
    hand_over("A", "B");
    std::size_t lost = 0;
    for (; lost < 20 && state_of("a") == device_state::active; ++lost) {
        const auto saved = write("a", "sync " + std::to_string(lost));
        ASSERT_TRUE(saved) << lost << ": " << saved.error().detail;
        // Hello, Welcome, Push, Accepted, Pull; what the office ships is "lost" every time.
        world.sync("a", {.messages_max = 5});
    }

    EXPECT_EQ(state_of("a"), device_state::blocked);
    EXPECT_GT(lost, 5U);
    EXPECT_LT(lost, 20U);
    EXPECT_FALSE(office::quarantined(world.office()).empty());
    EXPECT_LE(old_basis, ledger().life().acts);
}

}  // namespace
}  // namespace veldwerk::contract
