// SPDX-License-Identifier: EUPL-1.2
// Coaches who write long reports: pushes and pulls then take several batches, a pull is staged in
// the file, and a line breaks in the middle of both.
#include "tests/simulation/screen.hpp"
#include "tests/simulation/storms.hpp"

namespace veldwerk::simulation {
namespace {

constexpr std::int64_t note_bytes_max = 60'000;

void write_report(World& world, Phone& phone, Dice& dice) {
    if (!phone.usable() || !is_ready(phone)) return;
    std::optional<ShownId> participant;
    phone.guarded("reading", [&] { participant = some_of(phone, "participant"); });
    if (!participant || !phone.usable()) return;
    std::string text(static_cast<std::size_t>(dice.between(20'000, note_bytes_max)), ' ');
    for (char& letter : text) letter = static_cast<char>('a' + dice.below(26));
    phone.save({{"coaching_log", {}, {},
                 {{"participant", participant->id},
                  {"date", amsterdam_date(world.now()).plus(-1).text()},
                  {"minutes", "60"}, {"text", text}}, {}}});
    world.chronicle.count("long notes");
}

}  // namespace

void plan_long_notes(World& world, Clerk&, Dice dice) {
    at_some_moments(world, dice, 20, [&world](Dice& luck) {
        if (Phone* phone = some_phone(world, luck)) write_report(world, *phone, luck);
    });
}

}  // namespace veldwerk::simulation
