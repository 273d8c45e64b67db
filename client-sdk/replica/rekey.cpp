// SPDX-License-Identifier: EUPL-1.2
// Another key for the file, when the old one may have been seen.
#include "client-sdk/replica/parts.hpp"

namespace veldwerk::device {

Result<void> Replica::rekey(const carriage::StoreKey& key) {
    parts_->store.forget_statements();
    if (carriage::change_key(parts_->store.database(), key)) return {};
    return refuse(Reason::crowded,
                  "the replica is open elsewhere: close it there, then change its key");
}

}  // namespace veldwerk::device
