// SPDX-License-Identifier: EUPL-1.2
// Obeying orders to erase. What the office shipped of an erased participant it ships again,
// emptied; what is left to the device are its own changes, sent or not, refused or waiting. They
// are emptied when the order comes, and the file is written anew so that no byte of them remains.
//
// A change may be about somebody who left the caseload: whose its records were is remembered when
// their scope is purged.
#pragma once

#include "client-sdk/replica/layers.hpp"
#include "protocol/merge/erasing.hpp"

#include <map>
#include <optional>

namespace veldwerk::device {

class Erasing {
public:
    Erasing(Store& store, Bearings& bearings, Scopes& scopes, OwnChanges& own, Layers& layers)
        : store_(store), bearings_(bearings), scopes_(scopes), own_(own), layers_(layers) {}

    // Each within a transaction of the caller.
    [[nodiscard]] bool is_erased(const RecordId& participant);
    /// What orders leave of a change, if one takes anything.
    [[nodiscard]] std::optional<Change> left_of(const Change& change);
    /// Before a scope is purged.
    void remember(ScopeNumber scope);
    /// Obeys the orders among the confirmed records that were not obeyed before.
    void obey();

    /// Outside a transaction: writes the file anew if an order asks for it. If somebody else uses
    /// it just now, or there is no room, it is tried again after the next sync or opening.
    void scrub();

private:
    [[nodiscard]] bool any_erased();
    [[nodiscard]] std::optional<RecordId> whose(TypeNumber type, const RecordId& record);

    Store& store_;
    Bearings& bearings_;
    Scopes& scopes_;
    OwnChanges& own_;
    Layers& layers_;
};

}  // namespace veldwerk::device
