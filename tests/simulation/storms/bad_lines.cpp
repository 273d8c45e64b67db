// SPDX-License-Identifier: EUPL-1.2
// Lines that are slow and break at any message.
#include "tests/simulation/storms.hpp"
#include "tests/simulation/town.hpp"

namespace veldwerk::simulation {

void plan_bad_lines(World& world, Clerk&, Dice dice) {
    at_some_moments(world, dice, 3, [&world](Dice& luck) {
        world.weather.delay_ms_max = luck.chance(500) ? 200 : luck.between(1'000, 30'000);
        world.weather.cuts_per_mille = static_cast<unsigned>(luck.below(4)) * 60;
        world.weather.remains_per_mille = static_cast<unsigned>(luck.below(3)) * 500;
        world.weather.remains_ms_max = luck.chance(500) ? minute_ms : hour_ms;
    });
}

}  // namespace veldwerk::simulation
