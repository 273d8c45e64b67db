// SPDX-License-Identifier: EUPL-1.2
// Random days: any permutation of the facts gives the same day, and a day without decisions is what
// a second, naive reading of DOMAIN.md says it is.
#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

#include <algorithm>
#include <cstdlib>
#include <map>
#include <set>

#include "tests/protocol/rules/day_facts.hpp"

namespace veldwerk {
namespace {

using namespace day_facts;

/// Below `count`.
std::uint64_t luck(std::uint64_t count) { return *rc::gen::inRange<std::uint64_t>(0, count); }

/// Few values, so that agreement, ties and repetitions are common.
std::vector<Part> any_parts() {
    static const std::vector<std::vector<Part>> values{
        {{present, 480}}, {{present, 480}}, {{present, 470}}, {{present, 460}},
        {{leave, 480}}, {{unauthorised, 480}}, {{present, 300}, {sick, 180}},
        {{present, 240}, {unauthorised, 240}}, {}};
    return values[luck(values.size())];
}

ObservationFacts any_observation(std::uint64_t counter) {
    if (luck(3) == 0) return imported(counter, any_parts(), std::to_string(luck(2)));
    const auto source = static_cast<std::int64_t>(1 + luck(4));
    auto made = observed("AB"[luck(2)], counter, any_parts(), source);
    made.confirmed = luck(2) == 0;
    return made;
}

/// Each names some that came before, of whatever author, itself now and then.
std::vector<ObservationFacts> any_observations() {
    std::vector<ObservationFacts> made;
    const auto count = luck(6);
    for (std::uint64_t counter = 1; counter <= count; ++counter) {
        made.push_back(any_observation(counter));
        for (const auto& earlier : made) {
            if (luck(4) == 0) made.back().supersedes.push_back(earlier.id);
        }
    }
    return made;
}

DayFacts any_day() {
    static const std::vector<DayPlan> plans{{480, 0, true, false}, {480, 0, true, false},
                                            {480, 1, true, false}, {0, 0, true, false},
                                            {0, 0, false, false}};
    DayFacts facts = tuesday();
    facts.plan = plans[luck(plans.size())];
    facts.observations = any_observations();
    facts.minutes_elsewhere = luck(4) == 0 ? 965 : 0;
    return facts;
}

std::vector<DecisionFacts> any_decisions(const std::vector<ObservationFacts>& observations) {
    std::vector<DecisionFacts> made;
    const auto count = luck(4);
    for (std::uint64_t counter = 1; counter <= count; ++counter) {
        auto decision = decided(counter, {}, any_parts());
        for (const auto& one : observations) {
            if (luck(2) == 0) decision.alternatives.push_back(one.stamp);
        }
        for (const auto& earlier : made) {
            if (luck(2) == 0) decision.alternatives.push_back(earlier.stamp);
        }
        made.push_back(std::move(decision));
    }
    return made;
}

template <class Fact>
void shuffle(std::vector<Fact>& facts) {
    for (std::size_t i = facts.size(); i > 1; --i) std::swap(facts[i - 1], facts[luck(i)]);
}

RC_GTEST_PROP(DayAtRandom, IsTheSameInWhateverOrderItsFactsAreGiven, ()) {
    DayFacts facts = any_day();
    facts.decisions = any_decisions(facts.observations);
    const auto day = establish(facts);
    const auto claimed = claimed_minutes(facts);

    shuffle(facts.observations);
    shuffle(facts.decisions);
    for (auto& one : facts.observations) shuffle(one.supersedes);
    for (auto& one : facts.decisions) shuffle(one.alternatives);

    RC_ASSERT(establish(facts) == day);
    RC_ASSERT(claimed_minutes(facts) == claimed);
}

RC_GTEST_PROP(DayAtRandom, IsSettledByADecisionThatNamesWhatItShows, ()) {
    DayFacts facts = any_day();
    facts.decisions = any_decisions(facts.observations);
    const auto asked = establish(facts);
    RC_PRE(asked.review_needed);

    auto named = asked.alternatives;
    named.insert(named.end(), asked.decisions.begin(), asked.decisions.end());
    facts.decisions.push_back(decided(99, named, any_parts()));
    const auto day = establish(facts);

    RC_ASSERT(!day.open && day.review_needed);
    RC_ASSERT(day.parts == facts.decisions.back().outcome);
    RC_ASSERT(day.basis == day_basis::decision);
}

// --- the second reading ---

using Minutes = std::map<std::int64_t, std::int64_t>;  // per status

Minutes minutes_of(const ObservationFacts& observation) {
    Minutes minutes;
    for (const Part& part : observation.parts) minutes[part.status] += part.minutes;
    return minutes;
}

bool may_supersede(const ObservationFacts& later, const ObservationFacts& earlier) {
    if (later.id == earlier.id || later.imported != earlier.imported) return false;
    return later.imported ? later.employer == earlier.employer : later.person == earlier.person;
}

bool one_row(const ObservationFacts& a, const ObservationFacts& b) {
    return a.imported && b.imported && a.employer == b.employer && a.row == b.row &&
           a.parts == b.parts && a.confirmed == b.confirmed &&
           std::set(a.supersedes.begin(), a.supersedes.end()) ==
               std::set(b.supersedes.begin(), b.supersedes.end());
}

bool is_superseded(const ObservationFacts& observation,
                   const std::vector<ObservationFacts>& all) {
    for (const auto& same : all) {
        if (same.id != observation.id && !one_row(same, observation)) continue;
        for (const auto& later : all) {
            const auto& names = later.supersedes;
            if (may_supersede(later, same) &&
                std::find(names.begin(), names.end(), same.id) != names.end()) {
                return true;
            }
        }
    }
    return false;
}

bool near(const ObservationFacts& a, const ObservationFacts& b) {
    const Minutes left = minutes_of(a);
    const Minutes right = minutes_of(b);
    for (std::int64_t status = 1; status <= 10; ++status) {
        if (left.contains(status) != right.contains(status)) return false;
        if (!left.contains(status)) continue;
        if (std::abs(left.at(status) - right.at(status)) > 15) return false;
    }
    return true;
}

/// Whether the strict order "stronger source, more minutes, lower stamp" puts one before another.
bool stronger(const ObservationFacts& a, const ObservationFacts& b) {
    if (a.source != b.source) return a.source > b.source;
    std::int64_t more = 0;
    for (const auto& [status, minutes] : minutes_of(a)) more += minutes;
    for (const auto& [status, minutes] : minutes_of(b)) more -= minutes;
    return more != 0 ? more > 0 : a.stamp < b.stamp;
}

struct NaiveDay {
    bool seen{};
    bool by_rule{true};
    std::vector<Part> value;
};

NaiveDay read_naively(const DayFacts& facts) {
    NaiveDay day;
    std::vector<ObservationFacts> left;
    for (const auto& one : facts.observations) {
        if (!one.parts.empty() && !is_superseded(one, facts.observations)) left.push_back(one);
    }
    day.seen = !left.empty();
    const bool usual = facts.plan.inside_dates && facts.plan.holiday == 0 &&
                       facts.plan.scheduled_minutes > 0;
    for (const auto& a : left) {
        for (const auto& b : left) day.by_rule &= near(a, b);
        day.by_rule &= !minutes_of(a).contains(unauthorised);
    }
    // A repeated row confirms no more and no less than its first: they are equal in that too.
    for (const auto& a : left) day.by_rule &= usual || a.confirmed;
    for (const auto& a : left) {
        const bool first = std::none_of(left.begin(), left.end(), [&](const auto& other) {
            return stronger(other, a);
        });
        if (!first) continue;
        day.value = a.parts;
        std::int64_t total = facts.minutes_elsewhere;
        for (const auto& [status, minutes] : minutes_of(a)) total += minutes;
        day.by_rule &= total <= 1440;
    }
    return day;
}

RC_GTEST_PROP(DayAtRandom, WithoutDecisionsIsWhatANaiveReadingSays, ()) {
    const DayFacts facts = any_day();
    const NaiveDay naive = read_naively(facts);
    RC_CLASSIFY(!naive.seen, "nothing seen");
    RC_CLASSIFY(naive.seen && naive.by_rule, "by rule");
    RC_CLASSIFY(naive.seen && !naive.by_rule, "disputed");

    const auto day = establish(facts);

    if (!naive.seen) {
        RC_ASSERT(day == DayOutcome{});
    } else if (naive.by_rule) {
        RC_ASSERT(day.basis == day_basis::rule && day.parts == naive.value && !day.open);
    } else {
        RC_ASSERT(day.basis == day_basis::disputed && day.open);
    }
}

}  // namespace
}  // namespace veldwerk
