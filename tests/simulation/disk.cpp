// SPDX-License-Identifier: EUPL-1.2
#include "tests/simulation/disk.hpp"

#include <algorithm>
#include <fstream>
#include <set>

#include "tests/simulation/forgetful_vfs.hpp"

namespace veldwerk::simulation {
namespace {

constexpr std::size_t sector_bytes = 512;

std::string read_whole(const std::string& path) {
    std::ifstream file(path, std::ios::binary);
    return {std::istreambuf_iterator<char>(file), std::istreambuf_iterator<char>()};
}

/// What the file was at its last sync: every change since undone, the last one first.
std::string undone(std::string bytes, const std::vector<Disk::Unsynced>& writes) {
    for (auto write = writes.rbegin(); write != writes.rend(); ++write) {
        const auto offset = static_cast<std::size_t>(write->offset);
        bytes.resize(static_cast<std::size_t>(write->size_before));
        if (!write->before.empty()) bytes.replace(offset, write->before.size(), write->before);
    }
    return bytes;
}

}  // namespace

Disk::Disk(std::filesystem::path folder, Dice luck)
    : folder_(std::move(folder)), luck_(luck) {
    std::filesystem::create_directories(folder_);
    mount(folder_.string(), *this);
}

Disk::~Disk() { unmount(folder_.string()); }

bool Disk::survives() {
    if (operations_left_ > 0 && --operations_left_ == 0) dead_ = true;
    return !dead_;
}

void Disk::forget(const std::string& path, const std::vector<Unsynced>& writes) {
    const std::string now = read_whole(path);
    std::string left = undone(now, writes);
    std::set<std::size_t> sectors;
    for (const auto& write : writes) {
        const auto end = static_cast<std::size_t>(write.offset + write.count);
        for (std::size_t sector = static_cast<std::size_t>(write.offset) / sector_bytes;
             sector * sector_bytes < end; ++sector) {
            sectors.insert(sector);
        }
    }
    // Some crashes lose everything that was not synced, some nothing, most a part.
    const unsigned kept_per_mille = static_cast<unsigned>(luck_.below(5)) * 250;
    for (const std::size_t sector : sectors) {
        const std::size_t start = sector * sector_bytes;
        if (start >= now.size() || !luck_.chance(kept_per_mille)) continue;
        const std::size_t count = std::min(sector_bytes, now.size() - start);
        if (left.size() < start + count) left.resize(start + count);
        left.replace(start, count, now, start, count);
    }
    std::ofstream(path, std::ios::binary | std::ios::trunc) << left;
}

void Disk::restart() {
    for (const auto& [path, writes] : unsynced_) {
        if (std::filesystem::exists(path)) forget(path, writes);
    }
    unsynced_.clear();
    // Shared memory dies with the machine.
    for (const auto& entry : std::filesystem::directory_iterator(folder_)) {
        const std::string name = entry.path().string();
        if (name.size() > 4 && name.ends_with("-shm")) std::filesystem::remove(entry.path());
    }
    dead_ = false;
    operations_left_ = 0;
}

}  // namespace veldwerk::simulation
