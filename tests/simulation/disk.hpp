// SPDX-License-Identifier: EUPL-1.2
// The disk of one machine, as SQLite sees it: a VFS that lies over the real one and forgets what
// was not synced. Power may fail at any write, sync or deletion; from then on nothing works until
// the machine starts again, and each 512-byte sector written since the last sync is then old or
// new, by luck. A full disk refuses to grow a file.
//
// The files are real ones (in memory, if the folder is), so that a check for existence, a copy for
// a backup, and SQLite's own locks and shared memory are the true ones.
#pragma once

#include <cstdint>
#include <filesystem>
#include <map>
#include <string>
#include <vector>

#include "tests/simulation/dice.hpp"

namespace veldwerk::simulation {

class Disk {
public:
    /// Of all files below the folder, which it makes. The VFS becomes the default of the process.
    Disk(std::filesystem::path folder, Dice luck);
    ~Disk();
    Disk(const Disk&) = delete;
    Disk& operator=(const Disk&) = delete;

    [[nodiscard]] const std::filesystem::path& folder() const { return folder_; }

    /// Power fails at the nth operation from now.
    void fail_power_after(std::uint64_t operations) { operations_left_ = operations; }
    void fail_power() { dead_ = true; }
    [[nodiscard]] bool dead() const { return dead_; }
    /// Power is back: what was not synced is old or new, sector by sector. Every connection to the
    /// disk's files must be closed.
    void restart();
    void set_full(bool full) { full_ = full; }
    /// An end to storms that are still to come.
    void be_calm() {
        operations_left_ = 0;
        full_ = false;
    }

    // What the VFS reports.
    struct Unsynced {
        std::int64_t offset{};
        std::int64_t count{};
        std::string before;  ///< as far as the file reached
        std::int64_t size_before{};
    };
    /// False: power is off.
    [[nodiscard]] bool survives();
    [[nodiscard]] bool full() const { return full_; }
    void note(const std::string& path, Unsynced what) {
        unsynced_[path].push_back(std::move(what));
    }
    void synced(const std::string& path) { unsynced_.erase(path); }

private:
    void forget(const std::string& path, const std::vector<Unsynced>& writes);

    std::filesystem::path folder_;
    Dice luck_;
    std::map<std::string, std::vector<Unsynced>> unsynced_;
    std::uint64_t operations_left_ = 0;  ///< 0: power does not fail
    bool dead_ = false;
    bool full_ = false;
};

}  // namespace veldwerk::simulation
