// SPDX-License-Identifier: EUPL-1.2
// Closing months: what a close lists and stores, and that nothing changes it afterwards.
#include "daemon/office/closing.hpp"

#include <sodium.h>

#include "daemon/office/checking.hpp"
#include "protocol/records/vocabulary.hpp"
#include "protocol/rules/period.hpp"
#include "tests/daemon/office/small_world.hpp"

namespace veldwerk::office {
namespace {

const CivilMonth november = parse_month("2026-11").value();
const CivilMonth december = parse_month("2026-12").value();

/// Two placements from Monday 30 November on; one coach for both.
class Closing : public ::testing::Test {
protected:
    Closing() {
        first = world.placement("L1", "D001");
        second = world.placement("L6", "D006");
        const RecordId anja = world.put("coach", {{"name", "Anja"}, {"code", "A"}});
        for (const auto& id : world.office->ledger().all(type::participant)) {
            world.assign(anja, id);
        }
        a = world.device(anja);
        carla = world.put("person", {{"name", "Carla"}, {"role", "back_office"}});
        world.now("2026-12-03T12:00:00+01:00");
    }
    void observe(const RecordId& placement, const std::string& date, const std::string& parts) {
        world.admit({world.observe(a, placement, date, parts)});
    }
    Result<CloseReceipt> close(CivilMonth month, const std::string& accept_open = {}) {
        return close_month(*world.office,
                           {.month = month, .person = carla, .accept_open = accept_open});
    }
    std::string export_bytes() { return export_of(world.office->ledger(), november).value(); }

