// SPDX-License-Identifier: EUPL-1.2
// Messages that arrive twice.
#include "tests/simulation/storms.hpp"
#include "tests/simulation/town.hpp"

namespace veldwerk::simulation {

void plan_repeated_messages(World& world, Clerk&, Dice dice) {
    world.weather.repeats_per_mille = 10 + static_cast<unsigned>(dice.below(60));
}

}  // namespace veldwerk::simulation
