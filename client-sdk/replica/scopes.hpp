// SPDX-License-Identifier: EUPL-1.2
// The scopes this device holds, each with the digest of its confirmed records. Sums are kept in
// memory while a feed is applied and written down once, in the same transaction.
#pragma once

#include "client-sdk/replica/store.hpp"
#include "protocol/wire/batch.hpp"

#include <map>
#include <vector>

namespace veldwerk::device {

/// A scope this device does not know the number of (yet).
inline constexpr ScopeNumber no_scope = 0;

struct HeldScope {
    ScopeName name;
    Digest digest;
};

class Scopes {
public:
    explicit Scopes(Store& store) : store_(store) {}

    void hold(const ScopeName& name);
    void release(ScopeNumber number);
    void release_all();
    void add(ScopeNumber number, const Digest& share) { moved_[number] += share; }
    void subtract(ScopeNumber number, const Digest& share) { moved_[number] -= share; }
    /// Writes the moved sums down.
    void settle();
    /// After a rollback.
    void forget_moves() { moved_.clear(); }

    [[nodiscard]] std::vector<HeldScope> all();
    [[nodiscard]] Digest digest_of(ScopeNumber number);
    [[nodiscard]] Digest total();
    /// Whose scope it is; nothing if it is not held, or no participant's.
    [[nodiscard]] std::optional<RecordId> participant_of(ScopeNumber number);

    /// Where a record made here will lie, by the schema's path to its root. `no_scope`: the root is
    /// not known by number; nothing: its root is not held.
    [[nodiscard]] std::optional<ScopeNumber> scope_for(const RecordState& state);

private:
    [[nodiscard]] ScopeNumber number_of(Scope kind, const RecordId& root);

    Store& store_;
    std::map<ScopeNumber, Digest> moved_;
};

}  // namespace veldwerk::device
