// SPDX-License-Identifier: EUPL-1.2
// Participants handed over from coach to coach, with work unsent.
#include "tests/simulation/storms.hpp"
#include "tests/simulation/town.hpp"

namespace veldwerk::simulation {

void plan_hand_overs(World& world, Clerk& clerk, Dice dice) {
    at_some_moments(world, dice, 1, [&clerk](Dice&) { clerk.hand_over(); });
}

}  // namespace veldwerk::simulation
