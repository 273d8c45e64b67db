// SPDX-License-Identifier: EUPL-1.2
// The office's house for an import (protocol/carriage/import.hpp): it reads the ledger, and each
// row is an act of the person who imports, hundreds of them in one commit.
#pragma once

#include "daemon/office/office.hpp"
#include "protocol/carriage/import.hpp"

namespace veldwerk::office {

struct ImportBy {
    RecordId person;
    bool rehearsal = false;  ///< checks all and writes nothing
};

/// The office must outlive it.
[[nodiscard]] carriage::ImportHouse import_house(Office& office, const ImportBy& by);

}  // namespace veldwerk::office
