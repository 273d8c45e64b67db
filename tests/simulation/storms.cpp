// SPDX-License-Identifier: EUPL-1.2
#include "tests/simulation/storms.hpp"

#include <array>

namespace veldwerk::simulation {
namespace {

constexpr std::array all_storms{
    Storm{"bad lines", 850, plan_bad_lines},
    Storm{"repeated messages", 250, plan_repeated_messages},
    Storm{"power cuts", 700, plan_power_cuts},
    Storm{"office deaths", 500, plan_office_deaths},
    Storm{"full disks", 300, plan_full_disks},
    Storm{"wrong clocks", 500, plan_wrong_clocks},
    Storm{"hand-overs", 600, plan_hand_overs},
    Storm{"lost phones", 250, plan_lost_phones},
    Storm{"phones set back", 250, plan_phones_set_back},
    Storm{"silence", 300, plan_silence},
    Storm{"long notes", 150, plan_long_notes},
    Storm{"claims ahead", 250, plan_claims_ahead},
    Storm{"newer apps", 250, plan_newer_apps},
    Storm{"offices set back", 350, plan_offices_set_back},
    Storm{"erasures", 400, plan_erasures},
};

}  // namespace

std::span<const Storm> storms() { return all_storms; }

std::int64_t some_moment(const World& world, Dice& dice) {
    return dice.between(hour_ms, world.size.days * day_ms);
}

void at_some_moments(World& world, Dice& dice, std::int64_t a_day_max,
                     const std::function<void(Dice&)>& happen) {
    for (auto times = dice.between(1, a_day_max * world.size.days); times > 0; --times) {
        const auto luck = dice.next();
        world.calendar.after(some_moment(world, dice), [&world, happen, luck] {
            Dice own(luck);
            if (world.stormy()) happen(own);
        });
    }
}

Phone* some_phone(World& world, Dice& dice) {
    const auto phones = world.phones_in_use();
    return phones.empty() ? nullptr : dice.pick(phones);
}

}  // namespace veldwerk::simulation
