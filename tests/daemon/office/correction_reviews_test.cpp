// SPDX-License-Identifier: EUPL-1.2
// Corrections after the close (C5, C6), by four eyes, and booked by later closes.
#include "daemon/office/correction_reviews.hpp"

#include "daemon/office/checking.hpp"
#include "daemon/office/closing.hpp"
#include "daemon/office/reviews.hpp"
#include "protocol/records/vocabulary.hpp"
#include "protocol/rules/correction.hpp"
#include "tests/daemon/office/every_order.hpp"

namespace veldwerk::office {
namespace {

const CivilMonth november = parse_month("2026-11").value();
const CivilMonth december = parse_month("2026-12").value();
const CivilMonth january = parse_month("2027-01").value();

/// November is closed by Carla: L1 worked 480, of L6 nothing is known.
class Corrections : public ::testing::Test {
protected:
    Corrections() {
        first = world.placement("L1", "D001");
        second = world.placement("L6", "D006");
        const RecordId anja = world.put("coach", {{"name", "Anja"}, {"code", "A"}});
        for (const auto& id : world.office->ledger().all(type::participant)) {
            world.assign(anja, id);
        }
        a = world.device(anja);
        carla = world.put("person", {{"name", "Carla"}, {"role", "back_office"}});
        dirk = world.put("person", {{"name", "Dirk"}, {"role", "team_leader"}});
        before = history_of(world);
        seen = world.new_id();
        world.admit({world.change(a, "observation", seen,
                                  {{"placement", first.text()}, {"date", "2026-11-30"},
                                   {"parts", "present:480"}, {"source", "seen"}})});
        world.now("2026-12-03T12:00:00+01:00");
        close(november);
    }
    void close(CivilMonth month) {
        const auto closed = close_month(
            *world.office, {.month = month, .person = carla, .accept_open = "accepted"});
        ASSERT_TRUE(closed.has_value()) << closed.error().detail;
    }
    /// C5: what Anja typed on 2 December and sent after the close.
    void correct_by_anja(const std::string& parts) {
        const RecordId next = world.new_id();
        world.admit({world.change(a, "observation", next,
                                  {{"placement", first.text()}, {"date", "2026-11-30"},
                                   {"parts", parts}, {"source", "seen"},
                                   {"supersedes", seen.text()}})});
        seen = next;
    }
    /// C6: the employer's file, imported by Carla.
    void import_by(const RecordId& person) {
        const RecordId usual = world.person;
        world.person = person;
        world.put("observation", {{"placement", second.text()}, {"date", "2026-11-30"},
                                  {"parts", "present:432"}, {"source", "import"}, {"row", "1"}});
        world.person = usual;
    }
    std::vector<CorrectionView> corrections() { return view_corrections(world.office->ledger()); }
    Result<DecisionReceipt> decide_it(const CorrectionView& correction, bool approve,
                                      const RecordId& person) {
        return decide_correction(*world.office, {.correction = correction.id.text(),
                                                 .version = correction.version,
                                                 .approve = approve,
                                                 .reason = "as the file says",
                                                 .person = person});
    }
    ReviewView only_review() {
        const auto reviews = world.reviews();
        EXPECT_EQ(reviews.size(), 1U);
        return view_review(world.office->ledger(), reviews.front());
    }
    void expect_rebuilds() {
        const auto rebuild =
            check_rebuild(*world.office, {.random_orders = 6, .seed = 11, .done = {},
                                          .changes_per_piece = 4});
        for (const auto& order : rebuild.orders) {
            for (const auto& differing : order.differing) {
                ADD_FAILURE() << order.order << ": " << differing;
            }
        }
    }

