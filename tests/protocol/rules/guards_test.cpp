// SPDX-License-Identifier: EUPL-1.2
#include "protocol/rules/guards.hpp"

#include <gtest/gtest.h>

#include "protocol/records/vocabulary.hpp"

namespace veldwerk {
namespace {

/// A public job's placement that may be granted.
GuardFacts may_be_granted() {
    GuardFacts facts;
    facts.kind = placement_kind::public_job;
    facts.start = make_date(2026, 12, 14);
    facts.job = JobGuardFacts{job_state::approved, 1, 0, {}, {}};
    facts.agreements = {{make_date(2026, 1, 1), make_date(2027, 12, 31), {}}};
    facts.consents = {{true, false, {}}};
    return facts;
}

std::vector<Hindrance> hindrances(const GuardFacts& facts) {
    std::vector<Hindrance> found;
    for (const auto& hindered : hindrances_of(facts)) found.push_back(hindered.hindrance);
    return found;
}

using Hindrances = std::vector<Hindrance>;

TEST(Guards, WhereAllHoldNothingHinders) {
    EXPECT_EQ(hindrances(may_be_granted()), Hindrances{});
}

TEST(Guards, EachGuardThatFailsIsNamed) {
    GuardFacts facts = may_be_granted();
    facts.job->seats_held = 1;
    facts.cap = 4;
    facts.cap_held = 4;
    facts.agreements.clear();
    facts.consents.clear();
    facts.overlapping = {{}};

    EXPECT_EQ(hindrances(facts),
              (Hindrances{Hindrance::no_seat, Hindrance::cap_full, Hindrance::no_agreement,
                          Hindrance::no_consent, Hindrance::overlap}));
}

TEST(Guards, AJobInVettingWaitsAndARejectedOneRefuses) {
    GuardFacts facts = may_be_granted();
    facts.job->standing = job_state::vetting;
    EXPECT_EQ(hindrances(facts), Hindrances{Hindrance::job_not_approved});
    EXPECT_FALSE(refuses(Hindrance::job_not_approved));

    for (const auto standing : {job_state::rejected, job_state::lapsed}) {
        facts.job->standing = standing;
        EXPECT_EQ(hindrances(facts), Hindrances{Hindrance::job_rejected});
    }
    EXPECT_TRUE(refuses(Hindrance::job_rejected));
}

TEST(Guards, AnAgreementThatEndsBeforeTheStartRefuses) {
    GuardFacts facts = may_be_granted();
    facts.agreements.front().until = make_date(2026, 12, 13);
    EXPECT_EQ(hindrances(facts), Hindrances{Hindrance::agreement_expired});

    facts.agreements.push_back({make_date(2026, 12, 14), {}, {}});
    EXPECT_EQ(hindrances(facts), Hindrances{});
}

TEST(Guards, WhoeverWithdrewOneConsentAndGaveAnotherConsents) {
    GuardFacts facts = may_be_granted();
    facts.consents = {{true, true, {}}};
    EXPECT_EQ(hindrances(facts), Hindrances{Hindrance::consent_withdrawn});

    facts.consents.push_back({true, false, {}});
    EXPECT_EQ(hindrances(facts), Hindrances{});
}

TEST(Guards, ATopUpNeedsNeitherJobNorAgreement) {
    GuardFacts facts = may_be_granted();
    facts.kind = placement_kind::top_up;
    facts.job.reset();
    facts.agreements.clear();
    EXPECT_EQ(hindrances(facts), Hindrances{});

    facts.consents.clear();
    EXPECT_EQ(hindrances(facts), Hindrances{Hindrance::no_consent});
}

TEST(Guards, AnInnovationNeedsAnAgreementAndNoJob) {
    GuardFacts facts = may_be_granted();
    facts.kind = placement_kind::innovation;
    facts.job.reset();
    EXPECT_EQ(hindrances(facts), Hindrances{});

    facts.agreements.clear();
    EXPECT_EQ(hindrances(facts), Hindrances{Hindrance::no_agreement});
}

TEST(Guards, NamesReadBack) {
    for (auto i = std::uint8_t{1}; i <= static_cast<std::uint8_t>(Hindrance::overlap); ++i) {
        const auto hindrance = static_cast<Hindrance>(i);
        EXPECT_EQ(find_hindrance(name_of(hindrance)), hindrance);
        EXPECT_FALSE(told(hindrance).empty());
    }
    EXPECT_FALSE(find_hindrance("weather"));
}

TEST(Guards, HindrancesAreToldInSentencesAndWhatIsNewerAsItIs) {
    EXPECT_EQ(told_hindrances("no_seat\noverlap\nmoonphase"),
              "no seat of its job is free; it overlaps another placement of the participant; "
              "moonphase");
    EXPECT_EQ(told_hindrances(""), "");
}

Claim claim(std::uint64_t counter, std::int64_t free) {
    return {RecordId{}, Stamp{{}, counter}, free};
}

TEST(Guards, RequestsThatCannotAllBeGrantedCompete) {
    EXPECT_EQ(competing({claim(2, 1), claim(1, 1)}),
              (std::vector<Claim>{claim(1, 1), claim(2, 1)}));
    EXPECT_TRUE(competing({claim(1, 2), claim(2, 2)}).empty());
    EXPECT_TRUE(competing({claim(1, 1)}).empty());
    EXPECT_TRUE(competing({}).empty());
}

}  // namespace
}  // namespace veldwerk
