// SPDX-License-Identifier: EUPL-1.2
// Any bytes as a change are refused or read; what was read says the same when it is written and
// read again.
#include <cstdlib>

#include "protocol/merge/change.hpp"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    const std::string_view bytes(reinterpret_cast<const char*>(data), size);
    const veldwerk::Stamp stamp{{}, 1};

    const auto change = veldwerk::decode_change(bytes, stamp);

    if (!change) return 0;
    const std::string again = veldwerk::encode_change(*change);
    const auto reread = veldwerk::decode_change(again, stamp);
    if (!reread || veldwerk::encode_change(*reread) != again) std::abort();
    if (reread->records != change->records || reread->discards != change->discards) std::abort();
    return 0;
}
