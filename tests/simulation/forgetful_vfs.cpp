// SPDX-License-Identifier: EUPL-1.2
// Most of it hands on to the real VFS. What changes a file asks the disk first, and remembers what
// was there.
#include "tests/simulation/forgetful_vfs.hpp"

#include <sqlite3.h>

#include <algorithm>
#include <map>

#include "protocol/records/result.hpp"
#include "tests/simulation/disk.hpp"

namespace veldwerk::simulation {
namespace {

std::map<std::string, Disk*>& mounted() {
    static std::map<std::string, Disk*> disks;
    return disks;
}

/// An open file. The real one lies behind it in the same piece of memory, as SQLite asks.
struct OpenFile {
    sqlite3_file base;
    Disk* disk;
    std::string* path;

    [[nodiscard]] sqlite3_file* real() { return reinterpret_cast<sqlite3_file*>(this + 1); }
};

OpenFile& open_file(sqlite3_file* file) { return *reinterpret_cast<OpenFile*>(file); }
sqlite3_file* real(sqlite3_file* file) { return open_file(file).real(); }
const sqlite3_io_methods& methods(sqlite3_file* file) { return *real(file)->pMethods; }

int close(sqlite3_file* file) {
    const int result = methods(file).xClose(real(file));
    delete open_file(file).path;
    return result;
}

int read(sqlite3_file* file, void* bytes, int count, sqlite3_int64 offset) {
    Disk* disk = open_file(file).disk;
    if (disk != nullptr && disk->dead()) return SQLITE_IOERR_READ;
    return methods(file).xRead(real(file), bytes, count, offset);
}

/// Remembers what a change of the file from `offset` on, `count` bytes long, overwrites.
void remember(OpenFile& file, sqlite3_int64 offset, sqlite3_int64 count, sqlite3_int64 size) {
    Disk::Unsynced what{offset, count, {}, size};
    const sqlite3_int64 there = std::clamp<sqlite3_int64>(size - offset, 0, count);
    what.before.resize(static_cast<std::size_t>(there));
    if (there > 0) {
        (void)file.real()->pMethods->xRead(file.real(), what.before.data(),
                                           static_cast<int>(there), offset);
    }
    file.disk->note(*file.path, std::move(what));
}

int write(sqlite3_file* file, const void* bytes, int count, sqlite3_int64 offset) {
    OpenFile& open = open_file(file);
    if (open.disk == nullptr) return methods(file).xWrite(real(file), bytes, count, offset);
    if (open.disk->dead()) return SQLITE_IOERR_WRITE;
    sqlite3_int64 size = 0;
    if (methods(file).xFileSize(real(file), &size) != SQLITE_OK) return SQLITE_IOERR_WRITE;
    if (open.disk->full() && offset + count > size) return SQLITE_FULL;
    remember(open, offset, count, size);
    // The write that power failed in has reached the disk or not, as any other that was not synced.
    const int result = methods(file).xWrite(real(file), bytes, count, offset);
    return open.disk->survives() ? result : SQLITE_IOERR_WRITE;
}

int truncate(sqlite3_file* file, sqlite3_int64 length) {
    OpenFile& open = open_file(file);
    if (open.disk == nullptr) return methods(file).xTruncate(real(file), length);
    if (!open.disk->survives()) return SQLITE_IOERR_TRUNCATE;
    sqlite3_int64 size = 0;
    if (methods(file).xFileSize(real(file), &size) != SQLITE_OK) return SQLITE_IOERR_TRUNCATE;
    if (length < size) remember(open, length, size - length, size);
    return methods(file).xTruncate(real(file), length);
}

int sync(sqlite3_file* file, int) {
    OpenFile& open = open_file(file);
    if (open.disk == nullptr) return SQLITE_OK;
    if (!open.disk->survives()) return SQLITE_IOERR_FSYNC;
    open.disk->synced(*open.path);
    return SQLITE_OK;
}

int file_size(sqlite3_file* file, sqlite3_int64* size) {
    return methods(file).xFileSize(real(file), size);
}
int lock(sqlite3_file* file, int level) { return methods(file).xLock(real(file), level); }
int unlock(sqlite3_file* file, int level) { return methods(file).xUnlock(real(file), level); }
int check_reserved(sqlite3_file* file, int* result) {
    return methods(file).xCheckReservedLock(real(file), result);
}
int control(sqlite3_file* file, int operation, void* argument) {
    // Growing the file ahead of its writes would go past the disk.
    if (operation == SQLITE_FCNTL_SIZE_HINT || operation == SQLITE_FCNTL_CHUNK_SIZE) {
        return SQLITE_OK;
    }
    return methods(file).xFileControl(real(file), operation, argument);
}
int sector_size(sqlite3_file*) { return 512; }
int characteristics(sqlite3_file* file) {
    return methods(file).xDeviceCharacteristics(real(file));
}
int map_shared(sqlite3_file* file, int page, int size, int extend, void volatile** memory) {
    return methods(file).xShmMap(real(file), page, size, extend, memory);
}
int lock_shared(sqlite3_file* file, int offset, int count, int flags) {
    return methods(file).xShmLock(real(file), offset, count, flags);
}
void barrier(sqlite3_file* file) { methods(file).xShmBarrier(real(file)); }
int unmap_shared(sqlite3_file* file, int remove) {
    return methods(file).xShmUnmap(real(file), remove);
}

// Version 2: with shared memory for the log, without memory-mapped pages.
const sqlite3_io_methods forgetful_methods = {
    2,        close,         read,         write,       truncate,
    sync,     file_size,     lock,         unlock,      check_reserved,
    control,  sector_size,   characteristics, map_shared, lock_shared,
    barrier,  unmap_shared,  nullptr,      nullptr};

Disk* disk_of(const char* path) {
    if (path == nullptr) return nullptr;
    const std::string_view name(path);
    for (const auto& [folder, disk] : mounted()) {
        if (name.substr(0, folder.size()) == folder) return disk;
    }
    return nullptr;
}

sqlite3_vfs* below(sqlite3_vfs* vfs) { return static_cast<sqlite3_vfs*>(vfs->pAppData); }

int open(sqlite3_vfs* vfs, const char* path, sqlite3_file* file, int flags, int* flags_out) {
    OpenFile& opened = open_file(file);
    opened.base.pMethods = nullptr;
    opened.disk = disk_of(path);
    if (opened.disk != nullptr && opened.disk->dead()) return SQLITE_CANTOPEN;
    const int result = below(vfs)->xOpen(below(vfs), path, opened.real(), flags, flags_out);
    if (result != SQLITE_OK) return result;
    opened.path = new std::string(path == nullptr ? "" : path);
    opened.base.pMethods = &forgetful_methods;
    return SQLITE_OK;
}

int remove(sqlite3_vfs* vfs, const char* path, int sync_folder) {
    if (Disk* disk = disk_of(path)) {
        if (!disk->survives()) return SQLITE_IOERR_DELETE;
        disk->synced(path);
    }
    return below(vfs)->xDelete(below(vfs), path, sync_folder);
}

/// SQLite3 Multiple Ciphers puts its own VFS over ours, as it does over the real one.
void make_default() {
    static sqlite3_vfs vfs = *sqlite3_vfs_find("unix");
    vfs.zName = "forgetful";
    vfs.pAppData = sqlite3_vfs_find("unix");
    vfs.szOsFile += static_cast<int>(sizeof(OpenFile));
    vfs.xOpen = open;
    vfs.xDelete = remove;
    expect(sqlite3_vfs_register(&vfs, 0) == SQLITE_OK, "the forgetful VFS registers");
    expect(sqlite3mc_vfs_create("forgetful", 1) == SQLITE_OK, "ciphers lie over it");
}

}  // namespace

void mount(const std::string& folder, Disk& disk) {
    static const bool made = [] {
        sqlite3_initialize();
        make_default();
        return true;
    }();
    (void)made;
    mounted()[folder + '/'] = &disk;
}

void unmount(const std::string& folder) { mounted().erase(folder + '/'); }

}  // namespace veldwerk::simulation
