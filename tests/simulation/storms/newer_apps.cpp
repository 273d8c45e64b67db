// SPDX-License-Identifier: EUPL-1.2
// Apps and offices of a later version, whose messages say more than this one knows.
#include "tests/simulation/storms.hpp"
#include "tests/simulation/town.hpp"

namespace veldwerk::simulation {

void plan_newer_apps(World& world, Clerk&, Dice dice) {
    world.weather.strange_tails_per_mille = static_cast<unsigned>(dice.between(50, 1000));
}

}  // namespace veldwerk::simulation
