// SPDX-License-Identifier: EUPL-1.2
// Phones that claim to know more acts than they were shown: what they save is refused until the
// office has done so many, and what refers to it waits. Honest phones are never refused, and the
// roads of refusals must be walked.
#include "tests/simulation/storms.hpp"
#include "tests/simulation/town.hpp"

namespace veldwerk::simulation {

void plan_claims_ahead(World& world, Clerk&, Dice dice) {
    world.calendar.after(some_moment(world, dice) / 2, [&world, dice]() mutable {
        Phone* phone = some_phone(world, dice);
        if (phone == nullptr) return;
        phone->claim_ahead(static_cast<std::uint64_t>(dice.between(1, 12)));
        world.chronicle.tell(phone->name(), "claims to know acts that it was not shown");
        world.chronicle.count("phones that claim ahead");
    });
}

}  // namespace veldwerk::simulation
