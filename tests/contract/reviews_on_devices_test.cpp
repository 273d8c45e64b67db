// SPDX-License-Identifier: EUPL-1.2
// What a coach's device says of a question that waits for a person, and of what became of it.
#include <gtest/gtest.h>

#include "daemon/office/decisions.hpp"
#include "daemon/office/reviews.hpp"
#include "tests/contract/world.hpp"

namespace veldwerk::contract {
namespace {

class ReviewsOnDevices : public testing::Test {
protected:
    ReviewsOnDevices() {
        world.furnish();
        world.enrol("a", world.named("A"));
        world.enrol("b", world.named("B"));
        sync_all();
    }
    void sync_all() {
        for (const std::string name : {"a", "b", "a"}) {
            const auto outcome = world.sync(name);
            EXPECT_FALSE(outcome.error) << outcome.error->detail;
        }
    }
    void saves(const std::string& name, const std::string& type, const Fields& fields,
               const std::string& record = {}) {
        device::RecordEdit edit{.type = type, .record = record};
        for (const auto& [field, value] : fields)
            edit.fields.push_back({.field = field, .values = {value}});
        const auto saved = world.device(name).replica().save({&edit, 1}, world.now());
        EXPECT_TRUE(saved.has_value()) << saved.error().detail;
    }
    void decides(const device::ShownReview& review, std::optional<std::size_t> choose,
                 std::vector<office::FieldIs> values) {
        const auto person = world.office().find_person("");
        const auto decided = office::decide(
            world.office(), {.review = review.id.text(), .choose = choose,
                             .values = std::move(values), .reason = "home at one",
                             .person = *person});
        EXPECT_TRUE(decided.has_value()) << decided.error().detail;
    }
    device::ShownReview only_review(const std::string& name) {
        const auto reviews = world.device(name).replica().reviews(false);
        EXPECT_EQ(reviews->size(), 1U);
        return reviews->empty() ? device::ShownReview{} : reviews->front();
    }

    World world;
};

TEST_F(ReviewsOnDevices, ADayIsToldWithWhoSaidWhatAndThenWithTheDecision) {
    saves("a", "observation", {{"placement", "L1"}, {"date", "2026-11-30"},
                               {"parts", "sick:480"}, {"source", "participant"}});
    saves("b", "observation", {{"placement", "L1"}, {"date", "2026-11-30"},
                               {"parts", "present:480"}, {"source", "seen"}});
    sync_all();

    const auto open = only_review("a");

    EXPECT_EQ(open.subject, "L1 on 2026-11-30");
    EXPECT_EQ(open.state, "open");
    EXPECT_EQ(open.count, 2);
    ASSERT_EQ(open.alternatives.size(), 2U);
    for (const auto& one : open.alternatives) {
        const bool own = one.source == "participant";
        EXPECT_EQ(one.value, own ? "sick:480" : "present:480");
        EXPECT_EQ(one.by, own ? "you on this device" : "Coach B");
        EXPECT_EQ(one.minutes, own ? 0 : 480);
    }
    EXPECT_FALSE(open.decision);

    decides(open, {}, {{"parts", "present:300,sick:180"}});
    sync_all();

    const auto decided = world.device("a").replica().review(open.id.text());
    ASSERT_TRUE(decided.has_value());
    EXPECT_EQ(decided->state, "decided");
    ASSERT_TRUE(decided->decision);
    EXPECT_EQ(decided->decision->outcome, "present:300,sick:180");
    EXPECT_EQ(decided->decision->reason, "home at one");
    EXPECT_EQ(decided->alternatives.size(), 2U) << "a decided question still shows what it was";
}

TEST_F(ReviewsOnDevices, AContestedFieldIsToldWithItsCandidatesByTheOfficesNumbers) {
    saves("a", "placement", {{"end", "2026-12-31"}, {"end_reason", "regular_work"}}, "L1");
    saves("b", "placement", {{"end", "2027-06-30"}}, "L1");
    sync_all();

    const auto open = only_review("b");

    EXPECT_EQ(open.subject, "L1: start, end, end_reason");
    ASSERT_EQ(open.alternatives.size(), 2U);
    const auto at_office = office::view_review(
        world.office().ledger(),
        world.office().ledger().load(type::review, open.id)->state);
    for (std::size_t i = 0; i < 2; ++i) {
        EXPECT_EQ(open.alternatives[i].number, at_office.alternatives[i].number);
        EXPECT_EQ(open.alternatives[i].value, at_office.alternatives[i].value);
    }

    decides(open, 1, {});
    sync_all();

    const auto decided = only_review("b");
    ASSERT_TRUE(decided.decision);
    EXPECT_EQ(decided.decision->outcome, at_office.alternatives[0].value);
}

TEST_F(ReviewsOnDevices, AReviewThatIsNotHereIsRefusedInOneSentence) {
    const auto none = world.device("a").replica().review("01234567");

    ASSERT_FALSE(none.has_value());
    EXPECT_NE(none.error().detail.find("01234567"), std::string::npos) << none.error().detail;
}

}  // namespace
}  // namespace veldwerk::contract
