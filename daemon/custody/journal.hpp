// SPDX-License-Identifier: EUPL-1.2
// The journal of acts: every act of the office, appended to a file outside the ledger and synced
// before it is acknowledged. A ledger that lacks an act of its journal was rolled back behind
// everyone's back, and that is how it shows (DESIGN.md 5).
//
// An act is committed to the ledger first and journalled second: a crash in between leaves an
// unacknowledged act that the ledger has and the journal lacks, which the next opening mends. The
// other order would make every such crash look like a rollback.
//
//   entry = length:u32 checksum:u32 writer:16 counter:u64 bytes      little-endian, appended
#pragma once

#include <cstdint>
#include <filesystem>
#include <string>
#include <string_view>
#include <vector>

#include "protocol/merge/stamp.hpp"

namespace veldwerk::office {

struct JournalEntry {
    Stamp stamp;
    std::string bytes;
};

class Journal {
public:
    /// Opens or makes `directory/acts.journal`. A half-written entry at the end, left by a power
    /// cut, was never acknowledged and is cut off. Throws if the file is damaged before its end.
    explicit Journal(const std::filesystem::path& directory);
    ~Journal();
    Journal(const Journal&) = delete;
    Journal& operator=(const Journal&) = delete;

    /// On disk when it returns. Throws if the disk refuses; nothing is then acknowledged.
    void append(const std::vector<JournalEntry>& entries);
    /// The highest counter journalled of a writer; 0 if none. Sees other processes' entries.
    [[nodiscard]] std::uint64_t last(const WriterId& writer);
    [[nodiscard]] std::vector<JournalEntry> read_all();

private:
    [[nodiscard]] std::uint64_t scan(std::uint64_t from, std::vector<JournalEntry>& found) const;

    int file_ = -1;
    std::uint64_t scanned_ = 0;  ///< bytes read so far
    std::vector<Stamp> last_;    ///< one for each writer
};

}  // namespace veldwerk::office
