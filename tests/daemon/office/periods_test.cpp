// SPDX-License-Identifier: EUPL-1.2
// Closed days and corrections are a function of the set: drawn offices that observe, decide, close,
// close again from another life, and approve or reject, rebuilt in random orders; and after each,
// what the books say is what a second, naive reading of the records says.
#include "daemon/office/periods.hpp"

#include <random>

#include "daemon/office/checking.hpp"
#include "daemon/office/closing.hpp"
#include "daemon/office/correction_reviews.hpp"
#include "daemon/office/reviews.hpp"
#include "daemon/office/settings.hpp"
#include "protocol/records/vocabulary.hpp"
#include "protocol/rules/correction.hpp"
#include "protocol/rules/review.hpp"
#include "tests/daemon/office/small_world.hpp"

namespace veldwerk::office {
namespace {

class DrawnMonths {
public:
    explicit DrawnMonths(std::uint64_t seed) : world(seed), luck_(seed) {
        const RecordId anja = world.put("coach", {{"name", "Anja"}});
        const RecordId bram = world.put("coach", {{"name", "Bram"}});
        for (int i = 1; i <= 2; ++i) {
            const std::string number = std::to_string(i);
            placements_.push_back(world.placement("L" + number, "D00" + number));
        }
        placements_.push_back(world.put(
            "placement", {{"code", "L3"}, {"participant", "D002"}, {"start", "2026-11-30"},
                          {"workplace", world.workplace.text()}, {"kind", "top_up"},
                          {"schedule", "mon:60,tue:60"}, {"combined", "true"}}));
        for (const auto& coach : {anja, bram}) {
            for (const auto& id : world.office->ledger().all(type::participant)) {
                world.assign(coach, id);
            }
            devices_.push_back(world.device(coach));
        }
        for (int i = 0; i < 3; ++i) {
            people_.push_back(world.put("person", {{"name", "P" + std::to_string(i)},
                                                   {"role", "back_office"}}));
        }
        world.now("2027-01-08T12:00:00+01:00");
        world.office->turn_day();
    }
    void work(int steps) {
        for (int i = 0; i < steps; ++i) step(i);
    }
    std::size_t decided{};

    SmallWorld world;

private:
    std::uint64_t draw(std::uint64_t below) { return luck_() % below; }
    template <class Things>
    const auto& one_of(const Things& things) {
        return things[draw(things.size())];
    }
    std::string some_date() {
        static const std::vector<std::string> dates{"2026-11-30", "2026-12-01", "2026-12-02"};
        return one_of(dates);
    }
    void step(int i) {
        const std::string minute = i % 60 < 10 ? "0" + std::to_string(i % 60)
                                               : std::to_string(i % 60);
        world.now("2027-01-08T1" + std::to_string(2 + i / 60) + ':' + minute + ":00+01:00");
        switch (draw(12)) {
            case 0: close(); break;
            case 1: close_in_another_life(); break;
            case 2: decide_a_day(); break;
            case 3: move_a_plan(); break;
            case 4:
            case 5:
            case 6: decide_a_correction(); break;
            default: observe(); break;
        }
    }
    void observe() {
        static const std::vector<std::string> parts{"present:480", "present:420", "sick:480",
                                                    "present:300,sick:180", ""};
        FieldTexts fields{{"placement", one_of(placements_).text()}, {"date", some_date()},
                          {"parts", one_of(parts)}, {"source", "seen"}, {"confirmed", "true"}};
        const std::size_t who = draw(devices_.size());
        auto& before = seen_[{who, fields[0].second + fields[1].second}];
        for (const auto& id : before) fields.push_back({"supersedes", id.text()});
        const RecordId id = world.new_id();
        before.push_back(id);
        world.admit({world.change(devices_[who], "observation", id, fields)});
    }
    void close() {
        const CivilMonth month{2026 * 12 + 10 + static_cast<std::int32_t>(draw(2))};
        (void)close_month(*world.office, {.month = month, .person = one_of(people_),
                                          .accept_open = "drawn"});
    }
    /// Listing what this life never saw, and claiming an earlier time or a later one.
    void close_in_another_life() {
        if (draw(3) != 0) return;
        const CivilMonth november{2026 * 12 + 10};
        const RecordType& period = *find_type(type::period);
        RecordWrites writes{.type = type::period, .record = world.new_id(), .creates = true,
                            .writes = {}};
        const auto set = [&](std::string_view field, std::string value) {
            writes.writes.push_back({period.find(field)->slot, {}, std::move(value), {}});
        };
        const auto minutes = static_cast<std::int64_t>(60 * draw(9));
        set("month", encode_integer(november.months));
        set("state", encode_integer(period_state::closed));
        set("days", encode_days(november, {{one_of(placements_), november.last(),
                                            {{attendance::present, minutes}}, draw(2) == 0}}));
        set("closed_by", std::string(people_[0].view()));
        world.now(draw(2) == 0 ? "2027-01-08T11:00:00+01:00" : "2027-01-09T11:00:00+01:00");
        (void)world.office->act_writes(Act::close, people_[0], {writes});
    }
    void decide_a_day() {
        for (const auto& state : world.reviews()) {
            const ReviewView review = view_review(world.office->ledger(), state);
            if (review.kind != review_kind::day || review.alternatives.empty()) continue;
            (void)decide(*world.office, {.review = review.id.text(), .version = {},
                                         .choose = 1 + draw(review.alternatives.size()),
                                         .values = {}, .reason = "drawn",
                                         .person = one_of(people_)});
            return;
        }
    }
    void decide_a_correction() {
        for (const auto& correction : view_corrections(world.office->ledger())) {
            if (correction.state != correction_state::open) continue;
            const auto result = decide_correction(
                *world.office, {.correction = correction.id.text(), .version = {},
                                .approve = draw(3) != 0, .reason = "drawn",
                                .person = one_of(people_)});
            if (result) ++decided;
            return;
        }
    }
    void move_a_plan() {
        const RecordId& placement = one_of(placements_);
        switch (draw(4)) {
            case 0: world.put("placement", {{"start", draw(2) == 0 ? "2026-11-30" : "2026-12-01"}},
                              placement.text()); break;
            case 1: world.put("placement", {{"state", "active"}}, placement.text()); break;
            case 2: world.put("setting", {{"name", "tolerance_minutes"},
                                          {"value", draw(2) == 0 ? "15" : "60"},
                                          {"from", "2026-11-0" + std::to_string(1 + draw(9))}});
                break;
            default: world.put("planned_absence", {{"placement", placement.text()},
                                                   {"from", "2026-11-30"}, {"to", some_date()},
                                                   {"status", "leave"}});
        }
    }

