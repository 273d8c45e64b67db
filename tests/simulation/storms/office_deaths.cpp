// SPDX-License-Identifier: EUPL-1.2
// An office that dies between any two writes, or between its ledger and its journal.
#include "tests/simulation/storms.hpp"
#include "tests/simulation/town.hpp"

namespace veldwerk::simulation {

void plan_office_deaths(World& world, Clerk&, Dice dice) {
    at_some_moments(world, dice, 3, [&world](Dice& luck) {
        if (!world.town->up()) return;
        if (luck.chance(200)) return world.town->go_down(luck.between(second_ms, 2 * hour_ms));
        if (luck.chance(250)) return world.town->fail_in_next_journal_entry();
        world.town->disk().fail_power_after(1 + luck.below(120));
    });
}

}  // namespace veldwerk::simulation
