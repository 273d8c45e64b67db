// SPDX-License-Identifier: EUPL-1.2
// Clocks that are wrong, by minutes or by a year, and jump.
#include "tests/simulation/storms.hpp"
#include "tests/simulation/town.hpp"

namespace veldwerk::simulation {

void plan_wrong_clocks(World& world, Clerk&, Dice dice) {
    at_some_moments(world, dice, 1, [&world](Dice& luck) {
        Phone* phone = some_phone(world, luck);
        if (phone == nullptr) return;
        const auto reach = luck.chance(300) ? 365 * day_ms : 2 * day_ms;
        phone->set_clock_offset(luck.chance(300) ? 0 : luck.between(-reach, reach));
        world.chronicle.tell(phone->name(), "its clock says " + format_instant(phone->clock()));
        world.chronicle.count("clocks that jumped");
    });
}

}  // namespace veldwerk::simulation
