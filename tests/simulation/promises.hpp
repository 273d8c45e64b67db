// SPDX-License-Identifier: EUPL-1.2
// The promises, as questions to a world. Some are asked at every save and every caught-up, all of
// them once the storm is over. Each throws BrokenPromise.
#pragma once

#include <span>

#include "tests/simulation/oracle.hpp"
#include "tests/simulation/phone.hpp"
#include "tests/simulation/town.hpp"

namespace veldwerk::simulation {

// --- while it storms -----------------------------------------------------------------------------

/// A save replaces only what its phone can have seen. (no_silent_overwrite.cpp)
void check_seen(Phone& phone, const AcknowledgedSave& save);
/// A phone that is caught up holds the caseload of that moment. (only_your_caseload.cpp)
void check_caseload(World& world, Phone& phone, const Knowledge& shown);
/// A phone shows what was saved on it. (own_work_shows.cpp)
void check_own_work_shows(World& world, Phone& phone);
/// A revoked phone has left what it never sent. (left_sealed.cpp)
void check_left_sealed(World& world, Phone& phone);

// --- once it is over -----------------------------------------------------------------------------

using Question = void (*)(World& world, const Oracle& oracle);
void ask_nothing_lost(World& world, const Oracle& oracle);
void ask_one_result(World& world, const Oracle& oracle);
void ask_no_silent_overwrite(World& world, const Oracle& oracle);
void ask_asked_of_a_person(World& world, const Oracle& oracle);
void ask_what_phones_show(World& world, const Oracle& oracle);
void ask_rightly_refused(World& world, const Oracle& oracle);
void ask_established_days(World& world, const Oracle& oracle);
void ask_explained(World& world, const Oracle& oracle);
void ask_erased(World& world, const Oracle& oracle);

/// The bytes are those of a save, as an erasure left them. (erased.cpp)
void check_same_but_erased(const Oracle& oracle, const AcknowledgedSave& save,
                           const std::string& bytes, const std::string& name);

/// All of them, from the cheapest to the dearest.
[[nodiscard]] std::span<const Question> questions();

}  // namespace veldwerk::simulation
