// SPDX-License-Identifier: EUPL-1.2
// A shown record has layers: beneath what the office confirmed, on top the device's own undecided
// changes, replayed in their order. The record tables hold the sum. Only where there is something
// undecided is the confirmed state kept apart, so a caseload at rest is stored once.
//
// A layer also remembers what the record's last versions were, slot by slot, so that a save which
// names one is stale only if a field it writes has moved since.
#pragma once

#include "client-sdk/replica/own_changes.hpp"
#include "client-sdk/replica/scopes.hpp"

#include <map>
#include <optional>
#include <set>
#include <vector>

namespace veldwerk::device {

/// The versions a screen may still show: sixteen moves of one record between a read and its save.
inline constexpr std::size_t past_versions_max = 16;

struct SlotVersion {
    SlotNumber slot{};
    std::uint32_t version{};
    bool operator==(const SlotVersion&) const = default;
};
struct PastVersion {
    std::string version;
    std::vector<SlotVersion> slots;
};
[[nodiscard]] PastVersion past_version_of(const RecordState& state);
/// Of a slot without candidates then, the version of nothing.
[[nodiscard]] std::uint32_t version_of_slot(const PastVersion& past, SlotNumber slot);

struct Layer {
    std::vector<PastVersion> past;                    ///< oldest first
    std::vector<std::uint64_t> own;                   ///< counters of undecided changes, rising
    std::optional<carriage::StoredRecord> confirmed;  ///< only while `own` is not empty
};

struct RecordName {
    TypeNumber type{};
    RecordId id;
    auto operator<=>(const RecordName&) const = default;
};

class Layers {
public:
    Layers(Store& store, Scopes& scopes, OwnChanges& own, Bearings& bearings)
        : store_(store), scopes_(scopes), own_(own), bearings_(bearings) {}

    /// Shows one's own new change on one of its records. Returns the record's new version.
    std::string put_on_top(const Change& change, const RecordWrites& writes);
    /// A record as the office shipped it. What shows follows with `show_again`.
    void confirm(const FeedEntry& entry);
    /// Own changes were decided, or are undecided again.
    void touch(const Change& change);
    void put_back(const Change& change);
    /// Forgets what the office confirmed: of a scope, or of all (they will be sent anew).
    void purge(ScopeNumber scope);
    void forget_confirmed();
    /// Replays undecided changes on all records touched since the last call.
    void show_again();
    /// After a rollback.
    void forget_touched() { touched_.clear(); }

    [[nodiscard]] Layer load(const RecordId& id);

private:
    void store(const RecordName& name, const Layer& layer);
    void show_again(const RecordName& name);
    void remember(Layer& layer, const RecordState& before, const RecordState& after);
    [[nodiscard]] std::optional<carriage::StoredRecord> replayed(const RecordName& name,
                                                                 const Layer& layer);

    Store& store_;
    Scopes& scopes_;
    OwnChanges& own_;
    Bearings& bearings_;
    std::set<RecordName> touched_;
};

}  // namespace veldwerk::device
