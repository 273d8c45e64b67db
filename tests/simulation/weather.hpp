// SPDX-License-Identifier: EUPL-1.2
// How bad things are at the moment. Storms set it, peace resets it; lines and machines read it.
#pragma once

#include <cstdint>

namespace veldwerk::simulation {

struct Weather {
    std::int64_t delay_ms_max = 200;    ///< of a message, each way
    unsigned cuts_per_mille = 0;        ///< chance that the line breaks at a message
    unsigned repeats_per_mille = 0;     ///< chance that a message arrives twice
    unsigned remains_per_mille = 500;   ///< of the cuts after which what was sent arrives late
    unsigned strange_tails_per_mille = 0;  ///< messages of an app that says more than we know
    std::int64_t remains_ms_max = 60'000;
};

}  // namespace veldwerk::simulation
