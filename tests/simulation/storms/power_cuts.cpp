// SPDX-License-Identifier: EUPL-1.2
// Phones that die between any two writes, or between two things they do.
#include "tests/simulation/storms.hpp"
#include "tests/simulation/town.hpp"

namespace veldwerk::simulation {

void plan_power_cuts(World& world, Clerk&, Dice dice) {
    at_some_moments(world, dice, 4, [&world](Dice& luck) {
        Phone* phone = some_phone(world, luck);
        if (phone == nullptr || !phone->usable()) return;
        if (luck.chance(200)) return phone->go_off(luck.between(minute_ms, 6 * hour_ms));
        phone->disk().fail_power_after(1 + luck.below(60));
    });
}

}  // namespace veldwerk::simulation
