// SPDX-License-Identifier: EUPL-1.2
// Any bytes as the body of any message (the first byte says which) are refused or read; what was
// read says the same when it is written and read again.
#include <cstdlib>

#include "protocol/wire/messages.hpp"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    if (size == 0) return 0;
    const auto type = static_cast<veldwerk::FrameType>(data[0] % 16);
    const std::string_view body(reinterpret_cast<const char*>(data) + 1, size - 1);

    const auto message = veldwerk::decode_message(type, body);

    if (!message || !*message) return 0;
    const std::string again = veldwerk::encode_message(**message);
    const auto reread = veldwerk::decode_message(type, again);
    if (!reread || !*reread || veldwerk::encode_message(**reread) != again) std::abort();
    if (again.size() > size) std::abort();  // one form for each number: nothing grows
    return 0;
}
