// SPDX-License-Identifier: EUPL-1.2
// Disks without room for a while: phones and office refuse, and lose nothing.
#include "tests/simulation/storms.hpp"
#include "tests/simulation/town.hpp"

namespace veldwerk::simulation {

namespace {

void fill_for_a_while(World& world, Disk& disk, std::int64_t ms) {
    disk.set_full(true);
    world.chronicle.count("full disks");
    world.calendar.after(ms, [&disk] { disk.set_full(false); });
}

}  // namespace

void plan_full_disks(World& world, Clerk&, Dice dice) {
    at_some_moments(world, dice, 1, [&world](Dice& luck) {
        const auto ms = luck.between(hour_ms, 8 * hour_ms);
        if (luck.chance(250)) return fill_for_a_while(world, world.town->disk(), ms);
        if (Phone* phone = some_phone(world, luck)) fill_for_a_while(world, phone->disk(), ms);
    });
}

}  // namespace veldwerk::simulation
