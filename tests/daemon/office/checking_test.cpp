// SPDX-License-Identifier: EUPL-1.2
// Rebuilding in any order gives the same state (P2), also with refused, parked and decided changes
// in it; and a ledger that was tampered with is found out.
#include "daemon/office/checking.hpp"

#include <random>

#include "daemon/ledger/sqlite_ledger.hpp"
#include "daemon/office/decisions.hpp"
#include "daemon/office/reviews.hpp"
#include "protocol/records/vocabulary.hpp"
#include "tests/daemon/office/small_world.hpp"

namespace veldwerk::office {
namespace {

/// Some days of work drawn from a seed: devices that look now and then, records named before they
/// come, forgeries, and an office that decides and writes in between.
class DrawnWork {
public:
    explicit DrawnWork(std::uint64_t seed) : world(seed), luck_(seed) {
        agreement_ = world.put("employer_agreement", {{"employer", world.employer.text()},
                                                      {"valid_until", "2027-12-31"}});
        for (int i = 1; i <= 2; ++i) {
            placements_.push_back(world.placement("L" + std::to_string(i),
                                                  "D00" + std::to_string(i)));
        }
        for (int i = 1; i <= 3; ++i) {
            const RecordId coach = world.put("coach", {{"name", "Coach" + std::to_string(i)}});
            for (const auto& id : world.office->ledger().all(type::participant)) {
                if (i < 3 || draw(2) == 0) world.assign(coach, id);
            }
            devices_.push_back(world.device(coach));
            seen_.emplace_back();
        }
        world.office->turn_day();
    }
    void work(int steps) {
        for (int i = 0; i < steps; ++i) {
            step(static_cast<std::size_t>(draw(3)));
        }
        world.admit(late_);
    }

    SmallWorld world;

private:
    std::uint64_t draw(std::uint64_t below) { return luck_() % below; }
    const RecordId& some_placement() { return placements_[draw(placements_.size())]; }

    void step(std::size_t who) {
        switch (draw(9)) {
            case 0: look(who); break;
            case 1: write_end(who); break;
            case 2: draft(who); break;
            case 3: decide_something(); break;
            case 4: office_writes(); break;
            case 5: suggest(who); break;
            case 6: forge(who); break;
            default: observe(who); break;
        }
    }
    void look(std::size_t who) {
        world.look(devices_[who]);
        seen_[who].clear();
        for (const auto& id : world.office->ledger().all(type::placement)) {
            seen_[who][id] = world.state("placement", id);
        }
    }
    void observe(std::size_t who) {
        static constexpr const char* parts[] = {"present:480", "present:470", "sick:480",
                                                "unauthorised_absence:480", "leave:480"};
        const std::string date = "2026-12-0" + std::to_string(1 + draw(3));
        send(world.observe(devices_[who], some_placement(), date, parts[draw(5)]));
    }
    void write_end(std::size_t who) {
        if (seen_[who].empty()) return;
        const RecordId& placement = some_placement();
        const auto known = seen_[who].find(placement);
        if (known == seen_[who].end()) return;
        send(world.change(devices_[who], "placement", placement,
                          {{"start", "2026-11-30"}, {"end", "2027-0" + std::to_string(1 + draw(4)) +
                                                                "-28"}},
                          &known->second));
    }
    /// A placement whose observations may arrive before it does.
    void draft(std::size_t who) {
        const RecordId made = world.new_id();
        const RecordId participant = world.office->ledger().all(type::participant)[draw(2)];
        const Change creation =
            world.change(devices_[who], "placement", made,
                         {{"participant", participant.text()}, {"kind", "top_up"}});
        const std::size_t other = static_cast<std::size_t>(draw(3));
        const Change use = world.observe(devices_[other], made, "2026-12-01", "present:60");
        if (draw(2) == 0) {
            world.admit({use});
            late_.push_back(creation);
        } else {
            send(creation);
            send(use);
        }
    }
    void suggest(std::size_t who) {
        const RecordState none;
        send(world.change(devices_[who], "employer_agreement", agreement_,
                          {{"valid_until", "2028-0" + std::to_string(1 + draw(5)) + "-01"}},
                          &none));
    }
    void forge(std::size_t who) {
        Change change = world.observe(devices_[who], some_placement(), "2026-12-01", "present:480");
        change.records.front().writes.back().value = "\x7f\x7f";
        send(change);
    }
    void office_writes() {
        world.put("placement", {{"end", "2027-0" + std::to_string(5 + draw(4)) + "-28"}},
                  some_placement().text());
    }
    void decide_something() {
        const auto reviews = world.reviews();
        if (reviews.empty()) return;
        const ReviewView review =
            view_review(world.office->ledger(), reviews[draw(reviews.size())]);
        if (review.alternatives.empty()) return;
        (void)decide(*world.office, {.review = review.id.text(), .version = review.version,
                                     .choose = 1 + draw(review.alternatives.size()), .values = {},
                                     .reason = "drawn", .person = world.person});
    }
    void send(const Change& change) { world.admit({change}); }

