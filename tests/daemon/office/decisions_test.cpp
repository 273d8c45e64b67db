// SPDX-License-Identifier: EUPL-1.2
#include "daemon/office/decisions.hpp"

#include "daemon/office/reviews.hpp"
#include "protocol/records/vocabulary.hpp"
#include "protocol/rules/day.hpp"
#include "tests/daemon/office/small_world.hpp"

namespace veldwerk::office {
namespace {

/// One placement, two coaches who both hold its participant.
class Decisions : public ::testing::Test {
protected:
    Decisions() {
        placement = world.placement("L1", "D001");
        const RecordId participant = *world.office->ledger().resolve(type::participant, "D001");
        anja = world.put("coach", {{"name", "Anja"}, {"code", "A"}});
        bram = world.put("coach", {{"name", "Bram"}, {"code", "B"}});
        world.assign(anja, participant);
        world.assign(bram, participant);
        a = world.device(anja);
        b = world.device(bram);
    }

    ReviewView only_review() {
        const auto reviews = world.reviews();
        EXPECT_EQ(reviews.size(), 1U);
        return view_review(world.office->ledger(), reviews.front());
    }
    Result<DecisionReceipt> choose(const ReviewView& review, std::size_t number) {
        return decide(*world.office, {.review = review.id.text(), .version = review.version,
                                      .choose = number, .values = {}, .reason = "seen both",
                                      .person = world.person});
    }
    Result<DecisionReceipt> give(const ReviewView& review, std::vector<FieldIs> values) {
        return decide(*world.office, {.review = review.id.text(), .version = review.version,
                                      .choose = {}, .values = std::move(values),
                                      .reason = "asked her", .person = world.person});
    }
    void disagree_on_the_day() {
        world.admit({world.observe(a, placement, "2026-12-01", "sick:480"),
                     world.observe(b, placement, "2026-12-01", "present:480")});
    }
    /// Anja ends the placement, Bram prolongs it, neither knowing of the other.
    void disagree_on_the_end() {
        const RecordState seen = world.state("placement", placement);
        world.admit({world.change(a, "placement", placement,
                                  {{"start", "2026-11-30"}, {"end", "2026-12-31"}}, &seen),
                     world.change(b, "placement", placement,
                                  {{"start", "2026-11-30"}, {"end", "2027-06-30"}}, &seen)});
    }
    std::string day_parts() {
        const RecordId id = established_day_id(placement, parse_date("2026-12-01").value());
        return world.text("established_day", id, "parts");
    }