    SmallWorld world;
    RecordId first, second, carla;
    HandmadeDevice a;
};

TEST_F(Closing, StoresTheMinutesTheDigestAndTheExportOfTheDaysItSaw) {
    observe(first, "2026-11-30", "present:480");
    observe(second, "2026-11-30", "present:300,sick:132");

    const auto closed = close(november);

    ASSERT_TRUE(closed.has_value()) << closed.error().detail;
    EXPECT_EQ(closed->period.state, period_state::closed);
    EXPECT_EQ(closed->period.minutes, 780);
    EXPECT_TRUE(closed->period.open_days.empty());
    EXPECT_EQ(export_bytes(), "\xef\xbb\xbfplaatsing;deelnemer;datum;soort;status;minuten\r\n"
                              "L1;D001;30-11-2026;dag;aanwezig;480\r\n"
                              "L6;D006;30-11-2026;dag;aanwezig;300\r\n"
                              "L6;D006;30-11-2026;dag;ziek;132\r\n");
    std::array<unsigned char, crypto_hash_sha256_BYTES> hash{};
    const std::string bytes = export_bytes();
    crypto_hash_sha256(hash.data(), reinterpret_cast<const unsigned char*>(bytes.data()),
                       bytes.size());
    std::array<char, 2 * hash.size() + 1> hex{};
    sodium_bin2hex(hex.data(), hex.size(), hash.data(), hash.size());
    EXPECT_EQ(closed->period.digest, hex.data()) << "anybody can check the file with sha256sum";
}

TEST_F(Closing, IsRefusedWhileADayIsOpenUnlessSomebodySaysWhy) {
    observe(first, "2026-11-30", "present:480");

    const auto refused = close(november);
    const auto closed = close(november, "the employer's file follows");

    ASSERT_FALSE(refused.has_value());
    EXPECT_EQ(refused.error().reason, Reason::rule);
    EXPECT_NE(refused.error().detail.find("1 open day (L6 2026-11-30)"), std::string::npos)
        << refused.error().detail;
    ASSERT_TRUE(closed.has_value()) << closed.error().detail;
    ASSERT_EQ(closed->period.open_days.size(), 1U);
    EXPECT_EQ(closed->period.open_days.front().code, "L6");
    EXPECT_NE(export_bytes().find("L6;D006;30-11-2026;open;;\r\n"), std::string::npos);
    EXPECT_EQ(closes_of(world.office->ledger(), november).front().reason,
              "the employer's file follows");
}

TEST_F(Closing, ADisputedDayIsOpenAndItsShownValueIsListed) {
    observe(first, "2026-11-30", "present:480");
    observe(second, "2026-11-30", "unauthorised_absence:480");

    const auto closed = close(november, "asked the employer");

    ASSERT_TRUE(closed.has_value()) << closed.error().detail;
    EXPECT_EQ(closed->period.open_days.size(), 1U);
    EXPECT_EQ(world.text("closed_day", closed_day_id(second, november.last()), "open"), "true");
    EXPECT_EQ(world.text("closed_day", closed_day_id(first, november.last()), "parts"),
              "present:480");
    EXPECT_EQ(world.text("closed_day", closed_day_id(first, november.last()), "open"), "");
}

TEST_F(Closing, HappensOnceAndAfterTheMonthOnly) {
    world.now("2026-11-30T23:00:00+01:00");
    const auto early = close(november, "no");
    world.now("2026-12-01T00:30:00+01:00");
    const auto closed = close(november, "yes");
    const auto again = close(november, "again");

    ASSERT_FALSE(early.has_value());
    EXPECT_NE(early.error().detail.find("not over yet"), std::string::npos);
    ASSERT_TRUE(closed.has_value());
    ASSERT_FALSE(again.has_value());
    EXPECT_NE(again.error().detail.find("by Carla and never changes"), std::string::npos)
        << again.error().detail;
    EXPECT_EQ(world.office->ledger().all(type::period).size(), 1U);
}

TEST_F(Closing, NothingThatComesLaterChangesTheExport) {
    observe(first, "2026-11-30", "present:480");
    const auto closed = close(november, "the rest follows");
    const std::string bytes = export_bytes();

    observe(first, "2026-11-30", "sick:480");
    observe(second, "2026-11-30", "present:432");
    world.put("placement", {{"code", "L99"}}, first.text());
    world.put("placement", {{"end", "2026-11-30"}}, second.text());

    EXPECT_EQ(export_bytes(), bytes);
    const PeriodView now = view_period(world.office->ledger(), november, world.office->today());
    EXPECT_EQ(now.digest, closed->period.digest);
    EXPECT_EQ(now.minutes, 480);
    EXPECT_EQ(now.open_days.size(), 1U);
}

TEST_F(Closing, APeriodIsWrittenByItsCloseAlone) {
    ASSERT_TRUE(close(november, "accepted").has_value());
    const RecordId period = world.office->ledger().all(type::period).front();

    EXPECT_FALSE(world.try_put("period", {{"state", "open"}}, period.text()).has_value());
    EXPECT_FALSE(world.try_put("period", {{"month", "2026-10"}}).has_value());
}

TEST_F(Closing, AnEarlierMonthThatIsNotClosedIsANotice) {
    world.now("2027-01-04T09:00:00+01:00");

    const auto closed = close(december, "nobody observed anything");

    ASSERT_TRUE(closed.has_value()) << closed.error().detail;
    ASSERT_EQ(closed->notices.size(), 1U);
    EXPECT_EQ(closed->notices.front(), "2026-11 is not closed yet");
}

TEST_F(Closing, PlannedAbsencesOfTheLastDaysCountAlthoughNoDayActWasWrittenSince) {
    world.now("2026-11-29T09:00:00+01:00");
    world.office->turn_day();
    world.put("planned_absence", {{"placement", first.text()}, {"from", "2026-11-30"},
                                  {"to", "2026-11-30"}, {"status", "leave"}});
    world.now("2026-12-01T09:00:00+01:00");

    const auto closed = close(november, "L6 follows");

    ASSERT_TRUE(closed.has_value());
    EXPECT_EQ(closed->period.open_days.size(), 1U);
    EXPECT_EQ(world.text("closed_day", closed_day_id(first, november.last()), "parts"),
              "leave:480");
}

TEST_F(Closing, ListsPastMonthsAsProvisionalAndTheRunningOneAsOpen) {
    observe(first, "2026-11-30", "present:480");
    observe(first, "2026-12-01", "present:470");

    const auto periods = view_periods(world.office->ledger(), world.office->today());

    ASSERT_EQ(periods.size(), 2U);
    EXPECT_EQ(periods[0].state, period_state::provisional);
    EXPECT_EQ(periods[0].minutes, 480);
    ASSERT_EQ(periods[0].open_days.size(), 1U);
    EXPECT_EQ(periods[1].state, period_state::open);
    EXPECT_EQ(periods[1].minutes, 470);
    // L1 on the 2nd, L6 on the 1st and 2nd; the 3rd is not over.
    EXPECT_EQ(told_days(periods[1].open_days), "L1 2026-12-02, L6 2026-12-01, L6 2026-12-02");
}

TEST_F(Closing, WhatIsObservedOnAPlacementThatWaitsForItsGrantIsOpen) {
    const RecordId waiting = world.put(
        "placement", {{"code", "L7"}, {"participant", "D001"}, {"workplace",
                      world.workplace.text()}, {"kind", "top_up"}, {"start", "2026-11-30"},
                      {"state", "requested"}});
    world.look(a);
    observe(waiting, "2026-11-30", "present:60");

    const auto view = view_period(world.office->ledger(), november, world.office->today());

    ASSERT_EQ(view.open_days.size(), 3U);
    EXPECT_EQ(view.open_days.back().code, "L7");
    world.put("placement", {{"state", "rejected"}}, waiting.text());
    EXPECT_EQ(view_period(world.office->ledger(), november, world.office->today())
                  .open_days.size(), 2U);
}

/// The office closes a month twice, in two lives that did not know of each other: by hand here.
class ClosedTwice : public Closing {
protected:
    RecordId close_by_hand(const std::string& at, const std::vector<ClosedDay>& days) {
        world.now(at);
        const RecordType& period = *find_type(type::period);
        const RecordId id = world.new_id();
        RecordWrites writes{.type = type::period, .record = id, .creates = true, .writes = {}};
        const auto set = [&](std::string_view field, std::string value) {
            writes.writes.push_back({period.find(field)->slot, {}, std::move(value), {}});
        };
        set("month", encode_integer(november.months));
        set("state", encode_integer(period_state::closed));
        set("days", encode_days(november, days));
        set("closed_by", std::string(carla.view()));
        (void)world.office->act_writes(Act::close, carla, {writes});
        return id;
    }
    std::string closed_parts(const RecordId& placement) {
        return world.text("closed_day", closed_day_id(placement, november.last()), "parts");
    }
};

TEST_F(ClosedTwice, TheEarlierByItsOwnTimeCountsAndTheOtherIsShownAsEmpty) {
    const RecordId later = close_by_hand("2026-12-05T12:00:00+01:00",
                                         {{first, november.last(), {{1, 480}}, false},
                                          {second, november.last(), {{1, 100}}, false}});
    EXPECT_EQ(closed_parts(second), "present:100");

    const RecordId earlier = close_by_hand("2026-12-03T12:00:00+01:00",
                                           {{first, november.last(), {{1, 420}}, false}});

    const auto closes = closes_of(world.office->ledger(), november);
    ASSERT_EQ(closes.size(), 2U);
    EXPECT_EQ(closes.front().period, earlier);
    EXPECT_EQ(closed_parts(first), "present:420");
    EXPECT_EQ(closed_parts(second), "") << "the close that counts did not list it";
    const auto view = view_period(world.office->ledger(), november, world.office->today());
    ASSERT_EQ(view.empty.size(), 1U);
    EXPECT_EQ(view.empty.front().period, later);
    EXPECT_EQ(view.empty.front().by, "Carla");
    const auto rebuild = check_rebuild(*world.office, {.random_orders = 8, .seed = 3, .done = {}});
    EXPECT_TRUE(rebuild.same());
}

}  // namespace
}  // namespace veldwerk::office