    std::mt19937_64 luck_;
    RecordId agreement_;
    std::vector<RecordId> placements_;
    std::vector<HandmadeDevice> devices_;
    std::vector<std::map<RecordId, RecordState>> seen_;
    std::vector<Change> late_;
};

std::string told(const RebuildCheck& check) {
    std::string told;
    for (const auto& order : check.orders) {
        for (const auto& differing : order.differing) told += order.order + ": " + differing + '\n';
    }
    return told;
}

TEST(Checking, RebuildingInAnyOrderGivesTheSameState) {
    for (std::uint64_t seed = 1; seed <= 4; ++seed) {
        DrawnWork drawn(seed);
        drawn.work(60);

        const HistoryCheck history = check_history(*drawn.world.office);
        const RebuildCheck rebuild =
            check_rebuild(*drawn.world.office, {.random_orders = 5, .seed = seed, .done = {}});

        EXPECT_TRUE(history.faults.empty()) << history.faults.front();
        EXPECT_GT(history.refused, 0U);
        EXPECT_GT(rebuild.days, 0U);
        EXPECT_GT(rebuild.reviews, 0U);
        EXPECT_EQ(rebuild.orders.size(), 6U);
        EXPECT_TRUE(rebuild.same()) << "seed " << seed << '\n' << told(rebuild);
    }
}

TEST(Checking, AStateThatItsHistoryDoesNotGiveIsFoundAndNamed) {
    DrawnWork drawn(7);
    drawn.work(10);
    Ledger& ledger = drawn.world.office->ledger();
    ledger.begin();
    ScopeRow programme = ledger.scope(ledger.scope_number(Scope::programme, {})).value();
    programme.digest.low ^= 1;
    ledger.save_scope(programme);
    ledger.commit();

    const RebuildCheck rebuild = check_rebuild(*drawn.world.office, {});

    EXPECT_FALSE(rebuild.same());
    EXPECT_NE(told(rebuild).find("programme"), std::string::npos);
    EXPECT_EQ(rebuild.orders.front().differing.size(), 1U);
}

TEST(Checking, AHoleInTheHistoryAndAnActMissingFromTheLedgerAreFound) {
    SmallWorld world;
    auto& ledger = dynamic_cast<SqliteLedger&>(world.office->ledger());
    ledger.database().exec("DELETE FROM change WHERE counter = 2");

    const HistoryCheck check = check_history(*world.office);

    ASSERT_EQ(check.faults.size(), 2U);
    EXPECT_NE(check.faults[0].find("change 2 is missing"), std::string::npos);
    EXPECT_NE(check.faults[1].find("in the journal, not in the ledger"), std::string::npos);
}

TEST(Checking, AChangeThatNobodyCouldReadIsNoFaultAndMayBeGivenUp) {
    SmallWorld world;
    const RecordId placement = world.placement("L1", "D001");
    const RecordId coach = world.put("coach", {{"name", "Anja"}});
    world.assign(coach, world.office->ledger().all(type::participant).front());
    HandmadeDevice device = world.device(coach);
    const Stamp unreadable{device.writer, ++device.counter};
    world.office->transact([&] {
        Integration integration(world.office->ledger());
        const Error why = decode_change("no change", unreadable).error();
        (void)integration.turn_away(unreadable, "no change", why);
        integration.finish();
    });
    Change gives_up = world.observe(device, placement, "2026-11-30", "present:480");
    gives_up.discards = {unreadable};

    const Verdict verdict = world.admit_one(gives_up);

    EXPECT_EQ(verdict.standing, Standing::in_effect);
    EXPECT_TRUE(check_history(*world.office).faults.empty());
    EXPECT_TRUE(check_rebuild(*world.office, {.random_orders = 2, .seed = 1, .done = {}}).same());
}

TEST(Checking, NothingIsLeftBesideTheLedger) {
    SmallWorld world;
    const auto count = [&world] {
        return std::distance(std::filesystem::directory_iterator(world.office->folder()), {});
    };
    const auto before = count();

    const RebuildCheck check =
        check_rebuild(*world.office, {.random_orders = 1, .seed = 3, .done = {}});

    EXPECT_TRUE(check.same());
    EXPECT_EQ(count(), before);
}

}  // namespace
}  // namespace veldwerk::office
