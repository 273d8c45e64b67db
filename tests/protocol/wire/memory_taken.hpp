// SPDX-License-Identifier: EUPL-1.2
// Counts what operator new hands out in this program, so that a test can say how much memory a
// hostile message got. It counts every byte taken, given back or not: an upper bound of any peak.
#pragma once

#include <cstddef>

namespace veldwerk::proof {

/// Counts from its construction on, over all threads.
class MemoryTaken {
public:
    MemoryTaken();
    [[nodiscard]] std::size_t bytes() const;

private:
    std::size_t before_;
};

}  // namespace veldwerk::proof
