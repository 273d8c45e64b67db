// SPDX-License-Identifier: EUPL-1.2
// The office and the two coaches of the conflicts in DOMAIN.md 5: each conflict is told once, with
// its outcome, and then tried in every order in which its changes can arrive.
#pragma once

#include "daemon/office/decisions.hpp"
#include "daemon/office/reviews.hpp"
#include "protocol/records/vocabulary.hpp"
#include "protocol/rules/day.hpp"
#include "tests/daemon/office/every_order.hpp"

namespace veldwerk::office {

class Conflicts : public ::testing::Test {
protected:
    Conflicts() {
        world.put("employer_agreement",
                  {{"employer", world.employer.text()}, {"signed_on", "2026-11-01"}});
        anja = world.put("coach", {{"name", "Anja"}, {"code", "A"}});
        bram = world.put("coach", {{"name", "Bram"}, {"code", "B"}});
        a = world.device(anja);
        b = world.device(bram);
    }

    RecordId participant(const std::string& code) {
        const RecordId made = world.consenting(code);
        world.assign(anja, made);
        world.assign(bram, made);
        return made;
    }
    RecordId job(const std::string& code) {
        return world.put("job", {{"code", code}, {"title", "care"},
                                 {"employer", world.employer.text()},
                                 {"workplace", world.workplace.text()}, {"kind", "public"},
                                 {"seats", "1"}});
    }
    RecordId approved_job(const std::string& code) {
        const RecordId made = job(code);
        world.put("displacement_check", {{"job", code}, {"result", "positive"}});
        world.put("volunteer_coordination", {{"job", code}, {"status", "agreed"}});
        world.put("job", {{"state", "approved"}}, code);
        return made;
    }
    RecordId draft(const std::string& code, const RecordId& of, const std::string& job_code) {
        return world.put("placement",
                         {{"code", code}, {"participant", of.text()}, {"job", job_code},
                          {"workplace", world.workplace.text()}, {"kind", "public"},
                          {"start", "2026-12-14"}});
    }
    RecordId top_up(const std::string& code, const RecordId& of) {
        return world.put("placement",
                         {{"code", code}, {"participant", of.text()},
                          {"workplace", world.workplace.text()}, {"kind", "top_up"},
                          {"start", "2026-11-30"},
                          {"schedule", "mon:480,tue:480,wed:480,thu:480,fri:480"}});
    }
    RecordId granted_top_up(const std::string& code) {
        const RecordId made = top_up(code, participant("D" + code));
        world.put("placement", {{"state", "active"}}, code);
        return made;
    }
    /// From here on the orders of arrival are tried.
    void begin() {
        world.look(a);
        world.look(b);
        before = history_of(world);
    }
    Change edit(HandmadeDevice& device, const std::string& type, const RecordId& record,
                const FieldTexts& fields) {
        const RecordState seen = world.state(type, record);
        return world.change(device, type, record, fields, &seen);
    }
    ReviewView review(std::int64_t kind) {
        for (const auto& record : world.reviews()) {
            const ReviewView view = view_review(world.office->ledger(), record);
            if (view.kind == kind) return view;
        }
        ADD_FAILURE() << "there is no review of kind " << kind;
        return {};
    }
    void decide_by(const ReviewView& review, std::optional<std::size_t> choose,
                   std::vector<FieldIs> values = {}) {
        const auto decided =
            decide(*world.office, {.review = review.id.text(), .version = review.version,
                                   .choose = choose, .values = std::move(values),
                                   .reason = "looked into it", .person = world.person});
        EXPECT_TRUE(decided.has_value()) << decided.error().detail;
    }
    std::string state_of(const RecordId& placement) {
        return world.text("placement", placement, "state");
    }
    std::string day(const RecordId& placement, const std::string& date) {
        return world.text("established_day",
                          established_day_id(placement, parse_date(date).value()), "parts");
    }
    void expect_every_order_ends_alike(std::size_t changes) {
        const OrdersTried tried = every_order_since(world, before);
        std::size_t orders = 1;
        for (std::size_t i = 2; i <= changes; ++i) orders *= i;
        EXPECT_EQ(tried.orders, orders);
        EXPECT_TRUE(tried.differing.empty()) << tried.differing.size() << " parts of orders, first "
                                             << tried.differing.front();
    }

    SmallWorld world;
    RecordId anja, bram;
    HandmadeDevice a, b;
    std::vector<Stamp> before;
};

}  // namespace veldwerk::office
