// SPDX-License-Identifier: EUPL-1.2
// The words for reasons.
#include "protocol/records/result.hpp"

namespace veldwerk {

std::string_view name_of(Reason reason) {
    switch (reason) {
        case Reason::malformed: return "malformed";
        case Reason::too_large: return "too_large";
        case Reason::unknown_field: return "unknown_field";
        case Reason::invalid_value: return "invalid_value";
        case Reason::unknown_record: return "unknown_record";
        case Reason::stale: return "stale";
        case Reason::not_authorised: return "not_authorised";
        case Reason::discarded: return "discarded";
        case Reason::rule: return "rule";
        case Reason::revoked: return "revoked";
        case Reason::crowded: return "crowded";
        case Reason::unsupported: return "unsupported";
        case Reason::cloned: return "cloned";
        case Reason::rolled_back: return "rolled_back";
        case Reason::wrong_use: return "wrong_use";
    }
    return "unknown";
}

}  // namespace veldwerk
