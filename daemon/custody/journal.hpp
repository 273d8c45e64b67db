// SPDX-License-Identifier: EUPL-1.2
// The journal of acts: every act of the office, appended to a file outside the ledger and synced
// before it is acknowledged. A ledger that lacks an act of its journal was rolled back behind
// everyone's back, and that is how it shows (DESIGN.md 5).
//
// An act is committed to the ledger first and journalled second: a crash in between leaves an
// unacknowledged act that the ledger has and the journal lacks, which the next opening mends. The
// other order would make every such crash look like a rollback.
//
// What is written changes in two ways only: an erasure empties entries, and entries that every kept
// backup holds are dropped. Both put a new file in the old one's place. Whoever appends or rewrites
// holds the lock of the folder meanwhile and looks whether the file it has open is still the one
// that counts.
//
//   entry = length:u32 checksum:u32 writer:16 counter:u64 bytes      little-endian, appended
#pragma once

#include <cstdint>
#include <filesystem>
#include <functional>
#include <optional>
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
    /// The entry written last; nothing if there is none.
    [[nodiscard]] std::optional<Stamp> tail();
    /// Drops the entries that `keep` says no to; it may give an entry other bytes. All of it or
    /// nothing is on disk when it returns; an unchanged journal is left alone. True if it was
    /// rewritten.
    bool rewrite(const std::function<bool(JournalEntry&)>& keep);

private:
    void open();
    /// Opens the file anew if another process put a new one in its place.
    void follow();
    /// Reads what was appended since.
    void look();
    [[nodiscard]] std::uint64_t scan(std::uint64_t from, std::vector<JournalEntry>& found) const;

    std::filesystem::path directory_;
    int lock_ = -1;
    int file_ = -1;
    std::uint64_t scanned_ = 0;  ///< bytes read so far
    std::vector<Stamp> last_;    ///< one for each writer
    std::optional<Stamp> tail_;
};

}  // namespace veldwerk::office
