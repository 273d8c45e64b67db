// SPDX-License-Identifier: EUPL-1.2
// Which observations count, and when they say the same; agreement against a naive second reading.
#include "protocol/rules/observation.hpp"

#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

#include <cstdlib>

#include "protocol/records/vocabulary.hpp"
#include "tests/protocol/rules/day_facts.hpp"

namespace veldwerk {
namespace {

using namespace day_facts;

std::vector<Stamp> counting(const std::vector<ObservationFacts>& observations) {
    std::vector<Stamp> stamps;
    for (const auto& counted : not_superseded(observations)) {
        stamps.push_back(counted.observation->stamp);
    }
    return stamps;
}

bool agree(const std::vector<std::vector<Part>>& values, std::int64_t tolerance_minutes) {
    std::vector<const std::vector<Part>*> pointers;
    for (const auto& value : values) pointers.push_back(&value);
    return veldwerk::agree(pointers, tolerance_minutes);
}

TEST(Superseding, TakesOutWhatTheSamePersonNames) {
    const auto first = observed('A', 1, {{present, 480}});
    const auto second = superseding(observed('A', 2, {{present, 420}}), first);

    EXPECT_EQ(counting({first, second}), std::vector{second.stamp});
    EXPECT_EQ(counting({second, first}), std::vector{second.stamp});
}

TEST(Superseding, IsNotForAnotherPerson) {
    const auto first = observed('A', 1, {{present, 480}});
    const auto other = superseding(observed('B', 1, {{present, 420}}), first);

    EXPECT_EQ(counting({first, other}), (std::vector{first.stamp, other.stamp}));
}

TEST(Superseding, FollowsThePersonFromOneDeviceToAnother) {
    const auto on_phone = observed('A', 1, {{present, 480}});
    auto on_laptop = superseding(observed('L', 1, {{present, 420}}), on_phone);
    on_laptop.person = on_phone.person;

    EXPECT_EQ(counting({on_phone, on_laptop}), std::vector{on_laptop.stamp});
}

TEST(Superseding, NeverHappensByTime) {
    const auto first = observed('A', 1, {{present, 480}});
    const auto second = observed('A', 2, {{sick, 480}});

    EXPECT_EQ(counting({first, second}).size(), 2U);
}

TEST(Superseding, TakesOutAWholeChainEvenWhenItsMiddleIsMissing) {
    const auto first = observed('A', 1, {{present, 480}});
    const auto second = superseding(observed('A', 2, {{present, 420}}), first);
    const auto third = superseding(observed('A', 3, {{present, 400}}), second);

    EXPECT_EQ(counting({third, second, first}), std::vector{third.stamp});
    EXPECT_EQ(counting({third, first}), (std::vector{first.stamp, third.stamp}))
        << "nothing yet says that the first no longer counts";
}

TEST(Superseding, OfItselfIsNothing) {
    auto odd = observed('A', 1, {{present, 480}});
    odd.supersedes = {odd.id};

    EXPECT_EQ(counting({odd}), std::vector{odd.stamp});
}

TEST(Superseding, OfAnImportIsForTheSameEmployersFileWhoeverCarriesItIn) {
    const auto first = imported(1, {{present, 480}});
    auto second = superseding(imported(2, {{present, 432}}), first);
    second.person = record('D');
    auto strangers = second;
    strangers.employer = record('F');
    auto by_hand = superseding(observed('O', 3, {{present, 400}}), first);

    EXPECT_EQ(counting({first, second}), std::vector{second.stamp});
    EXPECT_EQ(counting({first, strangers}).size(), 2U);
    EXPECT_EQ(counting({first, by_hand}).size(), 2U) << "the same person, but no file";
}

TEST(Import, OfTheSameRowAndValueCountsOnce) {
    const auto row = imported(1, {{present, 480}});
    const auto again = imported(2, {{present, 480}});
    const auto other_row = imported(3, {{present, 480}}, "2");
    const auto other_value = imported(4, {{present, 470}});

    EXPECT_EQ(counting({again, row}), std::vector{row.stamp});
    EXPECT_EQ(counting({row, other_row}).size(), 2U);
    EXPECT_EQ(counting({row, other_value}).size(), 2U);
}

TEST(Import, ThatArrivedTwiceFallsWithItsRepetition) {
    const auto row = imported(1, {{present, 480}});
    const auto again = imported(2, {{present, 480}});
    const auto corrected = superseding(imported(3, {{present, 432}}), again);

    EXPECT_EQ(counting({row, again, corrected}), std::vector{corrected.stamp});
}

TEST(Import, MayReturnToAnEarlierValue) {
    const auto first = imported(1, {{present, 480}});
    const auto second = superseding(imported(2, {{present, 432}}), first);
    const auto third = superseding(imported(3, {{present, 480}}), second);

    EXPECT_EQ(counting({first, second, third}), std::vector{third.stamp});
}

TEST(PlannedAbsence, IsAnObservationOfTheParticipantForTheScheduledMinutes) {
    const auto date = *make_date(2026, 12, 1);
    const AbsenceFacts absence{stamp('A', 1), record('A', 1), record('A'),
                               {date, date.plus(3)}, leave};

    const auto seen = observed_absence(absence, date.plus(3), {480, 0, true, false});

    ASSERT_TRUE(seen);
    EXPECT_EQ(seen->source, observation_source::participant);
    EXPECT_EQ(seen->parts, (std::vector<Part>{{leave, 480}}));
    EXPECT_EQ(seen->stamp, absence.stamp);
}

TEST(PlannedAbsence, TakesNoLeaveOnADayOffAHolidayOrOutsideItsDates) {
    const auto date = *make_date(2026, 12, 1);
    const AbsenceFacts absence{stamp('A', 1), record('A', 1), record('A'), {date, date}, leave};

    EXPECT_FALSE(observed_absence(absence, date, {0, 0, true, false}));
    EXPECT_FALSE(observed_absence(absence, date, {480, 1, true, false}));
    EXPECT_FALSE(observed_absence(absence, date.plus(1), {480, 0, true, false}));
    EXPECT_FALSE(observed_absence(absence, date.plus(-1), {480, 0, true, false}));
}

TEST(Agreement, AllowsTheToleranceAndNotAMinuteMore) {
    EXPECT_TRUE(agree({{{present, 480}}, {{present, 465}}}, 15));
    EXPECT_FALSE(agree({{{present, 480}}, {{present, 464}}}, 15));
    EXPECT_TRUE(agree({{{present, 480}}, {{present, 480}}}, 0));
}

TEST(Agreement, MeasuresFromTheLargestToTheSmallestNotFromNeighbourToNeighbour) {
    EXPECT_FALSE(agree({{{present, 480}}, {{present, 470}}, {{present, 460}}}, 15));
}

TEST(Agreement, AsksForTheSameStatuses) {
    EXPECT_FALSE(agree({{{present, 480}}, {{sick, 480}}}, 15));
    EXPECT_FALSE(agree({{{present, 480}}, {{present, 480}, {sick, 10}}}, 15));
}

// The naive reading: of each two, each status is in both or in neither, and never further apart.
bool naively_agree(const std::vector<std::vector<Part>>& values, std::int64_t tolerance_minutes) {
    const auto minutes = [](const std::vector<Part>& parts, std::int64_t status) {
        for (const Part& part : parts) {
            if (part.status == status) return part.minutes;
        }
        return std::int64_t{-1'000'000};
    };
    for (const auto& a : values) {
        for (const auto& b : values) {
            for (std::int64_t status = 1; status <= 10; ++status) {
                const auto apart = std::abs(minutes(a, status) - minutes(b, status));
                if (apart > tolerance_minutes) return false;
            }
        }
    }
    return true;
}

RC_GTEST_PROP(Agreement, IsWhatEachTwoSayOfEachStatus, ()) {
    const auto count = *rc::gen::inRange(0, 5);
    std::vector<std::vector<Part>> values;
    for (int i = 0; i < count; ++i) {
        std::vector<Part> parts;
        for (const auto status : {present, sick}) {
            // Mostly there and mostly near, or nothing would ever agree.
            if (*rc::gen::inRange(0, 6) == 0) continue;
            parts.push_back({status, *rc::gen::inRange<std::int64_t>(0, 8)});
        }
        values.push_back(parts);
    }
    const auto tolerance = *rc::gen::inRange<std::int64_t>(0, 8);

    const bool naive = naively_agree(values, tolerance);
    RC_CLASSIFY(naive, "agree");
    RC_ASSERT(agree(values, tolerance) == naive);
}

}  // namespace
}  // namespace veldwerk
