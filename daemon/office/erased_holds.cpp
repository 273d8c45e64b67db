// SPDX-License-Identifier: EUPL-1.2
#include "daemon/office/erased_holds.hpp"

namespace veldwerk::office {

std::string left_of_held(Erasures& erasures, const HeldChange& held, WorkingSet& records) {
    const auto change = decode_change(held.bytes, held.stamp);
    if (!change) return erasures.left_of(held.bytes);
    const auto left = erasures.left_of(*change, records);
    return left ? encode_change(*left) : held.bytes;
}

}  // namespace veldwerk::office
