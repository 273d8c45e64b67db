// SPDX-License-Identifier: EUPL-1.2
// Phones that say nothing for most of the time and then return.
#include "tests/simulation/storms.hpp"
#include "tests/simulation/town.hpp"

namespace veldwerk::simulation {

void plan_silence(World& world, Clerk&, Dice dice) {
    world.calendar.after(some_moment(world, dice) / 2, [&world, dice]() mutable {
        Phone* phone = some_phone(world, dice);
        if (phone == nullptr) return;
        phone->set_silent_until({world.now().unix_ms + world.size.days * day_ms});
        phone->hang_up();
        world.chronicle.tell(phone->name(), "falls silent");
        world.chronicle.count("phones that fell silent");
    });
}

}  // namespace veldwerk::simulation
