// SPDX-License-Identifier: EUPL-1.2
// The public surface against an office on loopback: enrol, sync, write, read, watch.
#include <gtest/gtest.h>
#include <nlohmann/json.hpp>

#include <condition_variable>
#include <cstdlib>
#include <mutex>

#include "client-sdk/include/veldwerk.hpp"
#include "tests/client-sdk/network/office_on_loopback.hpp"

namespace veldwerk::device {
namespace {

using nlohmann::json;

class Surface : public testing::Test {
protected:
    [[nodiscard]] sdk::Replica open() const {
        sdk::OpenOptions options;
        options.path = file.path();
        options.key = [this] { return std::optional<sdk::Key>(file.key()); };
        options.create = true;
        options.now = [] { return monday.unix_ms; };
        return sdk::Replica(options);
    }
    [[nodiscard]] sdk::Replica synced() {
        sdk::Replica replica = open();
        replica.enrol(office.address(), office.invite());
        (void)replica.sync();
        return replica;
    }
    /// The status and reason of a call that must fail.
    template <class Call>
    static std::pair<int, int> failure_of(Call call) {
        try {
            call();
        } catch (const sdk::Failure& failure) {
            return {failure.status(), failure.reason()};
        }
        return {VELDWERK_DONE, VELDWERK_REASON_NONE};
    }

    OfficeOnLoopback office;
    ReplicaInFile file{"surface"};
};

TEST_F(Surface, ARecordIsReadChangedAndExplained) {
    sdk::Replica replica = synced();
    const json before = json::parse(replica.show(R"({"type":"participant","id":"D001"})"))[0];
    EXPECT_EQ(before["given_name"], "Fatima");
    EXPECT_EQ(before["phones"], json::array({"0612345678"}));

    const json saved = json::parse(replica.write(R"({"type":"participant","id":"D001",
        "fields":{"phones":{"add":["0687654321"]},"address":"Nieuwe straat 2"}})"));

    EXPECT_EQ(saved["records"][0]["id"], before["id"]);
    EXPECT_NE(saved["records"][0]["version"], before["version"]);
    const json rows = json::parse(
        replica.query("SELECT id, address FROM participant WHERE code = ?", R"(["D001"])"));
    EXPECT_EQ(rows["rows"][0], json::array({before["id"], "Nieuwe straat 2"}));
    const json why = json::parse(replica.why("participant", "D001"));
    EXPECT_NE(why["address"].get<std::string>().find("not sent yet"), std::string::npos);
    EXPECT_EQ(json::parse(replica.status())["unsent"], 1);
}

TEST_F(Surface, ASyncSaysWhatItDidAndTellsOfProgress) {
    sdk::Replica replica = synced();
    (void)replica.write(R"({"type":"participant","id":"D001","fields":{"address":"B 2"}})");
    int told = 0;

    const json result = json::parse(replica.sync({.progress = [&told](const auto&) { ++told; }}));

    EXPECT_EQ(result["sent"], 1);
    EXPECT_EQ(result["refused"], 0);
    EXPECT_EQ(result["digest"], json::parse(replica.digest())["digest"]);
    EXPECT_GT(told, 0);
}

TEST_F(Surface, AStaleVersionAndAnUnknownFieldAreRefusedByName) {
    sdk::Replica replica = synced();
    const json before = json::parse(replica.show(R"({"type":"participant","id":"D001"})"))[0];
    (void)replica.write(R"({"type":"participant","id":"D001","fields":{"address":"B 2"}})");

    json stale{{"type", "participant"}, {"id", "D001"}, {"fields", {{"address", "C 3"}}}};
    stale["version"] = before["version"];
    EXPECT_EQ(failure_of([&] { (void)replica.write(stale.dump()); }),
              std::pair(VELDWERK_REFUSED + 0, VELDWERK_REASON_STALE + 0));
    EXPECT_EQ(failure_of([&] {
                  (void)replica.write(R"({"type":"job","id":"J1","fields":{"colour":"red"}})");
              }),
              std::pair(VELDWERK_REFUSED + 0, VELDWERK_REASON_UNKNOWN_FIELD + 0));
}

TEST_F(Surface, ARefusedChangeIsListedAndGivenUp) {
    sdk::Replica replica = synced();
    office.with([](OfficeDouble& there) {
        there.refusals[1] = {1, Reason::not_authorised, "not your participant"};
    });
    (void)replica.write(R"({"type":"participant","id":"D001","fields":{"address":"B 2"}})");
    EXPECT_EQ(json::parse(replica.sync())["refused"], 1);

    const json refused = json::parse(replica.refused());

    ASSERT_EQ(refused.size(), 1U);
    EXPECT_EQ(refused[0]["detail"], "not your participant");
    (void)replica.discard(refused[0]["id"].get<std::uint64_t>());
    EXPECT_EQ(replica.refused(), "[]");
}

TEST_F(Surface, TheWorldsFailuresAreToldApartFromTheOfficesNo) {
    sdk::Replica replica = synced();

    EXPECT_EQ(failure_of([&] { (void)replica.sync({.office = "127.0.0.1:1"}); }),
              std::pair(VELDWERK_FAILED + 0, VELDWERK_REASON_NO_CONNECTION + 0));
    office.behave({.refuses = Refused{Reason::crowded, "the office is full", 5000, false}});
    EXPECT_EQ(failure_of([&] { (void)replica.sync(); }),
              std::pair(VELDWERK_FAILED + 0, VELDWERK_REASON_CROWDED + 0));
    office.behave({.refuses = Refused{Reason::revoked, "this device was revoked", 0, true}});
    EXPECT_EQ(failure_of([&] { (void)replica.sync(); }),
              std::pair(VELDWERK_REFUSED + 0, VELDWERK_REASON_REVOKED + 0));
    EXPECT_EQ(failure_of([&] { (void)replica.status(); }).first, VELDWERK_MISUSED);
    EXPECT_EQ(failure_of([&] { (void)open(); }),
              std::pair(VELDWERK_REFUSED + 0, VELDWERK_REASON_REVOKED + 0));
}

TEST_F(Surface, CarriesAWholeLifeInPlainC) {
    const std::string command = "VELDWERK_NOW_MS=" + std::to_string(monday.unix_ms) + ' ' +
                                VELDWERK_PROGRAMS + "/tests/whole_life " + file.path() + ' ' +
                                office.address() + ' ' + office.invite() + " D001";

    EXPECT_EQ(std::system(command.c_str()), 0);

    EXPECT_EQ(office.with([](OfficeDouble& there) { return there.received.size(); }), 2U);
}

TEST_F(Surface, AWatchSyncsByItselfAndAloneUntilItEnds) {
    sdk::Replica replica = synced();
    std::mutex guard;
    std::condition_variable came;
    bool caught_up = false;
    {
        const sdk::Watch watch = replica.watch([&](veldwerk_event event, std::string_view) {
            const std::lock_guard lock(guard);
            caught_up = caught_up || event == VELDWERK_EVENT_CAUGHT_UP;
            came.notify_all();
        });
        std::unique_lock lock(guard);
        ASSERT_TRUE(came.wait_for(lock, std::chrono::seconds(10), [&] { return caught_up; }));
        lock.unlock();
        EXPECT_EQ(failure_of([&] { (void)replica.sync(); }).first, VELDWERK_MISUSED);
    }
    EXPECT_NO_THROW((void)replica.sync());
}

}  // namespace
}  // namespace veldwerk::device
