// SPDX-License-Identifier: EUPL-1.2
#include "tests/contract/bare_bytes.hpp"

#include <sqlite3.h>

#include <fstream>
#include <sstream>

#include "protocol/carriage/database.hpp"

namespace veldwerk::contract {
namespace {

std::string bytes_of(const std::filesystem::path& path) {
    std::ifstream file(path, std::ios::binary);
    std::stringstream bytes;
    bytes << file.rdbuf();
    return bytes.str();
}

}  // namespace

std::string bare_bytes(const Device& device, const ScratchFolder& room) {
    const auto copy = room.path() / "bare.db";
    for (const char* part : {"", "-wal"}) {
        std::error_code none;
        std::filesystem::remove(copy.string() + part, none);
        std::filesystem::copy_file(device.file().string() + part, copy.string() + part, none);
    }
    const carriage::StoreKey key{7};
    {
        auto database = carriage::open_database(copy.string(), {.key = &key});
        // Rewriting the file in place keeps its free pages: unlike VACUUM it forgets nothing.
        database->exec("PRAGMA journal_mode = DELETE");
        expect(sqlite3_rekey(database->getHandle(), nullptr, 0) == SQLITE_OK, "it is decrypted");
    }
    return bytes_of(copy);
}

}  // namespace veldwerk::contract
