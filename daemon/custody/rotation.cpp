// SPDX-License-Identifier: EUPL-1.2
#include "daemon/custody/rotation.hpp"

#include <algorithm>

#include "daemon/custody/synced_file.hpp"
#include "daemon/office/settings.hpp"

namespace veldwerk::office {
namespace {

namespace fs = std::filesystem;

constexpr std::int64_t kept_without_setting = 30;

fs::path backups_of(const fs::path& folder) { return folder / "backups"; }

std::vector<fs::path> files_in(const fs::path& folder, const std::string& ending) {
    std::vector<fs::path> files;
    if (!fs::is_directory(folder)) return files;
    for (const auto& entry : fs::directory_iterator(folder)) {
        if (entry.path().extension() == ending) files.push_back(entry.path());
    }
    std::sort(files.begin(), files.end());
    return files;
}

/// By night, so that names sort by age; by life, so that a restored office gets one of its own.
fs::path name_of(const fs::path& folder, CivilDate night, const EpochId& epoch) {
    return backups_of(folder) / (night.text() + '-' + epoch.text().substr(0, 8) + ".backup");
}

std::uint64_t held_by_all(const std::vector<BackupFacts>& kept, const WriterId& writer) {
    if (kept.empty()) return 0;
    std::uint64_t least = ~std::uint64_t{0};
    for (const auto& backup : kept) least = std::min(least, backup.held_of(writer));
    return least;
}

/// The last act of each writer stays, or nobody could tell a pruned journal from a lost one.
std::uint64_t prune_journal(Office& office) {
    std::map<WriterId, std::uint64_t> safe;
    for (const auto& life : office.ledger().lives()) safe[life.writer] = life.safe_acts;
    Journal& journal = office.journal();
    std::uint64_t pruned = 0;
    std::map<WriterId, std::uint64_t> last;
    for (const auto& writer : safe) last[writer.first] = journal.last(writer.first);
    (void)journal.rewrite([&](JournalEntry& entry) {
        const Stamp& stamp = entry.stamp;
        if (stamp.counter > safe[stamp.writer] || stamp.counter == last[stamp.writer]) return true;
        const auto act = decode_change(entry.bytes, stamp);
        if (!act || !is_data_act(*act)) return true;
        ++pruned;
        return false;
    });
    return pruned;
}

}  // namespace

bool is_data_act(const Change& act) { return act.act == Act::write || act.act == Act::decide; }

KeptBackups kept_backups(const fs::path& folder) {
    KeptBackups kept;
    for (const auto& path : files_in(backups_of(folder), ".backup")) {
        auto facts = read_backup(path);
        if (facts) {
            kept.readable.push_back(std::move(*facts));
        } else {
            kept.unreadable.push_back(facts.error());
        }
    }
    return kept;
}

void note_safe(Office& office, const std::vector<BackupFacts>& kept) {
    office.transact([&] {
        Ledger& ledger = office.ledger();
        for (auto& row : ledger.writers()) {
            const auto safe = std::min(held_by_all(kept, row.writer), row.received);
            if (safe <= row.safe) continue;
            row.safe = safe;
            ledger.save_writer(row);
        }
        for (const auto& life : ledger.lives()) {
            const auto safe = held_by_all(kept, life.writer);
            if (safe > life.safe_acts) ledger.save_safe_acts(life.writer, safe);
        }
    });
}

Result<Rotated> rotate_backups(Office& office, CivilDate night) {
    const fs::path folder = backups_of(office.folder());
    if (fs::create_directories(folder)) {
        fs::permissions(folder, fs::perms::owner_all);
        sync_folder_of(folder);
    }
    for (const auto& half : files_in(folder, ".part")) fs::remove(half);
    Rotated rotated;
    rotated.tonight = name_of(office.folder(), night, office.ledger().life().epoch);
    auto facts = fs::exists(rotated.tonight) ? read_backup(rotated.tonight)
                                             : make_backup(office, rotated.tonight);
    if (!facts) return tl::unexpected<Error>(facts.error());
    rotated.made = facts->made;

    auto kept = kept_backups(office.folder());
    const auto kept_max = static_cast<std::size_t>(std::max<std::int64_t>(
        1, Settings(office.ledger()).number("backups_kept", night, kept_without_setting)));
    while (kept.readable.size() > kept_max) {
        const fs::path oldest = kept.readable.front().path;
        kept.readable.erase(kept.readable.begin());
        if (oldest == rotated.tonight) continue;  // a clock that ran ahead: it stays for this night
        fs::remove(oldest);
        rotated.removed.push_back(oldest.filename().string());
    }
    sync_folder_of(rotated.tonight);
    rotated.kept = kept.readable.size();
    for (const auto& error : kept.unreadable) rotated.unreadable.push_back(error.detail);
    note_safe(office, kept.readable);
    rotated.pruned = prune_journal(office);
    return rotated;
}

}  // namespace veldwerk::office
