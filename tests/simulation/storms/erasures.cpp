// SPDX-License-Identifier: EUPL-1.2
// Participants who are erased while phones hold notes about them unsent. Notes that nobody else
// writes are scattered before and after, so that the files can be searched for them; and the office
// may die between an order and its last step.
#include "daemon/custody/erasing.hpp"
#include "tests/simulation/screen.hpp"
#include "tests/simulation/storms.hpp"
#include "tests/simulation/town.hpp"

namespace veldwerk::simulation {
namespace {

void write_secret(World& world, Phone& phone, Dice& dice) {
    if (!phone.usable() || !is_ready(phone)) return;
    std::optional<ShownId> participant;
    phone.guarded("reading", [&] { participant = some_of(phone, "participant"); });
    if (!participant || !phone.usable()) return;
    const std::string secret =
        std::string(secret_mark) + std::to_string(dice.next()) + "-of-" + participant->id;
    if (dice.chance(500)) {
        phone.save({{"contact", {}, {},
                     {{"participant", participant->id},
                      {"date", amsterdam_date(world.now()).plus(-1).text()},
                      {"minutes", "15"}, {"text", secret}}, {}}});
    } else {
        phone.save({{"participant", participant->id, {},
                     {{"phones", secret, Mode::add}, {"address", secret}}, {}}});
    }
    world.chronicle.count("secrets");
}

void erase_somebody(World& world, Dice& dice) {
    Town& town = *world.town;
    town.guarded("an order to erase", [&] {
        const auto participant = dice.pick(town.ledger().all(type::participant));
        const auto ordered = office::order_erasure(
            town.office(), {.participant = participant,
                            .person = town.person(),
                            .ground = "request",
                            .reason = "op verzoek"});
        if (!ordered) return;
        world.chronicle.tell("office", "ordered an erasure");
        world.chronicle.count("erasures");
        const office::Life life = town.ledger().life();
        world.notebook.acts.push_back({{life.writer, life.acts}, {}});
        world.notebook.erased.push_back(participant);
        if (dice.chance(700)) (void)office::follow_erasures(town.office());
    });
}

}  // namespace

void plan_erasures(World& world, Clerk&, Dice dice) {
    at_some_moments(world, dice, 12, [&world](Dice& luck) {
        if (Phone* phone = some_phone(world, luck)) write_secret(world, *phone, luck);
    });
    for (auto orders = dice.between(1, 2); orders > 0; --orders) {
        world.calendar.after(some_moment(world, dice), [&world, dice]() mutable {
            if (world.stormy() && world.town->up()) erase_somebody(world, dice);
        });
    }
}

}  // namespace veldwerk::simulation
