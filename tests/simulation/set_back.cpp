// SPDX-License-Identifier: EUPL-1.2
// The town's office backed up, restored, and set back: what its people and its machine do.
#include "daemon/custody/after_restore.hpp"
#include "daemon/custody/restoring.hpp"
#include "daemon/custody/rotation.hpp"
#include "tests/simulation/broken_promise.hpp"
#include "tests/simulation/line.hpp"
#include "tests/simulation/town.hpp"

namespace veldwerk::simulation {

void Town::back_up() {
    guarded("backing up", [&] {
        const auto rotated = office::rotate_backups(*office_, office_->today());
        promised(rotated.has_value() || disk_.full(), promise::heals,
                 rotated ? "" : "no backup: " + rotated.error().detail);
        if (rotated) world_.chronicle.count("backups");
    });
}

void Town::close_for(const std::function<void()>& work) {
    if (!up()) return;
    for (const auto& line : std::vector(lines_)) line->drop_office();
    queue_.reset();
    office_.reset();
    // A disk that died while it was closed: as if the machine had been switched off then.
    if (disk_.dead()) disk_.restart();
    work();
    start_again();
}

void Town::restore(std::size_t chosen) {
    if (!up()) return;
    const auto kept = office::kept_backups(disk_.folder()).readable;
    if (kept.empty()) return;
    const auto& backup = kept[chosen % kept.size()];
    disk_.be_calm();
    close_for([&] {
        const auto restored = office::restore_office(disk_.folder(), environment(),
                                                     {.file = backup.path});
        promised(restored.has_value(), promise::heals,
                 restored ? "" : "a kept backup is not restored: " + restored.error().detail);
        promised(!restored->acts_lost, promise::heals, "the journal is whole, and said not to be");
        world_.chronicle.tell("office", "restored from " + backup.path.filename().string() + ", " +
                                            std::to_string(restored->replayed) + " acts replayed");
        world_.chronicle.count("offices restored");
        world_.chronicle.count("acts replayed", restored->replayed);
    });
    guarded("after the restore", [&] { office::after_restore(*office_); });
}

}  // namespace veldwerk::simulation
