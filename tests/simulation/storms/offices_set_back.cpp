// SPDX-License-Identifier: EUPL-1.2
// An office that goes back to what it was: restored from one of its backups, with its journal or
// without, or set back in silence with the journal beside it. Nights are backed up, and few backups
// kept, so that phones forget what is safe.
#include <filesystem>
#include <memory>

#include "daemon/custody/lives.hpp"
#include "daemon/office/settings.hpp"
#include "tests/simulation/storms.hpp"
#include "tests/simulation/town.hpp"

namespace veldwerk::simulation {
namespace {

namespace fs = std::filesystem;

/// A copy of the ledger's file, and what it holds of each writer.
struct Image {
    fs::path file;
    Knowledge holds;
    std::size_t lives = 0;
};

void take_image(World& world, Image& image) {
    Town& town = *world.town;
    if (!town.up()) return;
    town.disk().be_calm();
    image.holds = town.knowledge();
    image.lives = town.ledger().lives().size();
    town.close_for([&] {
        image.file = world.folder.path() / "image.db";
        fs::copy_file(town.disk().folder() / "ledger.db", image.file,
                      fs::copy_options::overwrite_existing);
    });
    world.chronicle.tell("office", "an image is taken");
}

/// What a phone was told to be safe is in every backup, not in every image: an older image is a
/// loss that no machine promises to heal.
bool can_be_healed(Town& town, const Image& image) {
    // Nor can one be told from the life that gave its lost acts' numbers to others.
    if (image.lives != town.ledger().lives().size() &&
        office::acts_lost_after(town.ledger(), {})) {
        return false;
    }
    const auto holds = [&image](const WriterId& writer, std::uint64_t safe) {
        const auto held = image.holds.find(writer);
        return safe <= (held == image.holds.end() ? 0 : held->second);
    };
    for (const auto& row : town.ledger().writers()) {
        if (!holds(row.writer, row.safe)) return false;
    }
    for (const auto& life : town.ledger().lives()) {
        if (!holds(life.writer, life.safe_acts)) return false;
    }
    return true;
}

void set_back_to(World& world, const Image& image) {
    Town& town = *world.town;
    if (!town.up() || image.file.empty() || !can_be_healed(town, image)) return;
    town.disk().be_calm();
    town.close_for([&] {
        const fs::path ledger = town.disk().folder() / "ledger.db";
        for (const char* end : {"-wal", "-shm"}) fs::remove(ledger.string() + end);
        fs::copy_file(image.file, ledger, fs::copy_options::overwrite_existing);
        world.chronicle.tell("office", "is set back in silence");
        world.chronicle.count("offices set back in silence");
    });
}

}  // namespace

void plan_offices_set_back(World& world, Clerk&, Dice dice) {
    const auto settings = world.town->ledger().all(type::setting);
    for (const auto& id : settings) {
        const auto setting = world.town->ledger().load(type::setting, id);
        if (office::field_in_force(setting->state, "name") != "backups_kept") continue;
        world.town->put({{.type = "setting", .record = id.text(), .version = {},
                          .fields = {{"value", std::to_string(dice.between(1, 3))}},
                          .create_as = {}}});
    }
    for (std::int64_t night = 1; night <= world.size.days; ++night) {
        world.calendar.after(night * day_ms - 2 * hour_ms, [&world] {
            if (world.stormy()) world.town->back_up();
        });
    }
    for (auto times = dice.between(1, 3); times > 0; --times) {
        const auto chosen = dice.next();
        const auto journal = dice.chance(250) ? Town::WithJournal::no : Town::WithJournal::yes;
        world.calendar.after(some_moment(world, dice), [&world, chosen, journal] {
            if (world.stormy()) world.town->restore(chosen % 97, journal);
        });
    }
    const auto image = std::make_shared<Image>();
    const auto taken = some_moment(world, dice);
    world.calendar.after(taken, [&world, image] {
        if (world.stormy()) take_image(world, *image);
    });
    world.calendar.after(taken + dice.between(minute_ms, day_ms), [&world, image] {
        if (world.stormy()) set_back_to(world, *image);
    });
}

}  // namespace veldwerk::simulation
