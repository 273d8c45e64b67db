// SPDX-License-Identifier: EUPL-1.2
// The records one transaction touches, loaded once and written once, however many changes meet in
// them. Writing gives each its next feed position and moves its scope's digest by the difference.
#pragma once

#include <unordered_map>
#include <vector>

#include "daemon/ledger/ledger.hpp"

namespace veldwerk::office {

class WorkingSet {
public:
    explicit WorkingSet(Ledger& ledger) : ledger_(ledger) {}

    /// Null if the record does not exist. The pointer holds until the set is flushed.
    [[nodiscard]] RecordState* find(TypeNumber type, const RecordId& id);
    [[nodiscard]] bool exists(TypeNumber type, const RecordId& id);
    [[nodiscard]] std::optional<ScopeNumber> scope_of(TypeNumber type, const RecordId& id);
    [[nodiscard]] ScopeName scope_name(ScopeNumber number);

    /// A new record, touched.
    RecordState& create(TypeNumber type, const RecordId& id, ScopeNumber scope);
    /// The record changed and will be written.
    void touch(TypeNumber type, const RecordId& id);

    /// Writes what was touched, in order of first touch, and forgets everything.
    void flush(Life& life);

private:
    /// The type belongs to it: hostile changes may give one id to records of two types.
    struct Key {
        TypeNumber type{};
        RecordId id;
        bool operator==(const Key&) const = default;
    };
    struct KeyHash {
        std::size_t operator()(const Key& key) const {
            return IdHash<RecordTag>{}(key.id) ^ key.type;
        }
    };
    struct Entry {
        StoredRecord record;
        Digest before;
        bool exists = false;
        bool touched = false;
    };
    Entry* load(TypeNumber type, const RecordId& id);

    Ledger& ledger_;
    std::unordered_map<Key, Entry, KeyHash> entries_;
    std::vector<Key> touched_;
    std::unordered_map<ScopeNumber, ScopeName> scope_names_;
};

}  // namespace veldwerk::office
