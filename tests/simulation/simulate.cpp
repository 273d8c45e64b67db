// SPDX-License-Identifier: EUPL-1.2
#include "tests/simulation/simulate.hpp"

#include <algorithm>

#include "daemon/office/caseload.hpp"
#include "tests/simulation/broken_promise.hpp"
#include "tests/simulation/habits.hpp"
#include "tests/simulation/promises.hpp"
#include "tests/simulation/storms.hpp"

namespace veldwerk::simulation {
namespace {

// Enough for a phone that is found to be set back in the first round, is replaced, and whose coach
// had work unsent that the others get in the round after.
constexpr int rounds_max = 4;
constexpr std::int64_t round_ms = hour_ms;

Size size_of(std::uint64_t seed, const Asked& asked) {
    Dice dice(seed, "size");
    Size size;
    size.coaches = asked.coaches != 0 ? asked.coaches
                                      : static_cast<std::size_t>(dice.between(2, 4));
    size.participants = size.coaches + static_cast<std::size_t>(dice.between(0, 2));
    size.days = asked.days != 0 ? asked.days : dice.between(2, 7);
    size.saves_a_day = dice.between(2, 7);
    return size;
}

void plan_storms(World& world, Clerk& clerk, const Asked& asked) {
    for (const auto& storm : storms()) {
        if (storm.name == asked.without) continue;
        Dice dice = world.dice.fork(storm.name);
        if (!dice.chance(storm.met_per_mille)) continue;
        world.chronicle.tell("weather", std::string(storm.name));
        storm.plan(world, clerk, dice);
    }
}

void storm(World& world, Clerk& clerk, const Asked& asked) {
    Dice dice = world.dice.fork("phones");
    for (const auto& coach : clerk.coaches()) {
        // Some have a laptop beside the phone.
        for (int phones = dice.chance(200) ? 2 : 1; phones > 0; --phones) {
            live_with(world, world.give_phone(coach), world.size.days);
        }
    }
    clerk.live(world.size.days);
    plan_storms(world, clerk, asked);
    world.calendar.run_until({world.now().unix_ms + world.size.days * day_ms});
}

/// Nobody types any more, nothing breaks any more, and whatever died starts again.
void make_peace(World& world) {
    world.calm_down();
    for (const auto& phone : world.phones) {
        phone->set_silent_until({});
        phone->hang_up();
    }
    world.calendar.run_until({world.now().unix_ms + day_ms});
    promised(world.town->up(), promise::converges, "the office does not start again");
}

bool converged(World& world, const Phone& phone, device::Replica& replica) {
    const auto status = replica.status();
    return status.ready && status.unsent == 0 &&
           status.digest == office::caseload_digest(
                                office::caseload_of(world.town->ledger(), phone.coach()));
}

void converge(World& world) {
    std::string behind;
    for (int round = 0; round < rounds_max; ++round) {
        world.town->lift_hold();
        for (Phone* phone : world.phones_in_use()) {
            phone->sync();
            world.calendar.run_until({world.now().unix_ms + minute_ms});
        }
        world.calendar.run_until({world.now().unix_ms + round_ms * 6});
        behind.clear();
        for (Phone* phone : world.phones_in_use()) {
            promised(phone->usable(), promise::converges, phone->name() + " does not start again");
            if (!converged(world, *phone, phone->replica())) behind += ' ' + phone->name();
        }
        if (behind.empty()) {
            world.chronicle.tell("peace", "all agree after round " + std::to_string(round + 1));
            world.chronicle.count("rounds to agree", static_cast<std::uint64_t>(round) + 1);
            return;
        }
    }
    promised(false, promise::converges,
             "after " + std::to_string(rounds_max) + " rounds of syncing not all agree:" + behind);
}

void live_through(World& world, const Asked& asked) {
    Clerk clerk(world);
    clerk.furnish();
    storm(world, clerk, asked);
    make_peace(world);
    converge(world);
    const Oracle oracle(world.town->ledger());
    world.chronicle.count("changes", oracle.entries().size());
    for (const Question ask : questions()) ask(world, oracle);
}

}  // namespace

Outcome simulate(std::uint64_t seed, const Asked& asked) {
    World world(seed, size_of(seed, asked), asked.trace);
    Outcome outcome;
    outcome.seed = seed;
    try {
        live_through(world, asked);
    } catch (const BrokenPromise& broken) {
        outcome.broken = broken.promise();
        outcome.detail = broken.what();
    } catch (const std::exception& failure) {
        outcome.broken = promise::stands;
        outcome.detail = failure.what();
    }
    outcome.last_events.assign(world.chronicle.last().begin(), world.chronicle.last().end());
    outcome.counts = world.chronicle.counts();
    outcome.hash = world.chronicle.hash();
    return outcome;
}

std::string told(const Outcome& outcome, const std::string& program, const Asked& asked) {
    std::string text = "seed " + std::to_string(outcome.seed) + " breaks a promise\n  " +
                       outcome.broken + "\n  " + outcome.detail + "\nthe last events\n";
    for (const auto& event : outcome.last_events) text += "  " + event + '\n';
    text += "replay with\n  " + program + " --first " + std::to_string(outcome.seed) +
            " --seeds 1 --trace";
    if (asked.coaches != 0) text += " --coaches " + std::to_string(asked.coaches);
    if (asked.days != 0) text += " --days " + std::to_string(asked.days);
    if (!asked.without.empty()) text += " --without \"" + asked.without + '"';
    return text + '\n';
}

}  // namespace veldwerk::simulation
