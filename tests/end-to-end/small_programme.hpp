// SPDX-License-Identifier: EUPL-1.2
// The office that most tests begin with: participant D001 on the active placement L1 since the
// 2nd of November 2026, Monday to Friday 480 minutes; coach A, and coach B as substitute. The
// daemon listens, and each coach has a device that is enrolled and in step.
#pragma once

#include "tests/end-to-end/device.hpp"

namespace veldwerk::e2e {

struct SmallProgramme {
    SmallProgramme();

    /// All is as it should be: `check --rebuild` is clean and both devices, once they have synced,
    /// hold what the office says they hold.
    void expect_in_step() const;

    Place place;
    Office office{place};
    Device a{place, "a.db"};
    Device b{place, "b.db"};
    std::string participant;  ///< ids
    std::string placement;
};

}  // namespace veldwerk::e2e
