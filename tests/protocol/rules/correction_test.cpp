// SPDX-License-Identifier: EUPL-1.2
// Corrections by arithmetic: by name, and every small world of facts, decisions and closes in every
// order, against a second, naive reading.
#include "protocol/rules/correction.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <numeric>

#include "tests/protocol/rules/day_facts.hpp"

namespace veldwerk {
namespace {

using namespace day_facts;
using Parts = std::vector<Part>;

const CivilMonth november{2026 * 12 + 10}, december = november.next(), january = december.next();

DecidedDelta decided_on(std::uint64_t counter, bool approved, Parts delta) {
    return {Instant{static_cast<std::int64_t>(counter)}, stamp('Z', counter), record('Z', counter),
            record('D'), {approved, std::move(delta)}};
}

TEST(Correction, IsWhatTheDayIsNowLessWhatWasClosed) {
    EXPECT_EQ(open_delta({Parts{{present, 480}}, Parts{{present, 420}}, {}}),
              (Parts{{present, -60}}));
    EXPECT_EQ(open_delta({{}, Parts{{present, 432}}, {}}), (Parts{{present, 432}}));
    EXPECT_EQ(open_delta({Parts{{present, 480}}, Parts{{present, 300}, {sick, 180}}, {}}),
              (Parts{{present, -180}, {sick, 180}}));
    EXPECT_EQ(open_delta({Parts{{present, 480}}, Parts{}, {}}), (Parts{{present, -480}}));
}

TEST(Correction, IsNothingIfTheDayIsWhatWasClosed) {
    EXPECT_TRUE(open_delta({Parts{{present, 480}}, Parts{{present, 480}}, {}}).empty());
    EXPECT_TRUE(open_delta({{}, Parts{}, {}}).empty());
    EXPECT_TRUE(open_delta({{}, Parts{{present, 0}}, {}}).empty()) << "present for 0 minutes";
}

TEST(Correction, AnApprovedOrRejectedDeltaIsNotAskedAgain) {
    for (const bool approved : {true, false}) {
        EXPECT_TRUE(open_delta({Parts{{present, 480}}, Parts{{present, 420}},
                                {decided_on(1, approved, {{present, -60}})}})
                        .empty());
    }
}

TEST(Correction, WhatComesAfterADecisionIsAFurtherDelta) {
    EXPECT_EQ(open_delta({Parts{{present, 480}}, Parts{{present, 400}},
                          {decided_on(1, true, {{present, -60}})}}),
              (Parts{{present, -20}}));
    EXPECT_EQ(open_delta({Parts{{present, 480}}, Parts{{present, 480}},
                          {decided_on(1, true, {{present, -60}})}}),
              (Parts{{present, 60}}))
        << "back to what was closed";
}

TEST(Correction, AnOpenDayKeepsWhatWasClosedAndDecided) {
    EXPECT_TRUE(open_delta({Parts{{present, 480}}, std::nullopt, {}}).empty());
    EXPECT_TRUE(open_delta({Parts{{present, 480}}, std::nullopt,
                            {decided_on(1, true, {{present, -60}})}})
                    .empty());
}

TEST(Correction, TwoDecisionsThatDidNotKnowEachOtherAreSetRightByAThird) {
    const auto twice = open_delta({Parts{{present, 480}}, Parts{{present, 420}},
                                   {decided_on(1, true, {{present, -60}}),
                                    decided_on(2, true, {{present, -60}})}});

    EXPECT_EQ(twice, (Parts{{present, 60}}));
}

TEST(Correction, AnOutcomeReadsBackAndNothingElseDoes) {
    for (const bool approved : {true, false}) {
        const CorrectionOutcome outcome{approved, {{present, -60}, {sick, 60}}};
        EXPECT_EQ(decode_correction(encode_correction(outcome)), std::optional(outcome));
    }
    EXPECT_EQ(encode_correction({true, {{present, -60}}}), std::string("\x01\x02\x77", 3))
        << "these bytes are in histories";
    EXPECT_FALSE(decode_correction({}).has_value());
    EXPECT_FALSE(decode_correction("\x03").has_value());
    EXPECT_FALSE(decode_correction("\x01\x02").has_value());
}

TEST(Correction, IsNumberedByClaimedTimeThenStamp) {
    std::vector<DecidedDelta> decided{decided_on(3, true, {}), decided_on(1, true, {}),
                                      decided_on(2, false, {})};
    decided[0].claimed = Instant{2};

    sort_decided(decided);

    EXPECT_EQ(decided[0].stamp, stamp('Z', 1));
    EXPECT_EQ(decided[1].stamp, stamp('Z', 2));
    EXPECT_EQ(decided[2].stamp, stamp('Z', 3));
    EXPECT_NE(correction_id(record('A'), *make_date(2026, 11, 30), 0),
              correction_id(record('A'), *make_date(2026, 11, 30), 1));
}

TEST(Booking, IsTheFirstMonthNotClosedUntilACloseNamesTheApproval) {
    const RecordId approval = record('Z', 1);

    EXPECT_EQ(booking_of(approval, november, {{november, {}}}), (Booking{december, false}));
    EXPECT_EQ(booking_of(approval, november, {{november, {}}, {december, {approval}}}),
              (Booking{december, true}));
    EXPECT_EQ(booking_of(approval, november, {{november, {}}, {december, {}}}),
              (Booking{january, false}))
        << "December was closed without it";
    EXPECT_EQ(booking_of(approval, november,
                         {{november, {}}, {december, {}}, {january, {approval}}}),
              (Booking{january, true}));
}

TEST(Booking, IsTheFirstOfTwoClosesThatNameIt) {
    const RecordId approval = record('Z', 1);

    EXPECT_EQ(booking_of(approval, november,
                         {{november, {}}, {december, {approval}}, {january, {approval}}}),
              (Booking{december, true}));
}

TEST(Booking, IsNeverTheMonthItCorrectsNorOneBefore) {
    const RecordId approval = record('Z', 1);
    const CivilMonth october{november.months - 1};

    EXPECT_EQ(booking_of(approval, november, {{october, {approval}}, {november, {approval}}}),
              (Booking{december, false}));
}

TEST(Booking, LeavesAMonthClosedOutOfOrderAlone) {
    EXPECT_EQ(booking_of(record('Z', 1), november, {{november, {}}, {january, {}}}),
              (Booking{december, false}));
}

// --- every small world ---

/// The books by a second reading: what was closed, and every approved delta added.
std::int64_t booked_total(std::int64_t closed, const std::vector<DecidedDelta>& decided) {
    std::int64_t total = closed;
    for (const auto& one : decided) {
        if (one.outcome.approved && !one.outcome.delta.empty()) {
            total += one.outcome.delta.front().minutes;
        }
    }
    return total;
}

/// A day whose value moves again and again after the close, and an office that decides each delta
/// or lets it wait: whatever it does, approving what is left makes the books say the day.
TEST(CorrectionInEveryWorld, ApprovingWhatIsLeftMakesTheBooksRight) {
    const std::vector<std::int64_t> values{0, 420, 480};
    constexpr int choices = 3;  // let it wait, approve, reject
    int worlds = 0;
    for (const auto closed : values) {
        for (int world = 0; world < 9 * 9 * 9; ++world) {
            CorrectionFacts facts{{{present, closed}}, Parts{}, {}};
            std::int64_t rejected = 0;
            int drawn = world;
            for (std::uint64_t step = 1; step <= 3; ++step, drawn /= 9) {
                const auto now = values[static_cast<std::size_t>(drawn % 3)];
                facts.now = Parts{{present, now}};
                const int choice = drawn / 3 % choices;
                const auto delta = open_delta(facts);
                const std::int64_t left = delta.empty() ? 0 : delta.front().minutes;
                EXPECT_EQ(booked_total(closed, facts.decided) + rejected + left, now);
                if (choice == 0 || delta.empty()) continue;
                facts.decided.push_back(decided_on(step, choice == 1, delta));
                if (choice == 2) rejected += left;
            }
            const auto left = open_delta(facts);
            if (!left.empty()) facts.decided.push_back(decided_on(9, true, left));
            EXPECT_TRUE(open_delta(facts).empty());
            EXPECT_EQ(booked_total(closed, facts.decided) + rejected,
                      facts.now->empty() ? 0 : facts.now->front().minutes);
            ++worlds;
        }
    }
    EXPECT_EQ(worlds, 3 * 729);
}

TEST(CorrectionInEveryWorld, IsTheSameInEveryOrderOfItsDecisions) {
    std::vector<DecidedDelta> decided{decided_on(1, true, {{present, -60}}),
                                      decided_on(2, false, {{sick, 60}}),
                                      decided_on(3, true, {{present, 20}, {sick, -10}}),
                                      decided_on(4, true, {{leave, 5}})};
    decided[2].claimed = decided[1].claimed;
    auto sorted = decided;
    sort_decided(sorted);
    const CorrectionFacts facts{{{present, 480}}, Parts{{present, 400}, {sick, 30}}, decided};
    const auto delta = open_delta(facts);
    std::vector<std::size_t> order(decided.size());
    std::iota(order.begin(), order.end(), 0);
    do {
        CorrectionFacts again{facts.closed, facts.now, {}};
        for (const auto i : order) again.decided.push_back(decided[i]);
        EXPECT_EQ(open_delta(again), delta);
        sort_decided(again.decided);
        for (std::size_t i = 0; i < sorted.size(); ++i) {
            EXPECT_EQ(again.decided[i].stamp, sorted[i].stamp);
        }
    } while (std::next_permutation(order.begin(), order.end()));
    EXPECT_EQ(delta, (Parts{{present, -40}, {sick, -20}, {leave, -5}}));
}

}  // namespace
}  // namespace veldwerk
