// SPDX-License-Identifier: EUPL-1.2
// The town's office backed up, restored, and set back: what its people and its machine do.
#include <algorithm>

#include "daemon/custody/after_restore.hpp"
#include "daemon/custody/erasing.hpp"
#include "daemon/custody/lifting.hpp"
#include "daemon/custody/restoring.hpp"
#include "daemon/custody/rotation.hpp"
#include "daemon/office/settings.hpp"
#include "protocol/records/value.hpp"
#include "protocol/records/vocabulary.hpp"
#include "tests/simulation/broken_promise.hpp"
#include "tests/simulation/line.hpp"
#include "tests/simulation/phone.hpp"
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
    excuse_lost_twice();
}

/// What a phone had sent before it was set back is on no phone any more.
void Town::excuse_lost_twice() {
    for (auto& save : world_.notebook.saves) {
        if (!save.excused.empty()) continue;
        const auto phone = std::find_if(
            world_.phones.begin(), world_.phones.end(),
            [&save](const auto& one) { return one->name() == save.phone; });
        const bool left_behind = (*phone)->was_set_back() && save.life != (*phone)->life();
        if (!left_behind || holds(save.stamp, save.bytes)) continue;
        save.excused = "its phone was set back, and the office, too";
    }
}

/// What the office did since the backup is gone with its journal; nobody can promise it.
void Town::forget_lost_acts() {
    for (auto& act : world_.notebook.acts) {
        if (act.lost || ledger().find_change(act.stamp)) continue;
        act.lost = true;
        world_.chronicle.count("acts lost with the journal");
    }
    std::erase_if(revoked_, [this](const RecordId& device) {
        const auto record = ledger().load(type::device, device);
        return !record || office::field_in_force(record->state, "state") !=
                              encode_integer(device_state::revoked);
    });
}

bool Town::lost_sight_of(const RecordId& device) {
    return up() && !ledger().exists(type::device, device);
}

/// Orders that were lost with the journal: who lifts the hold gives them again.
void Town::order_erasures_again() {
    for (const auto& participant : world_.notebook.erased) {
        const auto again = office::order_erasure(*office_, {.participant = participant,
                                                            .person = person_,
                                                            .ground = "request",
                                                            .reason = "op verzoek"});
        if (!again) continue;
        world_.chronicle.count("erasures ordered again");
        world_.notebook.acts.push_back({{ledger().life().writer, ledger().life().acts}, {}});
        (void)office::follow_erasures(*office_);
    }
}

void Town::lift_hold() {
    guarded("lifting the hold", [&] {
        if (office::holds(ledger()).empty()) return;
        order_erasures_again();
        const auto lifted = office::lift_hold(*office_, person_, "looked at");
        promised(lifted.has_value(), promise::heals,
                 lifted ? "" : "the hold is not lifted: " + lifted.error().detail);
        world_.chronicle.tell("office", "the hold is lifted");
        world_.chronicle.count("holds lifted");
    });
}

void Town::restore(std::size_t chosen, WithJournal journal) {
    if (!up()) return;
    auto kept = office::kept_backups(disk_.folder()).readable;
    // Where a journal was lost, acts of two lives have one number: a backup of the life that was
    // abandoned there would bring back the lost ones beside those that took their numbers.
    std::erase_if(kept, [this](const office::BackupFacts& backup) {
        const auto lives = ledger().lives();
        return std::any_of(lives.begin(), lives.end(), [&](const office::LifeSpan& life) {
            return backup.held_of(life.writer) > life.acts;
        });
    });
    if (kept.empty()) return;
    const auto& backup = kept[chosen % kept.size()];
    disk_.be_calm();
    bool held = false;
    close_for([&] {
        if (journal == WithJournal::no) {
            std::filesystem::remove_all(disk_.folder() / "journal");
            journal_ever_lost_ = true;
        }
        const auto restored = office::restore_office(disk_.folder(), environment(),
                                                     {.file = backup.path});
        promised(restored.has_value(), promise::heals,
                 restored ? "" : "a kept backup is not restored: " + restored.error().detail);
        // Of a journal that was lost, what came before stays lost.
        const bool may_lack = journal_ever_lost_;
        promised(restored->acts_lost ? may_lack : journal == WithJournal::yes, promise::heals,
                 "whether the journal is whole is not seen");
        journal_lost_ = restored->acts_lost;
        held = restored->acts_lost;
        world_.chronicle.tell("office", "restored from " + backup.path.filename().string() + ", " +
                                            std::to_string(restored->replayed) + " acts replayed");
        world_.chronicle.count("offices restored");
        world_.chronicle.count("acts replayed", restored->replayed);
    });
    guarded("after the restore", [&] { office::after_restore(*office_); });
    if (held) {
        world_.calendar.after(dice_.between(hour_ms, 20 * hour_ms), [this] { lift_hold(); });
    }
}

}  // namespace veldwerk::simulation
