// SPDX-License-Identifier: EUPL-1.2
// What a coach does with a phone in the course of a day: sees, writes, corrects, asks, syncs. Each
// habit looks at what the phone shows, as an app would, and types something; the phone may say no.
#pragma once

#include <cstdint>

#include "tests/simulation/phone.hpp"

namespace veldwerk::simulation {

/// Plans the coach's days until the end of the storm.
void live_with(World& world, Phone& phone, std::int64_t days);

/// One thing a coach does now.
void do_something(World& world, Phone& phone);

/// The coach of a phone that went out of use gets a new one after so long, once the office is up.
void replace_later(World& world, const RecordId& coach, std::int64_t ms);

}  // namespace veldwerk::simulation
