// SPDX-License-Identifier: EUPL-1.2
// Erased is erased (P6), on the device: what it showed, what it wrote, what it had not sent yet.
#include <gtest/gtest.h>

#include "daemon/custody/erasing.hpp"
#include "daemon/custody/erasure_statement.hpp"
#include "tests/contract/bare_bytes.hpp"

namespace veldwerk::contract {
namespace {

class ErasureOnDevices : public ::testing::Test {
protected:
    ErasureOnDevices() {
        world.furnish();
        world.put("participant", {{"family_name", "Zandstra"}, {"phones", "0612345678"}}, "P1");
        for (const std::string name : {"a", "b"}) {
            world.enrol(name, world.named(name == "a" ? "A" : "B"));
            world.sync(name);
        }
        // Long enough to fill pages of its own, so that something could be left behind.
        for (int i = 0; i < 40; ++i) write("a", "huur XYZZY " + std::string(200, 'x'));
        world.sync("a");
        world.sync("b");
    }

    void write(const std::string& name, const std::string& text) {
        const auto saved = save(world.device(name), world.now(), "contact",
                                {{"participant", "P1"}, {"date", "2026-11-30"}, {"minutes", "5"},
                                 {"text", text}});
        ASSERT_TRUE(saved) << saved.error().detail;
    }
    RecordId order() {
        office::Office& office = world.office();
        const auto ordered =
            office::order_erasure(office, {.participant = world.named("P1"),
                                           .person = office.find_person({}).value(),
                                           .ground = "request",
                                           .reason = "op verzoek"});
        EXPECT_TRUE(ordered) << ordered.error().detail;
        office::follow_erasures(office);
        return *ordered;
    }
    void expect_same_digests(const std::string& name) {
        EXPECT_EQ(world.digest_of_device(name),
                  world.digest_of_office(world.named(name == "a" ? "A" : "B")));
    }
    bool holds(const std::string& name, const std::string& text) {
        return bare_bytes(world.device(name), room).find(text) != std::string::npos;
    }
    std::vector<device::ShownRecord> notes(const std::string& name) {
        return world.device(name).replica().show({"contact", {}, {}}).value();
    }
    static std::string shown(const device::ShownRecord& record, const std::string& field) {
        for (const auto& one : record.fields) {
            if (one.field->name == field && !one.values.empty()) return one.values.front();
        }
        return {};
    }

