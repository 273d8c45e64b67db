// SPDX-License-Identifier: EUPL-1.2
// What may go wrong. Each storm is a file in storms/: it plans its troubles in the calendar when
// the world begins. Which storms a seed meets, and how hard, is drawn; a storm that a seed does not
// meet changes nothing in it.
#pragma once

#include <span>
#include <string_view>

#include "tests/simulation/clerk.hpp"
#include "tests/simulation/phone.hpp"

namespace veldwerk::simulation {

/// What a storm works on.
struct Storm {
    std::string_view name;
    unsigned met_per_mille;  ///< of the seeds
    void (*plan)(World& world, Clerk& clerk, Dice dice);
};

// One function for each file of storms/.
void plan_bad_lines(World& world, Clerk& clerk, Dice dice);
void plan_repeated_messages(World& world, Clerk& clerk, Dice dice);
void plan_power_cuts(World& world, Clerk& clerk, Dice dice);
void plan_office_deaths(World& world, Clerk& clerk, Dice dice);
void plan_full_disks(World& world, Clerk& clerk, Dice dice);
void plan_wrong_clocks(World& world, Clerk& clerk, Dice dice);
void plan_hand_overs(World& world, Clerk& clerk, Dice dice);
void plan_lost_phones(World& world, Clerk& clerk, Dice dice);
void plan_phones_set_back(World& world, Clerk& clerk, Dice dice);
void plan_silence(World& world, Clerk& clerk, Dice dice);
void plan_long_notes(World& world, Clerk& clerk, Dice dice);
void plan_claims_ahead(World& world, Clerk& clerk, Dice dice);
void plan_offices_set_back(World& world, Clerk& clerk, Dice dice);
void plan_newer_apps(World& world, Clerk& clerk, Dice dice);
void plan_erasures(World& world, Clerk& clerk, Dice dice);

/// What every note begins with that the storm of erasures scatters; it ends in its participant.
inline constexpr std::string_view secret_mark = "secret-";

[[nodiscard]] std::span<const Storm> storms();

/// A random moment of the storm, from its start.
[[nodiscard]] std::int64_t some_moment(const World& world, Dice& dice);
/// At some moments, so many a day on average.
void at_some_moments(World& world, Dice& dice, std::int64_t a_day_max,
                     const std::function<void(Dice&)>& happen);
/// A phone that takes part now; null: there is none.
[[nodiscard]] Phone* some_phone(World& world, Dice& dice);

}  // namespace veldwerk::simulation