    SmallWorld world;
    RecordId placement, anja, bram;
    HandmadeDevice a, b;
};

TEST_F(Decisions, ADisputedDayTakesThePartsAPersonGives) {
    disagree_on_the_day();
    const ReviewView review = only_review();
    ASSERT_EQ(review.state, review_state::open);
    ASSERT_EQ(review.alternatives.size(), 2U);

    const auto decided = give(review, {{"parts", "present:300,sick:180"}});

    ASSERT_TRUE(decided.has_value()) << decided.error().detail;
    EXPECT_EQ(day_parts(), "present:300,sick:180");
    const ReviewView after = only_review();
    EXPECT_EQ(after.state, review_state::decided);
    EXPECT_EQ(after.decision->reason, "asked her");
    EXPECT_EQ(after.decision->by, "Administrator");
    EXPECT_EQ(after.alternatives.size(), 2U);
}

TEST_F(Decisions, ADisputedDayTakesTheObservationAPersonChooses) {
    disagree_on_the_day();
    const ReviewView review = only_review();
    const auto present = std::find_if(review.alternatives.begin(), review.alternatives.end(),
                                      [](const auto& one) { return one.minutes == 480; });
    ASSERT_NE(present, review.alternatives.end());
    EXPECT_EQ(present->by, "Bram");
    EXPECT_EQ(present->source, "seen");

    ASSERT_TRUE(choose(review, present->number).has_value());

    EXPECT_EQ(day_parts(), "present:480");
}

TEST_F(Decisions, ADecidedDayCanBeDecidedAgain) {
    disagree_on_the_day();
    ASSERT_TRUE(choose(only_review(), 1).has_value());

    ASSERT_TRUE(give(only_review(), {{"parts", "sick:240"}}).has_value());

    EXPECT_EQ(day_parts(), "sick:240");
    EXPECT_EQ(only_review().state, review_state::decided);
}

TEST_F(Decisions, TheSameOutcomeOnceMoreIsRefusedAndMakesNoSecondDecision) {
    disagree_on_the_day();
    ASSERT_TRUE(give(only_review(), {{"parts", "present:300,sick:180"}}).has_value());

    const auto again = give(only_review(), {{"parts", "present:300,sick:180"}});

    ASSERT_FALSE(again.has_value());
    EXPECT_EQ(again.error().reason, Reason::rule);
    EXPECT_NE(again.error().detail.find("is decided already: present:300,sick:180, by "
                                        "Administrator on "),
              std::string::npos)
        << again.error().detail;
    EXPECT_EQ(world.office->ledger().all(type::decision).size(), 1U);
}

TEST_F(Decisions, ALaterObservationThatDisagreesOpensTheDayAgain) {
    disagree_on_the_day();
    ASSERT_TRUE(give(only_review(), {{"parts", "present:300,sick:180"}}).has_value());

    world.admit_one(world.observe(a, placement, "2026-12-01", "leave:480"));

    EXPECT_EQ(only_review().state, review_state::open);
    EXPECT_EQ(only_review().alternatives.size(), 3U);
    EXPECT_EQ(day_parts(), "present:300,sick:180") << "the decision stays until decided again";
}

TEST_F(Decisions, AReviewThatMovedOnIsNotDecidedByItsOldVersion) {
    disagree_on_the_day();
    const ReviewView listed = only_review();
    world.admit_one(world.observe(a, placement, "2026-12-01", "leave:480"));

    const auto decided = choose(listed, 1);

    ASSERT_FALSE(decided.has_value());
    EXPECT_EQ(decided.error().reason, Reason::stale);
    EXPECT_NE(decided.error().detail.find("leave:480"), std::string::npos);
    EXPECT_NE(decided.error().detail.find('@' + only_review().version), std::string::npos);
    EXPECT_EQ(day_parts(), "");
}

TEST_F(Decisions, AContestedFieldTakesTheCandidateAPersonChooses) {
    world.put("placement", {{"start", "2026-11-30"}, {"end", "2027-01-31"}}, placement.text());
    disagree_on_the_end();
    const ReviewView review = only_review();
    EXPECT_EQ(review.subject, "placement L1: start, end, end_reason");
    EXPECT_EQ(world.text("placement", placement, "end"), "2027-01-31") << "what both knew";

    const auto decided = choose(review, 2);

    ASSERT_TRUE(decided.has_value()) << decided.error().detail;
    EXPECT_EQ(world.text("placement", placement, "end"),
              review.alternatives[1].value.find("2027-06-30") == std::string::npos ? "2026-12-31"
                                                                                   : "2027-06-30");
    EXPECT_EQ(only_review().state, review_state::decided);
    EXPECT_EQ(only_review().alternatives.size(), 2U) << "a decided review still shows between what";
}

TEST_F(Decisions, AContestedFieldTakesTheValueAPersonGivesAndKeepsTheRestOfItsGroup) {
    disagree_on_the_end();

    const auto decided = give(only_review(), {{"end", "2027-03-31"}});

    ASSERT_TRUE(decided.has_value()) << decided.error().detail;
    EXPECT_EQ(world.text("placement", placement, "end"), "2027-03-31");
    EXPECT_EQ(world.text("placement", placement, "start"), "2026-11-30");
}

TEST_F(Decisions, ALaterAlternativeOpensADecidedFieldAgainBesideTheDecision) {
    const RecordState seen = world.state("placement", placement);
    disagree_on_the_end();
    ASSERT_TRUE(give(only_review(), {{"end", "2027-03-31"}}).has_value());

    auto c = world.device(anja);
    world.admit_one(world.change(c, "placement", placement,
                                 {{"start", "2026-11-30"}, {"end", "2028-01-01"}}, &seen));

    const ReviewView review = only_review();
    EXPECT_EQ(review.state, review_state::open);
    EXPECT_EQ(review.alternatives.size(), 2U);
    EXPECT_EQ(review.decision->reason, "asked her") << "the decision is an alternative now";
    EXPECT_EQ(world.text("placement", placement, "end"), "2027-03-31");
    ASSERT_TRUE(give(review, {{"end", "2028-01-01"}}).has_value());
    EXPECT_EQ(only_review().state, review_state::decided);
}

TEST_F(Decisions, AgreementThatComesLaterClosesAReviewWithoutADecision) {
    const RecordState seen = world.state("placement", placement);
    disagree_on_the_end();
    ASSERT_EQ(world.reviews().size(), 1U);

    const RecordState contested = world.state("placement", placement);
    RecordState own = contested;
    std::erase_if(own.candidates,
                  [this](const Candidate& candidate) { return candidate.by.person != anja; });
    world.admit_one(world.change(a, "placement", placement,
                                 {{"start", "2026-11-30"}, {"end", "2027-06-30"}}, &own));

    EXPECT_TRUE(world.reviews().empty());
}

TEST_F(Decisions, ASuggestionIsAcceptedOrTheFieldKept) {
    const RecordId target = world.put("employer_agreement", {{"employer", world.employer.text()},
                                                             {"valid_until", "2027-12-31"}});
    const auto suggest = [&](const std::string& date) {
        world.look(a);
        const RecordState none;
        world.admit_one(world.change(a, "employer_agreement", target, {{"valid_until", date}},
                                     &none));
    };
    suggest("2028-12-31");
    ASSERT_EQ(only_review().kind, review_kind::suggestion);
    ASSERT_EQ(only_review().alternatives.size(), 2U);
    EXPECT_EQ(only_review().alternatives[0].value, "2027-12-31");
    EXPECT_EQ(only_review().alternatives[1].by, "Anja");

    ASSERT_TRUE(choose(only_review(), 1).has_value());
    EXPECT_EQ(world.text("employer_agreement", target, "valid_until"), "2027-12-31");
    EXPECT_EQ(only_review().state, review_state::decided);

    suggest("2029-12-31");
    ASSERT_EQ(only_review().state, review_state::open);
    ASSERT_TRUE(choose(only_review(), 2).has_value());
    EXPECT_EQ(world.text("employer_agreement", target, "valid_until"), "2029-12-31");
}

TEST_F(Decisions, WrongUseIsRefusedAndNothingIsWritten) {
    disagree_on_the_day();
    const ReviewView review = only_review();
    const auto acts = world.office->ledger().life().acts;

    EXPECT_FALSE(choose(review, 3).has_value());
    EXPECT_FALSE(give(review, {}).has_value());
    EXPECT_FALSE(give(review, {{"end", "2027-01-01"}}).has_value());
    EXPECT_FALSE(give(review, {{"parts", "asleep:480"}}).has_value());

    EXPECT_EQ(world.office->ledger().life().acts, acts);
    EXPECT_EQ(only_review().state, review_state::open);
}

}  // namespace
}  // namespace veldwerk::office