    ScratchFolder room;
    World world;
};

TEST_F(ErasureOnDevices, NoByteIsLeftOnADeviceThatSyncedAndTheMinutesCount) {
    ASSERT_TRUE(holds("a", "XYZZY")) << "the scan finds what is there";
    ASSERT_TRUE(holds("b", "Zandstra"));

    order();
    for (const std::string name : {"a", "b"}) {
        EXPECT_EQ(world.sync(name).alarms, 0U);
        expect_same_digests(name);
        for (const char* text : {"XYZZY", "Zandstra", "0612345678"}) {
            EXPECT_FALSE(holds(name, text)) << name << " holds " << text;
        }
        ASSERT_EQ(notes(name).size(), 40U);
        EXPECT_EQ(shown(notes(name).front(), "minutes"), "5");
        EXPECT_EQ(shown(notes(name).front(), "text"), "");
    }
}

TEST_F(ErasureOnDevices, ANoteWrittenOfflineMeanwhileIsEmptiedAtBothEnds) {
    order();
    world.set_now("2027-01-29T08:00:00+01:00");  // sixty days without a signal
    write("a", "weer over de huur XYZZY");
    ASSERT_TRUE(save(world.device("a"), world.now(), "observation",
                     {{"placement", "L1"}, {"date", "2026-11-30"}, {"parts", "present:480"},
                      {"source", "seen"}}));

    const auto outcome = world.sync("a");
    world.sync("b");

    EXPECT_EQ(outcome.sent, 2U);
    EXPECT_EQ(outcome.refused, 0U);
    for (const std::string name : {"a", "b"}) {
        EXPECT_FALSE(holds(name, "XYZZY")) << name;
        EXPECT_EQ(notes(name).size(), 41U);
        expect_same_digests(name);
        const auto days = world.device(name).replica().show({"established_day", {}, {}}).value();
        ASSERT_EQ(days.size(), 1U);
        EXPECT_EQ(shown(days.front(), "parts"), "present:480");
    }
}

TEST_F(ErasureOnDevices, ADeviceThatObeyedTakesNoNewTextAndStillTakesAttendance) {
    order();
    world.sync("a");

    const auto text = save(world.device("a"), world.now(), "contact",
                           {{"participant", "P1"}, {"date", "2026-11-30"}, {"text", "XYZZY"}});
    const auto minutes = save(world.device("a"), world.now(), "contact",
                              {{"participant", "P1"}, {"date", "2026-11-30"}, {"minutes", "5"}});

    ASSERT_FALSE(text);
    EXPECT_EQ(text.error().reason, Reason::rule);
    EXPECT_TRUE(minutes);
    EXPECT_FALSE(holds("a", "XYZZY"));
}

TEST_F(ErasureOnDevices, WorkAboutSomebodyWhoLeftTheCaseloadIsEmptiedToo) {
    ASSERT_TRUE(save(world.device("a"), world.now(), "talent_profile",
                     {{"participant", "P1"}, {"talents", "XYZZY"}}));
    world.sync("a");
    for (const auto& id : world.office().ledger().all(type::assignment)) {
        world.put("assignment", {{"to", "2026-11-30"}}, id.text());
    }
    world.set_now("2026-12-01T08:00:00+01:00");
    world.office().turn_day();
    world.sync("a");
    ASSERT_TRUE(notes("a").empty()) << "purged";
    ASSERT_TRUE(holds("a", "XYZZY")) << "own changes stay until every backup holds them";

    order();
    world.sync("a");

    EXPECT_FALSE(holds("a", "XYZZY"));
}

TEST_F(ErasureOnDevices, WhoAsksWhyOnADeviceIsToldOfTheOrder) {
    const RecordId ordered = order();
    world.sync("a");

    std::string told;
    const auto reasons =
        world.device("a").replica().why("contact", notes("a").front().id.text()).value();
    for (const auto& reason : reasons) {
        if (reason.field == "text") told = reason.why;
    }
    EXPECT_EQ(told, "Erased by order " + ordered.text().substr(28) + " on 2026-11-30 08:00.");
}

TEST_F(ErasureOnDevices, TheStatementTellsWhichDeviceObeyed) {
    order();
    world.sync("a");
    world.sync("a");  // it says how far it is when it comes again

    const auto statements = office::erasure_statements(world.office());
    ASSERT_EQ(statements.size(), 1U);
    EXPECT_EQ(statements.front().state, "ordered");
    EXPECT_TRUE(statements.front().scrubbed);
    ASSERT_EQ(statements.front().devices.size(), 2U);
    EXPECT_TRUE(statements.front().devices[0].done);
    EXPECT_FALSE(statements.front().devices[1].done);

    world.sync("b");
    world.sync("b");

    EXPECT_EQ(office::erasure_statements(world.office()).front().state, "complete");
}

TEST_F(ErasureOnDevices, AResentChangeOfARestoredPhoneBringsNothingBack) {
    world.device("a").close();
    const auto before = room.path() / "before.db";
    std::filesystem::copy_file(world.device("a").file(), before);
    world.device("a").reopen();
    order();
    world.sync("a");

    world.device("a").close();
    std::filesystem::copy_file(before, world.device("a").file(),
                               std::filesystem::copy_options::overwrite_existing);
    world.device("a").reopen();
    write("a", "weer over de huur XYZZY");
    world.sync("a");

    std::string found;
    world.office().ledger().each_change([&found](const office::StoredChange& change) {
        if (change.bytes.find("XYZZY") != std::string::npos) found += change.stamp.writer.text();
    });
    EXPECT_EQ(found, "");
}

}  // namespace
}  // namespace veldwerk::contract
