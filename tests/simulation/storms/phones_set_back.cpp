// SPDX-License-Identifier: EUPL-1.2
// Phones set back to a backup: that is found, and they go on as another device.
#include "tests/simulation/storms.hpp"
#include "tests/simulation/town.hpp"

namespace veldwerk::simulation {

void plan_phones_set_back(World& world, Clerk&, Dice dice) {
    const auto chosen = dice.next();
    const auto with_phone = [&world, chosen](void (Phone::*act)()) {
        auto phones = world.phones_in_use();
        if (world.stormy() && !phones.empty()) (phones[chosen % phones.size()]->*act)();
    };
    const auto backed_up = some_moment(world, dice);
    world.calendar.after(backed_up, [with_phone] { with_phone(&Phone::back_up); });
    world.calendar.after(backed_up + dice.between(hour_ms, 2 * day_ms),
                         [with_phone] { with_phone(&Phone::restore_backup); });
}

}  // namespace veldwerk::simulation