    std::mt19937_64 luck_;
    std::vector<RecordId> placements_;
    std::vector<RecordId> people_;
    std::vector<HandmadeDevice> devices_;
    std::map<std::pair<std::size_t, std::string>, std::vector<RecordId>> seen_;
};

using Minutes = std::map<std::int64_t, std::int64_t>;

void add(Minutes& sum, const std::string& parts, std::int64_t sign) {
    const auto decoded = decode_parts(parts).value();
    for (const auto& part : decoded) sum[part.status] += sign * part.minutes;
}

/// Closed + decided + what waits = now, per status, of every established day of a closed month that
/// is not open. Read from the derived records alone. Returns how many days it looked at.
int check_books(SmallWorld& world) {
    Ledger& ledger = world.office->ledger();
    std::map<std::pair<std::string, std::string>, Minutes> books;
    for (const auto& correction : ledger.all(type::correction)) {
        const RecordState state = ledger.load(type::correction, correction)->state;
        add(books[{field_in_force(state, "placement"), field_in_force(state, "date")}],
            field_in_force(state, "delta"), 1);
    }
    int looked_at = 0;
    for (const auto& id : ledger.all(type::established_day)) {
        const RecordState day = ledger.load(type::established_day, id)->state;
        const CivilDate date = decode_date(field_in_force(day, "date")).value();
        const RecordId placement =
            RecordId::from_view(field_in_force(day, "placement")).value();
        const auto review = ledger.load(type::review, review_id(review_of::day(placement, date)));
        const bool open =
            decode_integer(field_in_force(day, "basis")) == day_basis::disputed ||
            (review && decode_integer(field_in_force(review->state, "state")) ==
                           review_state::open);
        if (open || closes_of(ledger, month_of(date)).empty()) continue;
        Minutes sum = books[{std::string(placement.view()), field_in_force(day, "date")}];
        const auto closed = ledger.load(type::closed_day, closed_day_id(placement, date));
        if (closed) add(sum, field_in_force(closed->state, "parts"), 1);
        add(sum, field_in_force(day, "parts"), -1);
        for (const auto& [status, minutes] : sum) {
            EXPECT_EQ(minutes, 0) << "status " << status << " on " << date.text();
        }
        ++looked_at;
    }
    return looked_at;
}

TEST(Periods, AreTheSameInEveryOrderAndTheBooksAreRight) {
    int looked_at = 0;
    std::size_t decided = 0;
    std::size_t closes = 0;
    for (std::uint64_t seed = 1; seed <= 8; ++seed) {
        SCOPED_TRACE("seed " + std::to_string(seed));
        DrawnMonths drawn(seed);
        for (int piece = 0; piece < 3; ++piece) {
            drawn.work(30);
            looked_at += check_books(drawn.world);
        }

        // In small pieces, so that closes, facts and decisions are settled one before the other.
        const auto rebuild =
            check_rebuild(*drawn.world.office, {.random_orders = 4, .seed = seed, .done = {},
                                                .changes_per_piece = seed % 2 == 0 ? 2U : 40U});

        for (const auto& order : rebuild.orders) {
            for (const auto& differing : order.differing) {
                ADD_FAILURE() << order.order << ": " << differing;
            }
        }
        decided += drawn.decided;
        closes += drawn.world.office->ledger().all(type::period).size();
    }
    EXPECT_GT(looked_at, 40) << "the draws must reach closed days";
    EXPECT_GT(decided, 20U);
    EXPECT_GT(closes, 16U) << "some months are closed twice";
}

}  // namespace
}  // namespace veldwerk::office
