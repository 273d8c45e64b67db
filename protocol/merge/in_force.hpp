// SPDX-License-Identifier: EUPL-1.2
// The value everyone should act on: a pure function of a slot's candidates and its merge class
// (DESIGN.md 3.3, DOMAIN.md 4). Devices and the office compute it with this code from the same
// candidates, so it is never shipped.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "protocol/merge/state.hpp"

namespace veldwerk {

/// The value of a slot that is not a set; empty if there is none, or none to fall back on.
[[nodiscard]] std::string in_force(const RecordState& state, SlotNumber slot);
/// The value of one field, out of its group if it has one.
[[nodiscard]] std::string value_in_force(const RecordState& state, const Field& field);
/// The elements of a set slot, in canonical order.
[[nodiscard]] std::vector<std::string> elements_in_force(const RecordState& state, SlotNumber slot);

/// Whether a person has to decide between the candidates of the slot: several differ in a class
/// that does not decide by rule.
[[nodiscard]] bool in_review(const RecordState& state, SlotNumber slot);
/// Suggestions of devices in a slot of the office that differ from the value in force.
[[nodiscard]] std::vector<Candidate> suggestions(const RecordState& state, SlotNumber slot);

/// The candidate whose value is in force, if one is; null when a base or nothing is.
[[nodiscard]] const Candidate* winner(const RecordState& state, SlotNumber slot);

/// The same of what people wrote, without what a rule made of it: of a request's slot, where a
/// derived value (derived.hpp) is in force before what was asked or granted.
[[nodiscard]] std::string in_force_as_written(const RecordState& state, SlotNumber slot);
[[nodiscard]] const Candidate* winner_as_written(const RecordState& state, SlotNumber slot);

}  // namespace veldwerk
