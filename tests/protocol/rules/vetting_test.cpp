// SPDX-License-Identifier: EUPL-1.2
#include "protocol/rules/vetting.hpp"

#include <gtest/gtest.h>

#include "protocol/records/vocabulary.hpp"

namespace veldwerk {
namespace {

RecordId id(std::uint8_t number) {
    RecordId made;
    made.bytes.back() = number;
    return made;
}

TaskFacts task(std::uint8_t number, const char* description, std::int64_t minutes) {
    return {id(number), id(100), description, minutes};
}

CheckFacts check(std::int64_t result, std::vector<RecordId> seen, std::int64_t when = 1) {
    CheckFacts facts;
    facts.result = result;
    facts.tasks_seen = std::move(seen);
    facts.claimed = Instant{when};
    facts.decided = {WriterId{}, static_cast<std::uint64_t>(when)};
    return facts;
}

VettingFacts approved_job() {
    VettingFacts job;
    job.written = job_state::approved;
    job.tasks = {id(1)};
    job.checks = {check(check_result::positive, {id(1)})};
    job.coordination = coordination_status::agreed;
    job.seats = 1;
    return job;
}

TEST(Vetting, DescriptionsCompareWithoutCaseBlanksAndPunctuation) {
    EXPECT_EQ(normalised_description("  Water the  plants. "), "water the plants");
    EXPECT_EQ(normalised_description("Plants "), normalised_description("plants"));
    EXPECT_EQ(normalised_description("..."), "");
    EXPECT_NE(normalised_description("caf\xc3\xa9"), normalised_description("cafe"));
}

TEST(Vetting, TwoTasksOfOneEmployerWithOneDescriptionAreDoubles) {
    const auto doubles = doubles_of({task(3, "Plants ", 90), task(1, "post", 120),
                                     task(2, "plants", 60)});

    ASSERT_EQ(doubles.size(), 1U);
    ASSERT_EQ(doubles.front().size(), 2U);
    EXPECT_EQ(doubles.front().front().id, id(2));
}

TEST(Vetting, TheSameDescriptionAtAnotherEmployerIsNoDouble) {
    TaskFacts elsewhere = task(2, "plants", 60);
    elsewhere.employer = id(101);

    EXPECT_TRUE(doubles_of({task(1, "plants", 60), elsewhere}).empty());
}

TEST(Vetting, TheTotalIsARangeFromDoublesOnceAtTheirLeastToAllCounted) {
    const TaskTotal total = total_of({task(1, "post", 120), task(2, "plants", 60),
                                      task(3, "Plants ", 90), task(4, "coffee", 300)});

    EXPECT_EQ(total, (TaskTotal{480, 570}));
    EXPECT_EQ(total_of({task(1, "post", 120)}), (TaskTotal{120, 120}));
}

TEST(Vetting, OfSeveralChecksTheOneDecidedLastCounts) {
    VettingFacts job = approved_job();
    job.checks = {check(check_result::positive, {id(1)}, 2), check(check_result::rejected, {}, 1)};
    EXPECT_EQ(job_standing(job), job_state::approved);

    job.checks.push_back(check(check_result::rejected, {id(1)}, 3));
    EXPECT_EQ(job_standing(job), job_state::rejected);
}

TEST(Vetting, ARejectedCheckRejectsAJobThatNobodyApprovedYet) {
    VettingFacts job;
    job.checks = {check(check_result::rejected, {})};

    EXPECT_EQ(job_standing(job), job_state::rejected);
}

TEST(Vetting, ATaskTheCheckHasNotSeenMakesTheJobToBeRevised) {
    VettingFacts job = approved_job();
    job.tasks.push_back(id(2));

    EXPECT_EQ(job_standing(job), job_state::revise);
}

TEST(Vetting, ATaskThatLeftTheJobChangesNothing) {
    VettingFacts job = approved_job();
    job.tasks.clear();

    EXPECT_EQ(job_standing(job), job_state::approved);
}

TEST(Vetting, AnExpiredCheckMakesTheJobToBeRevisedFromTheDayAfter) {
    VettingFacts job = approved_job();
    job.checks.front().valid_until = make_date(2026, 12, 31);

    job.today = make_date(2026, 12, 31);
    EXPECT_EQ(job_standing(job), job_state::approved);
    job.today = make_date(2027, 1, 1);
    EXPECT_EQ(job_standing(job), job_state::revise);
}

TEST(Vetting, VolunteersWhoObjectMakeTheJobToBeRevised) {
    VettingFacts job = approved_job();
    job.coordination = coordination_status::objection;

    EXPECT_EQ(job_standing(job), job_state::revise);
}

TEST(Vetting, AJobWhoseSeatsAreAllHeldIsFilled) {
    VettingFacts job = approved_job();
    job.seats = 2;
    job.seats_held = 1;
    EXPECT_EQ(job_standing(job), job_state::approved);

    job.seats_held = 2;
    EXPECT_EQ(job_standing(job), job_state::filled);
}

TEST(Vetting, WhatIsMissingForApprovalIsNamed) {
    VettingFacts job = approved_job();
    EXPECT_TRUE(missing_for_approval(job, true).empty());

    job.checks.clear();
    job.coordination.reset();
    EXPECT_EQ(missing_for_approval(job, false).size(), 3U);
}

}  // namespace
}  // namespace veldwerk
