// SPDX-License-Identifier: EUPL-1.2
#include "daemon/custody/restoring.hpp"

#include <algorithm>
#include <map>

#include "daemon/custody/gaps.hpp"
#include "daemon/custody/rotation.hpp"
#include "daemon/custody/synced_file.hpp"
#include "daemon/ledger/sqlite_ledger.hpp"
#include "daemon/network/whole_file.hpp"

namespace veldwerk::office {
namespace {

namespace fs = std::filesystem;

/// What is known of the life that is left, from whatever of it can still be read.
struct Remains {
    std::map<WriterId, std::uint64_t> known;      ///< somebody held these changes
    std::map<WriterId, std::uint64_t> forgotten;  ///< devices no longer keep these
    std::map<WriterId, std::string> devices;
};

void keep_highest(std::map<WriterId, std::uint64_t>& of, const Stamp& stamp) {
    auto& counter = of[stamp.writer];
    counter = std::max(counter, stamp.counter);
}

void read_ledger(const fs::path& path, Remains& remains) {
    if (!fs::exists(path)) return;
    try {
        SqliteLedger ledger(path.string(), false);
        for (const auto& row : ledger.writers()) {
            keep_highest(remains.known, {row.writer, row.received});
            keep_highest(remains.forgotten, {row.writer, row.safe});
            remains.devices[row.writer] = row.device.text();
        }
        for (const auto& life : ledger.lives()) {
            keep_highest(remains.known, {life.writer, life.acts});
        }
    } catch (const std::exception&) {
        // Damaged, which is why it is replaced: what it cannot say is left out.
        return;
    }
}

Remains remains_of(const fs::path& folder, const BackupFacts& backup) {
    Remains remains;
    read_ledger(folder / "ledger.db", remains);
    auto kept = kept_backups(folder).readable;
    kept.push_back(backup);
    for (const auto& facts : kept) {
        for (const auto& last : facts.holds) keep_highest(remains.known, last);
        for (const auto& last : facts.safe) keep_highest(remains.forgotten, last);
    }
    return remains;
}

struct JournalState {
    std::vector<JournalEntry> acts;
    std::vector<std::string> gaps;  ///< sentences
};

/// Whether the journal goes on from where the backup ends, act by act.
JournalState journal_for(const fs::path& folder, const BackupFacts& backup,
                         const WriterId& writer) {
    Journal journal(folder / "journal");
    JournalState state{journal.read_all(), {}};
    if (journal.last(writer) < backup.acts) {
        state.gaps.push_back("the journal does not reach act " + std::to_string(backup.acts) +
                             ", with which the backup ends");
    }
    for (auto& gap : gaps_after(backup.acts, state.acts)) state.gaps.push_back(std::move(gap));
    return state;
}

std::vector<std::string> lost_for_ever(const Remains& remains, const BackupFacts& backup) {
    std::vector<std::string> lost;
    for (const auto& [writer, counter] : remains.forgotten) {
        const std::uint64_t held = backup.held_of(writer);
        if (counter <= held) continue;
        const auto device = remains.devices.find(writer);
        const std::string name = device == remains.devices.end()
                                     ? "the device of writer " + writer.text()
                                     : "device " + device->second;
        lost.push_back(name + ": changes " + std::to_string(held + 1) + " to " +
                       std::to_string(counter));
    }
    return lost;
}

std::string joined(const std::vector<std::string>& sentences) {
    std::string text;
    for (const auto& sentence : sentences) text += (text.empty() ? "" : "; ") + sentence;
    return text;
}

/// What a path is called while another has its name: "ledger.replaced-2026-12-06T190000Z.db".
fs::path aside_name(const fs::path& folder, Instant now) {
    std::string stamp = format_instant(now).substr(0, 19);
    std::erase(stamp, ':');
    for (int again = 1;; ++again) {
        const std::string more = again == 1 ? "" : "-" + std::to_string(again);
        const fs::path aside = folder / ("ledger.replaced-" + stamp + "Z" + more + ".db");
        if (!fs::exists(aside)) return aside;
    }
}

/// The write-ahead log of the old ledger must not meet the new one.
void fold_log(const fs::path& ledger, const fs::path& aside) {
    try {
        const auto database = carriage::open_database(ledger.string(), {});
        database->exec("PRAGMA wal_checkpoint(TRUNCATE)");
    } catch (const std::exception&) {
        // Damaged: its log goes aside with it, as it is.
    }
    for (const char* end : {"-wal", "-shm"}) {
        const fs::path left = ledger.string() + end;
        if (fs::exists(left)) fs::rename(left, aside.string() + end);
    }
}

fs::path take_place(const fs::path& folder, const fs::path& prepared, Instant now) {
    const fs::path ledger = folder / "ledger.db";
    fs::path aside;
    if (fs::exists(ledger)) {
        aside = aside_name(folder, now);
        fold_log(ledger, aside);
        // A second name first, so that at no moment there is no ledger at all.
        fs::create_hard_link(ledger, aside);
    }
    fs::rename(prepared, ledger);
    sync_folder_of(ledger);
    return aside;
}

std::vector<std::string> bring_back_files(const fs::path& folder, const fs::path& backup) {
    std::vector<std::string> brought;
    for (const auto& file : files_in_backup(backup)) {
        const fs::path path = folder / file.name;
        // A name that leads out of the folder was made by a forger.
        const bool inside = !fs::path(file.name).is_absolute() &&
                            file.name.find("..") == std::string::npos;
        if (!inside || fs::exists(path)) continue;
        fs::create_directories(path.parent_path());
        if (path.parent_path() != folder) {
            fs::permissions(path.parent_path(), fs::perms::owner_all);
        }
        write_whole_file(path, file.bytes, ReadableBy::owner);
        brought.push_back(file.name);
    }
    return brought;
}

void remove_prepared(const fs::path& prepared) {
    for (const char* end : {"", "-wal", "-shm", "-journal"}) fs::remove(prepared.string() + end);
}

/// The ledger of the backup with the journal's acts and a life of its own, in one commit.
void prepare(const fs::path& prepared, const Environment& environment, const JournalState& journal,
             const Remains& remains, const Beginning& why, Restored& restored) {
    strip_backup(prepared);
    SqliteLedger ledger(prepared.string(), false);
    ledger.begin();
    restored.replayed = replay_acts(ledger, journal.acts);
    for (const auto& [writer, counter] : remains.known) ledger.note_known({writer, counter});
    (void)begin_life(ledger, environment, why);
    restored.epoch = ledger.life().epoch;
    ledger.commit();
}

}  // namespace

Result<Restored> restore_office(const fs::path& folder, const Environment& environment,
                                const RestoreOrder& order) {
    auto backup = verify_backup(order.file);
    if (!backup) return tl::unexpected<Error>(backup.error());
    fs::create_directories(folder);
    Restored restored;
    restored.backup = *backup;
    const Remains remains = remains_of(folder, *backup);
    const auto journal = journal_for(folder, *backup, backup->writer);
    restored.acts_lost = !journal.gaps.empty();
    restored.lost = lost_for_ever(remains, *backup);
    if (!restored.lost.empty() && !order.accept_loss) {
        return refuse(Reason::rule,
                      order.file.string() + " is older than every backup that is kept; what cannot "
                                            "come back: " + joined(restored.lost) +
                          ". Restore a kept one, or give --accept-loss");
    }
    const fs::path prepared = folder / "ledger.restoring";
    remove_prepared(prepared);
    try {
        copy_synced(order.file, prepared);
        Beginning why{.cause = "restored from a backup made at " + format_instant(backup->made),
                      .acts_lost = restored.acts_lost,
                      .loss_accepted = order.accept_loss};
        for (const auto& gap : journal.gaps) why.cause += "; " + gap;
        prepare(prepared, environment, journal, remains, why, restored);
    } catch (...) {
        remove_prepared(prepared);
        throw;
    }
    restored.files = bring_back_files(folder, order.file);
    restored.aside = take_place(folder, prepared, environment.now());
    return restored;
}

}  // namespace veldwerk::office
