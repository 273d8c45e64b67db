// SPDX-License-Identifier: EUPL-1.2
// Enrolment: with the code of an invitation a device becomes known to an office, and the office to
// the device. The key is made here and never leaves; the office signs a certificate for it. The
// code names the office's authority, so nobody else can answer.
#pragma once

#include <functional>
#include <string>

#include "client-sdk/replica/replica.hpp"

namespace veldwerk::device {

struct EnrolOrder {
    std::string office;  ///< HOST:PORT
    std::string code;    ///< as a person typed it
    std::string app_version;
    std::function<Instant()> now;
};

/// Blocks. Refuses a code that is malformed, wrong, used or expired, an office that the code does
/// not name, one too crowded, and a replica that is enrolled already. Throws NoConnection. If the
/// line breaks after the office took the code and before its answer is here, a new code is needed.
[[nodiscard]] Result<void> enrol(Replica& replica, const EnrolOrder& order);

}  // namespace veldwerk::device
