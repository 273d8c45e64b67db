// SPDX-License-Identifier: EUPL-1.2
// What a device tells an office that has begun another life: how far it had come in the one it
// knew, and which changes of other people it has seen. Their bytes are on their own devices alone;
// but the office can say what is missing until those return (P8).
#pragma once

#include "client-sdk/replica/own_changes.hpp"

namespace veldwerk::device {

/// Of the confirmed state as it stands. Reads every record once.
[[nodiscard]] Offer offer_of(Store& store, Bearings& bearings, OwnChanges& own);

}  // namespace veldwerk::device
