// SPDX-License-Identifier: EUPL-1.2
// An office of a few lines for the device's tests: it keeps records and one writer's changes in
// memory, merges what is pushed, and answers like the real one. It refuses or parks what a test
// names, breaks off, or lies, as told.
#pragma once

#include "client-sdk/replica/replica.hpp"
#include "client-sdk/session/device_session.hpp"
#include "protocol/merge/merge.hpp"
#include "protocol/wire/batch.hpp"

#include <map>
#include <set>
#include <string>
#include <vector>

namespace veldwerk::device {

inline constexpr Instant monday{1'796'000'000'000};  // 2026-11-30T01:53 in Amsterdam

using FieldTexts = std::map<std::string, std::string>;

class OfficeDouble : public History {
public:
    OfficeDouble();

    /// The office writes a record; a new id creates it.
    void write(const std::string& type, const RecordId& id, const FieldTexts& fields);

    /// The office's half of the conversation.
    [[nodiscard]] std::vector<Message> hear(const Message& message);
    [[nodiscard]] std::optional<Recorded> find(const Stamp& stamp) const override;

    [[nodiscard]] ScopeName scope_of(const RecordState& state) const;
    [[nodiscard]] Digest total() const;
    [[nodiscard]] std::vector<Message> feed(const Cursor& cursor);

    EpochId epoch;
    RecordId coach;
    RecordId other_coach;
    std::uint64_t safe = 0;
    std::size_t records_per_batch = 1000;
    std::int64_t time_ms = 0;
    std::map<std::uint64_t, Refusal> refusals;  ///< by counter, decided beforehand
    std::set<std::uint64_t> parked;
    std::set<ScopeNumber> purged;
    Digest lie;  ///< added to the total
    int pulls = 0;
    std::vector<std::string> received;  ///< the device's changes, by counter
    std::vector<Chain> chains{Chain{}};
    std::uint64_t token_number = 0;

private:
    struct Held {
        RecordState state;
        std::uint64_t position{};
    };
    void admit(const Push& push);

    WriterId writer_;
    WriterId device_writer_;
    std::uint64_t counter_ = 0;
    std::uint64_t position_ = 0;
    std::map<RecordId, Held> records_;
    mutable std::map<RecordId, ScopeNumber> scope_numbers_;
};

/// A small programme: two coaches, participant D001 on placement L1 of an approved job.
struct SmallProgramme {
    RecordId coach, other_coach, participant, employer, workplace, job, placement;
};
[[nodiscard]] SmallProgramme write_small_programme(OfficeDouble& office);
[[nodiscard]] RecordId record_id(std::uint8_t number);

/// Runs a session to its end. Breaks off after so many messages of the office, if given.
struct SyncOptions {
    SessionOptions session{};
    std::size_t messages_max = SIZE_MAX;
    Instant now = monday;
};
[[nodiscard]] Outcome sync(Replica& replica, OfficeDouble& office, const SyncOptions& options = {});

/// A replica in a file of its own, removed at the end.
class ReplicaInFile {
public:
    explicit ReplicaInFile(const std::string& name);
    ~ReplicaInFile();
    ReplicaInFile(const ReplicaInFile&) = delete;
    ReplicaInFile& operator=(const ReplicaInFile&) = delete;

    [[nodiscard]] std::unique_ptr<Replica> open();
    /// Opened, enrolled as a device of the office's coach.
    [[nodiscard]] std::unique_ptr<Replica> enrolled(const OfficeDouble& office);
    [[nodiscard]] const std::string& path() const { return path_; }
    [[nodiscard]] carriage::StoreKey key() const;
    void remove() const;

private:
    std::string path_;
};

/// A fixed sequence that looks random, so that a failing test fails again.
[[nodiscard]] Luck repeatable_luck(std::uint64_t seed);

/// The one row and column of a query, as text.
[[nodiscard]] std::string one(Replica& replica, const std::string& sql);

}  // namespace veldwerk::device