    SmallWorld world;
    RecordId first, second, carla, dirk, seen;
    HandmadeDevice a;
    std::vector<Stamp> before;  ///< what every order begins with: nobody was seen yet
};

TEST_F(Corrections, WhatArrivesAfterTheCloseIsADeltaAndNotANewNovember) {
    correct_by_anja("present:420");
    import_by(carla);

    const auto open = corrections();

    ASSERT_EQ(open.size(), 2U);
    EXPECT_EQ(open[0].code, "L1");
    EXPECT_EQ(open[0].delta_minutes, -60);
    EXPECT_EQ(open[1].code, "L6");
    EXPECT_EQ(open[1].delta_minutes, 432);
    EXPECT_EQ(open[0].state, correction_state::open);
    EXPECT_EQ(view_period(world.office->ledger(), november, world.office->today()).minutes, 480);
    expect_rebuilds();
}

TEST_F(Corrections, OfC5AndC6AreTheSameInEveryOrder) {
    correct_by_anja("present:420");
    import_by(carla);
    const auto approved = decide_it(corrections().front(), true, dirk);
    ASSERT_TRUE(approved.has_value()) << approved.error().detail;

    const OrdersTried tried = every_order_since(world, before);

    EXPECT_EQ(tried.orders, 720U)
        << "of two observations, the turn of the day, the close, the file and an approval";
    EXPECT_TRUE(tried.differing.empty()) << tried.differing.size() << " parts of orders, first "
                                         << tried.differing.front();
    EXPECT_EQ(view_period(world.office->ledger(), november, world.office->today()).minutes, 480);
}

TEST_F(Corrections, AreApprovedByNeitherTheCloserNorAnAuthor) {
    correct_by_anja("present:420");
    import_by(dirk);
    const auto open = corrections();

    const auto by_closer = decide_it(open[0], true, carla);
    const auto by_author = decide_it(open[1], true, dirk);
    const auto by_second = decide_it(open[0], true, dirk);
    const auto by_other = decide_it(open[1], true, world.person);

    ASSERT_FALSE(by_closer.has_value());
    EXPECT_EQ(by_closer.error().reason, Reason::not_authorised);
    EXPECT_NE(by_closer.error().detail.find("Carla closed 2026-11"), std::string::npos);
    ASSERT_FALSE(by_author.has_value());
    EXPECT_NE(by_author.error().detail.find("Dirk entered or decided"), std::string::npos);
    EXPECT_TRUE(by_second.has_value());
    EXPECT_TRUE(by_other.has_value());
    EXPECT_FALSE(decide_it(open[0], false, carla).has_value()) << "nor rejected by them";
    expect_rebuilds();
}

TEST_F(Corrections, ADeciderOfTheDayDoesNotApproveWhatFollowsFromIt) {
    world.admit({world.observe(a, first, "2026-11-30", "sick:480")});
    const ReviewView day = only_review();
    EXPECT_TRUE(corrections().empty()) << "a disputed day keeps what was closed";
    const auto decided = decide(*world.office, {.review = day.id.text(), .version = day.version,
                                                .choose = {}, .values = {{"parts",
                                                "present:300,sick:180"}}, .reason = "left ill",
                                                .person = dirk});
    ASSERT_TRUE(decided.has_value()) << decided.error().detail;

    const auto open = corrections();

    ASSERT_EQ(open.size(), 1U);
    EXPECT_EQ(open[0].delta_minutes, -180);
    EXPECT_EQ(open[0].delta, (std::vector<Part>{{attendance::present, -180},
                                                {attendance::sick, 180}}));
    EXPECT_FALSE(decide_it(open[0], true, dirk).has_value());
    EXPECT_TRUE(decide_it(open[0], true, world.person).has_value());
    expect_rebuilds();
}

TEST_F(Corrections, AnApprovalIsBookedInTheFirstMonthNotClosedAndThenByItsClose) {
    correct_by_anja("present:420");
    ASSERT_TRUE(decide_it(corrections().front(), true, dirk).has_value());
    EXPECT_EQ(corrections().front().state, correction_state::approved);
    EXPECT_EQ(corrections().front().booked_in, december);
    EXPECT_EQ(corrections().front().approved_by, dirk);
    EXPECT_EQ(corrections_booked_in(world.office->ledger(), december).size(), 1U);

    world.now("2027-01-04T12:00:00+01:00");
    close(december);

    EXPECT_EQ(corrections().front().state, correction_state::booked);
    EXPECT_EQ(corrections().front().booked_in, december);
    const auto bytes = export_of(world.office->ledger(), december);
    EXPECT_NE(bytes->find("L1;D001;30-11-2026;naverrekening;aanwezig;-60\r\n"), std::string::npos);
    expect_rebuilds();
}

TEST_F(Corrections, AnApprovalAfterTheNextCloseIsBookedInTheMonthAfter) {
    correct_by_anja("present:420");
    world.now("2027-01-04T12:00:00+01:00");
    close(december);
    ASSERT_TRUE(decide_it(corrections().front(), true, dirk).has_value());
    EXPECT_EQ(corrections().front().booked_in, january);

    world.now("2027-02-04T12:00:00+01:00");
    close(january);

    EXPECT_EQ(corrections().front().state, correction_state::booked);
    EXPECT_EQ(corrections().front().booked_in, january);
    EXPECT_EQ(export_of(world.office->ledger(), december)->find("naverrekening"),
              std::string::npos);
    expect_rebuilds();
}

TEST_F(Corrections, ARejectionIsNotAskedAgainUntilTheDayMovesOn) {
    correct_by_anja("present:420");
    ASSERT_TRUE(decide_it(corrections().front(), false, dirk).has_value());
    ASSERT_EQ(corrections().size(), 1U);
    EXPECT_EQ(corrections().front().state, correction_state::rejected);
    EXPECT_FALSE(corrections().front().booked_in.has_value());
    EXPECT_EQ(only_review().state, review_state::decided);

    correct_by_anja("present:400");

    const auto both = corrections();
    ASSERT_EQ(both.size(), 2U);
    EXPECT_EQ(both[0].state, correction_state::open);
    EXPECT_EQ(both[0].delta_minutes, -20);
    EXPECT_EQ(both[1].delta_minutes, -60);
    const ReviewView review = only_review();
    EXPECT_EQ(review.state, review_state::open);
    ASSERT_TRUE(review.decision.has_value());
    EXPECT_EQ(review.decision->outcome, "rejected present:-60");
    expect_rebuilds();
}

TEST_F(Corrections, ACorrectionKeepsItsIdOnceItIsDecided) {
    correct_by_anja("present:420");
    const CorrectionView open = corrections().front();

    ASSERT_TRUE(decide_it(open, true, dirk).has_value());

    EXPECT_EQ(corrections().front().id, open.id);
    const auto again = decide_it(open, true, dirk);
    ASSERT_FALSE(again.has_value());
    EXPECT_NE(again.error().detail.find("approved already"), std::string::npos);
}

TEST_F(Corrections, DecidingTheReviewIsTheSameAsDecidingTheCorrection) {
    world.put("cost_rate", {{"from", "2026-01-01"}, {"cost_cents_per_fte", "2900000"}});
    correct_by_anja("present:420");
    const ReviewView review = only_review();
    EXPECT_EQ(review.subject, "L1 on 2026-11-30");
    EXPECT_EQ(review.meanwhile, "closed as present:480 in 2026-11");
    ASSERT_EQ(review.alternatives.size(), 2U);
    EXPECT_EQ(review.alternatives[0].value, "approve present:-60");
    EXPECT_EQ(review.alternatives[0].by, "Anja");
    EXPECT_EQ(review.alternatives[0].minutes, -60);
    EXPECT_EQ(review.alternatives[0].cents, -1549);
    EXPECT_EQ(review.alternatives[1].value, "reject present:-60");
    EXPECT_EQ(review.alternatives[1].minutes, 0);
    const auto choose = [&](std::size_t number) {
        return decide(*world.office, {.review = review.id.text(), .version = review.version,
                                      .choose = number, .values = {}, .reason = "right",
                                      .person = dirk});
    };

    EXPECT_EQ(choose(3).error().reason, Reason::wrong_use);
    const auto decided = choose(choice_approve);

    ASSERT_TRUE(decided.has_value()) << decided.error().detail;
    EXPECT_EQ(decided->outcome, "approved present:-60");
    EXPECT_EQ(corrections().front().state, correction_state::approved);
    EXPECT_FALSE(choose(choice_approve).has_value());
}

TEST_F(Corrections, WhoeverSawAnotherDeltaIsToldThatItMovedOn) {
    correct_by_anja("present:420");
    const CorrectionView open = corrections().front();
    const ReviewView review = only_review();
    correct_by_anja("present:400");

    const auto by_correction = decide_it(open, true, dirk);
    const auto by_review =
        decide(*world.office, {.review = review.id.text(), .version = review.version, .choose = 1,
                               .values = {}, .reason = "right", .person = dirk});

    ASSERT_FALSE(by_correction.has_value());
    EXPECT_EQ(by_correction.error().reason, Reason::stale);
    ASSERT_FALSE(by_review.has_value());
    EXPECT_EQ(by_review.error().reason, Reason::stale);
}

TEST_F(Corrections, AVoidedDayIsUnknownAndKeepsWhatWasClosed) {
    correct_by_anja("");

    EXPECT_TRUE(corrections().empty());
    // Only once nothing is scheduled any more it is certain that nobody worked.
    world.put("placement", {{"start", "2026-12-01"}}, first.text());
    ASSERT_EQ(corrections().size(), 1U);
    EXPECT_EQ(corrections().front().delta_minutes, -480);
    expect_rebuilds();
}

TEST_F(Corrections, APlacementGrantedAfterTheCloseBringsItsDays) {
    const RecordId late = world.put(
        "placement", {{"code", "L9"}, {"participant", "D001"}, {"workplace",
                      world.workplace.text()}, {"kind", "top_up"}, {"start", "2026-11-30"},
                      {"schedule", "mon:60"}, {"combined", "true"}});
    world.look(a);
    world.admit({world.observe(a, late, "2026-11-30", "present:60")});
    EXPECT_TRUE(corrections().empty());

    world.put("placement", {{"state", "active"}}, late.text());

    ASSERT_EQ(corrections().size(), 1U);
    EXPECT_EQ(corrections().front().delta_minutes, 60);
    expect_rebuilds();
}

}  // namespace
}  // namespace veldwerk::office
