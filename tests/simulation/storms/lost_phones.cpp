// SPDX-License-Identifier: EUPL-1.2
// Phones that are stolen: revoked; when they call they leave what they never sent in a sealed box,
// and are wiped; and their coaches get new ones.
#include "tests/simulation/habits.hpp"
#include "tests/simulation/storms.hpp"
#include "tests/simulation/town.hpp"

namespace veldwerk::simulation {

void plan_lost_phones(World& world, Clerk&, Dice dice) {
    world.calendar.after(some_moment(world, dice), [&world, dice]() mutable {
        Phone* phone = world.stormy() ? some_phone(world, dice) : nullptr;
        if (phone == nullptr || !world.town->up()) return;
        world.town->revoke(phone->record());
        replace_later(world, phone->coach(), dice.between(hour_ms, 10 * hour_ms));
    });
}

}  // namespace veldwerk::simulation
